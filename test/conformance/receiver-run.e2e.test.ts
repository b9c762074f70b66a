import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { startTransmitter, type Transmitter } from '../support/transmitter/index.ts'
import { connect, type Connected } from '../support/upstream.ts'

type Step = { delivery: string; step: string; clause: string; result: string; seen: string }
type Run = { id: string; state: string; steps: Step[]; finishedAt?: string }

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const run = (source: Connected, body?: object) =>
  hub.send<Run>(`/admin/sources/${source.id}/conformance`, {
    method: 'POST',
    token: hub.admin.token,
    ...(body && { body }),
  })

const resultsOf = ({ steps }: Run) =>
  steps.map(({ delivery, step, result }) => `${delivery} ${step} ${result}`)

const STEPS = [
  'metadata',
  'create',
  'read',
  'status',
  'verify',
  'receive',
  'acknowledge',
  'delete',
  'gone',
]
const passed = (delivery: string) => STEPS.map((step) => `${delivery} ${step} ok`)

describe('one admin call runs the whole of a receiver, unattended', () => {
  let transmitter: Transmitter
  let source: Connected
  beforeAll(async () => {
    transmitter = await startTransmitter()
    source = await connect(hub, transmitter)
    await source.healthy()
  })
  afterAll(() => transmitter[Symbol.asyncDispose]())

  test('in push and in poll, on streams of its own [CI §2.4.1 ci-receive-poll] [CI2 §2.4.1 ci2-receive-delivery] [CI2 §2.4.5.2 ci2-stream-create] [CI2 §2.4.5.2 ci2-stream-read] [CI2 §2.4.5.2 ci2-stream-status] [CI2 §2.4.5.2 ci2-stream-verify] [CI2 §2.4.5.2 ci2-stream-delete]', async () => {
    const before = (await source.signals()).length
    const { status, json, text } = await run(source)
    expect(status, text).toBe(200)
    expect(resultsOf(json)).toEqual([...passed('push'), ...passed('poll')])
    expect(json.state).toBe('passed')
    // The source's own stream is as it was, and what the run received is told to nobody.
    expect(transmitter.streams.size).toBe(1)
    expect(await source.signals()).toHaveLength(before)
    await source.healthy()
  })

  test('whose report can be read again', async () => {
    const { json } = await run(source, { deliveries: ['poll'] })
    const path = `/admin/sources/${source.id}/conformance`
    expect((await hub.admin.get<Run>(`${path}/${json.id}`)).json).toEqual(json)
    const { items } = (await hub.admin.get<{ items: Run[] }>(path)).json
    expect(items[0]).toEqual(json)
    expect((await hub.admin.get(`${path}/conformance-${'0'.repeat(32)}`)).status).toBe(404)
  })

  test('one after the other: a second one is refused while the first goes on', async () => {
    transmitter.faults.mute = true
    const wanted = { deliveries: ['poll'], arrivalSeconds: 2, waitSeconds: 0 }
    expect((await run(source, wanted)).status).toBe(202)
    expect((await run(source, wanted)).status).toBe(409)
    transmitter.faults.mute = false
    await eventually(async () => {
      expect((await run(source, { deliveries: ['poll'] })).status).toBe(200)
    })
  })
})

describe('the report says what failed', () => {
  test.each<[string, Partial<Transmitter['faults']>, string, RegExp]>([
    [
      'a verification that never comes',
      { mute: true },
      'push receive',
      /did not arrive within 1 s/,
    ],
    [
      'a verification with another state',
      { state: 'another' },
      'push receive',
      /did not arrive within 1 s: invalid_state/,
    ],
    ['a stream of another issuer', { streamIss: 'https://x.example' }, 'push create', /iss/],
    ['no place for a stream', { maxStreams: 0 }, 'push create', /409/],
  ])('%s', async (_what, faults, failed, seen) => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { enabled: false } })
    Object.assign(transmitter.faults, faults)
    const { json } = await run(source, { deliveries: ['push'], arrivalSeconds: 1 })
    expect(json.state).toBe('failed')
    const step = json.steps.find(({ result }) => result === 'failed')
    expect(`${String(step?.delivery)} ${String(step?.step)}`).toBe(failed)
    expect(step?.seen).toMatch(seen)
    // One whose configuration cannot be used cannot be found again either.
    expect(transmitter.streams.size).toBe(faults.streamIss === undefined ? 0 : 1)
  })

  test('by poll, with the words of the refusal', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { enabled: false } })
    transmitter.faults.aud = 'https://somebody.example'
    const { json } = await run(source, { deliveries: ['poll'], arrivalSeconds: 1 })
    const step = json.steps.find(({ result }) => result === 'failed')
    expect(step).toMatchObject({
      step: 'receive',
      seen: expect.stringContaining('invalid_audience'),
    })
  })
})

test('a source may be tried before it is used: with no stream of its own the run has the only one', async () => {
  await using transmitter = await startTransmitter({ faults: { maxStreams: 1 } })
  const source = await connect(hub, transmitter, { upstream: { enabled: false } })
  expect((await run(source)).json.state).toBe('passed')
  expect(transmitter.streams.size).toBe(0)
  await source.patch({ enabled: true })
  await source.healthy()
  expect((await run(source, { deliveries: ['push'] })).json.state).toBe('failed') // 409
  await source.healthy()
})

test('an unknown source has no runs', async () => {
  expect((await hub.admin.post('/admin/sources/nobody/conformance', {})).status).toBe(404)
  expect((await hub.admin.get('/admin/sources/nobody/conformance')).status).toBe(404)
})
