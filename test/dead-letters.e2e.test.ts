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
