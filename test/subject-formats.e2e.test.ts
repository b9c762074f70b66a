import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type Subscribed, type TestHub } from './support/hub.ts'
import { startPoller } from './support/poller.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'

let hub: TestHub
let receiver: Receiver
let app: Subscribed
beforeAll(async () => {
  hub = await startHub()
  receiver = await startReceiver()
  app = await hub.subscribe(receiver)
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

const email = (name: string) => ({ format: 'email', email: `${name}@example.com` })
const issSub = (sub: string) => ({ format: 'iss_sub', iss: 'https://idp.example', sub })
const opaque = (id: string) => ({ format: 'opaque', id })
const aliases = (...identifiers: object[]) => ({ format: 'aliases', identifiers })
const NO_IDENTIFIER = 'the hub knows no identifier of the subject in: '

const setFormats = (streamId: string, token: string, subject_formats: string[]) =>
  hub.send('/ssf/streams', {
    method: 'PATCH',
    token,
    body: { stream_id: streamId, subject_formats },
  })
const patchSubscriber = (id: string, body: object) =>
  hub.send(`/admin/subscribers/${id}`, { method: 'PATCH', token: hub.admin.token, body })
const subjectOf = (txn: string) =>
  eventually(() => {
    const set = receiver.sets.find((one) => one.txn === txn)
    expect(set).toBeDefined()
    return set?.sub_id
  })
const stateOn = async (txn: string, streamId: string) =>
  (await hub.admin.traceOf(txn)).deliveries.find((one) => one.streamId === streamId)
const isGivenUp = (txn: string, streamId: string, formats: string) =>
  eventually(async () => {
    expect(await stateOn(txn, streamId)).toMatchObject({
      state: {
        status: 'rejected',
        attempts: 0,
        err: 'no_identifier',
        description: `${NO_IDENTIFIER}${formats}`,
      },
      attempts: [],
    })
  })

describe('a push stream', () => {
  test('that names no formats is told subjects as they came', async () => {
    const subject = aliases(email('a'), opaque('1'))
    expect(await subjectOf(await hub.admin.revokeSubject(subject))).toEqual(subject)
  })

  test('that names formats shows them, and is told the best identifier there is [SSF §10.1 subject-leak] [RFC8417 §6 set-propagation]', async () => {
    const changed = await setFormats(app.streamId, app.token, ['iss_sub', 'email'])
    expect(changed).toMatchObject({ status: 200, json: { subject_formats: ['iss_sub', 'email'] } })
    const both = await hub.admin.revokeSubject(aliases(email('b'), opaque('2'), issSub('2')))
    expect(await subjectOf(both)).toEqual(issSub('2'))
    const one = await hub.admin.revokeSubject(aliases(opaque('2'), email('b')))
    expect(await subjectOf(one)).toEqual(email('b'))
    const members = { user: aliases(opaque('2'), email('b')), tenant: issSub('t') }
    const complex = await hub.admin.revokeSubject({ format: 'complex', ...members })
    expect(await subjectOf(complex)).toEqual({
      format: 'complex',
      user: email('b'),
      tenant: issSub('t'),
    })
  })

  test('is not told what it would not understand; the trace says so, and others go on', async () => {
    await setFormats(app.streamId, app.token, ['iss_sub', 'email'])
    const half = { format: 'complex', user: email('c'), device: opaque('d') }
    const unsaid = [await hub.admin.revokeSubject(opaque('3')), await hub.admin.revokeSubject(half)]
    const next = await hub.admin.revoke('c@example.com')
    expect(await subjectOf(next)).toEqual(email('c'))
    for (const txn of unsaid) await isGivenUp(txn, app.streamId, 'iss_sub, email')
    for (const txn of unsaid) expect(receiver.sets.map((set) => set.txn)).not.toContain(txn)
    await eventually(async () => {
      expect(await hub.admin.stream(app.streamId)).toMatchObject({ backlog: 0, rejected: 2 })
    })
  })

  test('that learns a format is told on demand what it missed', async () => {
    const txn = await hub.admin.revokeSubject(opaque('4'))
    await isGivenUp(txn, app.streamId, 'iss_sub, email')
    await setFormats(app.streamId, app.token, ['opaque'])
    const { jti } = (await stateOn(txn, app.streamId)) ?? {}
    const redriven = await hub.admin.post(`/admin/streams/${app.streamId}/redrive`, {
      jtis: [jti],
    })
    expect(redriven).toMatchObject({ status: 202, json: { redriven: 1 } })
    expect(await subjectOf(txn)).toEqual(opaque('4'))
    await eventually(async () => {
      expect((await stateOn(txn, app.streamId))?.state.status).toBe('delivered')
    })
  })

  test('that names none goes by its subscriber’s, from when they change', async () => {
    await setFormats(app.streamId, app.token, [])
    expect((await patchSubscriber(app.subscriberId, { subjectFormats: ['email'] })).status).toBe(
      200,
    )
    const subject = aliases(opaque('5'), email('e'))
    await eventually(async () => {
      const txn = await hub.admin.revokeSubject(subject)
      expect(await subjectOf(txn)).toEqual(email('e'))
    })
    const read = await hub.send(`/ssf/streams?stream_id=${app.streamId}`, { token: app.token })
    expect(read.json).not.toHaveProperty('subject_formats')
    await patchSubscriber(app.subscriberId, { subjectFormats: null })
  })

  test('that names something else than formats is refused', async () => {
    for (const wrong of [['a b'], [''], 'email', Array.from({ length: 21 }, () => 'email')])
      expect(
        (await setFormats(app.streamId, app.token, wrong as string[])).status, // wrong on purpose
      ).toBe(400)
  })
})

test('a poll stream is told the best identifier, and what it cannot be told fills no answer', async () => {
  await using poller = await startPoller(hub)
  await setFormats(poller.streamId, poller.token, ['email'])
  const unsaid: string[] = []
  for (let count = 0; count < 5; count++)
    unsaid.push(await hub.admin.revokeSubject(opaque(`p${String(count)}`)))
  await eventually(async () => {
    expect((await hub.admin.stream(poller.streamId)).backlog).toBe(5)
  })
  const told = await hub.admin.revokeSubject(aliases(opaque('p'), email('p')))
  await eventually(async () => {
    expect((await hub.admin.stream(poller.streamId)).backlog).toBe(6)
  })
  const { claims, json } = await poller.poll({ maxEvents: 1, returnImmediately: true })
  expect(claims).toMatchObject([{ txn: told, sub_id: email('p') }])
  expect(json.moreAvailable).toBeUndefined()
  for (const txn of unsaid) await isGivenUp(txn, poller.streamId, 'email')
  await poller.poll({ returnImmediately: true, ack: Object.keys(json.sets) })
  expect(await hub.admin.stream(poller.streamId)).toMatchObject({ backlog: 0, rejected: 5 })
})
