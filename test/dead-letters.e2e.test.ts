import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { emailOf } from './support/admin.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller } from './support/poller.ts'
import { refusal, startReceiver } from './support/receiver.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

type Page = { items: { jti: string; err?: string; description?: string }[]; next?: string }

const deadOf = async (streamId: string, query = '') =>
  (await hub.admin.get<Page>(`/admin/streams/${streamId}/dead-letters${query}`)).json
const redrive = (streamId: string, body: object = {}) =>
  hub.admin.post<{ redriven: number }>(`/admin/streams/${streamId}/redrive`, body)
const stateOf = async (txn: string, streamId: string) =>
  (await hub.admin.traceOf(txn)).deliveries.filter((one) => one.streamId === streamId)

test('a SET that was refused is pushed again, the same bytes, when an operator redrives it', async () => {
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver, { name: 'Refuses' })
  receiver.answer(refusal('invalid_request'))
  const txn = await hub.admin.revoke('dead@example.com')
  await eventually(async () => {
    expect((await deadOf(streamId)).items).toMatchObject([
      { err: 'invalid_request', description: 'because invalid_request' },
    ])
  })
  expect(await redrive(streamId)).toMatchObject({ status: 202, json: { redriven: 1 } })
  await eventually(async () => {
    expect(await stateOf(txn, streamId)).toMatchObject([
      {
        state: { status: 'delivered', attempts: 2 },
        attempts: [{ outcome: 'rejected' }, { outcome: 'accepted' }],
      },
    ])
  })
  const [first, second] = receiver.pushes.filter(
    ({ claims }) => emailOf(claims) === 'dead@example.com',
  )
  expect(second?.jws).toBe(first?.jws)
  expect((await deadOf(streamId)).items).toEqual([])
  await eventually(async () => {
    expect(await hub.admin.stream(streamId)).toMatchObject({ backlog: 0, rejected: 0 })
  })
})

test('a SET that a poll refused is handed out again, the same bytes', async () => {
  await using poller = await startPoller(hub)
  const { streamId } = poller
  const txn = await hub.admin.revoke('polled@example.com')
  const { json } = await poller.poll({})
  const [jti = ''] = Object.keys(json.sets)
  const setErrs = { [jti]: { err: 'invalid_request', description: 'not yet' } }
  await poller.poll({ returnImmediately: true, setErrs })
  expect(await deadOf(streamId)).toMatchObject({ items: [{ jti, description: 'not yet' }] })
  expect(await redrive(streamId, { jtis: [jti] })).toMatchObject({ json: { redriven: 1 } })
  const again = await poller.poll({ returnImmediately: true })
  expect(again.json.sets).toEqual({ [jti]: json.sets[jti] })
  await poller.poll({ maxEvents: 0, returnImmediately: true, ack: [jti] })
  expect(await stateOf(txn, streamId)).toMatchObject([
    {
      state: { status: 'delivered' },
      attempts: [{ outcome: 'refused' }, { outcome: 'acknowledged' }],
    },
  ])
})

test('what cannot be redriven is said', async () => {
  await using poller = await startPoller(hub)
  expect((await redrive('nothing')).status).toBe(404)
  expect((await redrive(poller.streamId, { jtis: [] })).status).toBe(400)
  expect((await redrive(poller.streamId, { all: true })).status).toBe(400)
  await poller.ask('/ssf/status', { status: 'disabled' })
  expect((await redrive(poller.streamId)).status).toBe(409)
  const path = `/admin/streams/${poller.streamId}/dead-letters?after=x`
  expect((await hub.admin.get(path)).status).toBe(400)
})

test('they are grouped by reason, searched over all streams and exported a line each', async () => {
  await using receiver = await startReceiver()
  const { streamId, subscriberId } = await hub.subscribe(receiver, { name: 'Exports' })
  receiver.always(refusal('invalid_key', 'which key?'))
  for (const name of ['a', 'b', 'c']) await hub.admin.revoke(`${name}@exported.example`)
  const wanted = `subscriberId=${subscriberId}&err=invalid_key`
  type Groups = { items: { err: string; count: number; description: string }[] }
  await eventually(async () => {
    const { json } = await hub.admin.get<Groups>(`/admin/dead-letters/groups?${wanted}`)
    expect(json.items).toMatchObject([
      {
        streamId,
        err: 'invalid_key',
        count: 3,
        description: 'which key?',
        subscriber: { name: 'Exports' },
      },
    ])
  })
  const first = (await hub.admin.get<Page>(`/admin/dead-letters?${wanted}&limit=2`)).json
  const rest = await hub.admin.get<Page>(
    `/admin/dead-letters?${wanted}&after=${String(first.next)}`,
  )
  expect([...first.items, ...rest.json.items]).toHaveLength(3)
  const { text, headers } = await hub.admin.get(`/admin/dead-letters/export?${wanted}`)
  expect(headers.get('content-type')).toContain('application/x-ndjson')
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { jti: string; set: string })
  expect(lines.map(({ set }) => set).toSorted()).toEqual(
    receiver.pushes.map(({ jws }) => jws).toSorted(),
  )
  expect((await hub.admin.get('/admin/dead-letters?after=x')).status).toBe(400)
})

test('dead letters are an alert until they are driven again', async () => {
  await using own = await startHub()
  await using receiver = await startReceiver()
  const { streamId } = await own.subscribe(receiver)
  receiver.answer(refusal('invalid_request'))
  await own.admin.revoke('alert@example.com')
  await eventually(() => {
    expect(receiver.pushes).toHaveLength(1)
  })
  type Alerts = { items: { id: string; state: string }[] }
  const path = `/admin/alerts?kind=dead-letters&target=stream:${streamId}`
  const alerts = async () => (await own.admin.get<Alerts>(path)).json.items
  await own.restart() // it looks when it starts, then every 15 seconds
  await eventually(async () => {
    expect(await alerts()).toMatchObject([{ state: 'open', severity: 'warning', count: 1 }])
  })
  const id = String((await alerts())[0]?.id)
  const acknowledged = await own.admin.post(`/admin/alerts/${id}/acknowledge`, {})
  expect(acknowledged).toMatchObject({ status: 200, json: { acknowledged: { by: 'environment' } } })
  expect((await own.admin.get(`/admin/audit?target=stream:${streamId}`)).text).toContain(
    'alert.acknowledge',
  )
  await own.admin.post(`/admin/streams/${streamId}/redrive`, {})
  await own.restart()
  await eventually(async () => {
    expect(await alerts()).toMatchObject([{ state: 'resolved' }])
  })
})
