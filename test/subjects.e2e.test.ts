import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { canonicalSubjectKey } from '../schemas/subject-key.ts'
import { LooseSubject } from '../schemas/subject.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller, type Poller } from './support/poller.ts'

let hub: TestHub
let pollers: Poller[] = []

beforeAll(async () => {
  hub = await startHub({ SUBJECT_REMOVAL_GRACE_SECONDS: '0' })
})
afterAll(() => hub[Symbol.asyncDispose]())
afterEach(async () => {
  for (const poller of pollers) await poller[Symbol.asyncDispose]()
  pollers = []
})

const subscribe = async (defaultSubjects: 'ALL' | 'NONE') => {
  const poller = await startPoller(hub, { defaultSubjects })
  pollers.push(poller)
  return poller
}
const add = (poller: Poller, subject: object) => poller.ask('/ssf/subjects/add', { subject })
const remove = (poller: Poller, subject: object) => poller.ask('/ssf/subjects/remove', { subject })
const email = (name: string) => ({ format: 'email', email: `${name}@example.com` })
const complex = (members: object) => ({ format: 'complex', ...members })
const tenant = (id: string) => ({ format: 'opaque', id })

/** Is a stream told of an event about this subject? A marker that everybody gets tells when the answer is final. */
async function hears(poller: Poller, subject: object): Promise<boolean> {
  await hub.admin.revokeSubject(subject)
  const marker = await startPoller(hub)
  pollers.push(marker)
  await eventually(async () => {
    await hub.admin.revoke('marker@example.com')
    expect((await marker.drain()).length).toBeGreaterThan(0)
  })
  const key = canonicalSubjectKey(LooseSubject.parse(subject))
  return (await poller.drain()).some(
    ({ sub_id: told }) => canonicalSubjectKey(LooseSubject.parse(told)) === key,
  )
}

test('a stream for all subjects loses those that are removed, and gets them back', async () => {
  const poller = await subscribe('ALL')
  expect(await hears(poller, email('jane'))).toBe(true)
  expect((await remove(poller, email('jane'))).status).toBe(204)
  expect(await hears(poller, email('jane'))).toBe(false)
  expect(await hears(poller, email('john'))).toBe(true)
  const added = await add(poller, email('jane'))
  expect([added.status, added.text]).toEqual([200, ''])
  expect(await hears(poller, email('jane'))).toBe(true)
})

test('a stream for no subjects gets those that are added, exactly as they are written [SSF §8.1.3.1 subject-match-simple]', async () => {
  const poller = await subscribe('NONE')
  expect(await hears(poller, email('jane'))).toBe(false)
  await add(poller, email('jane'))
  expect(await hears(poller, email('jane'))).toBe(true)
  expect(await hears(poller, email('Jane'))).toBe(false)
  await remove(poller, email('jane'))
  expect(await hears(poller, email('jane'))).toBe(false)
})

test('complex subjects match unless a member that both have differs (SSF 1.0 §8.1.3.1)', async () => {
  const poller = await subscribe('NONE')
  await add(poller, complex({ tenant: tenant('one') }))
  expect(await hears(poller, complex({ tenant: tenant('one'), user: email('jdoe') }))).toBe(true)
  expect(await hears(poller, complex({ tenant: tenant('two'), user: email('jdoe') }))).toBe(false)
  expect(await hears(poller, complex({ user: email('jdoe') }))).toBe(true)
  expect(await hears(poller, email('jdoe'))).toBe(false)
})

test('a more restrictive subject matches an event that says less', async () => {
  const poller = await subscribe('NONE')
  await add(
    poller,
    complex({
      user: email('jdoe'),
      device: { format: 'ip-addresses', 'ip-addresses': ['10.29.37.75'] },
    }),
  )
  expect(await hears(poller, complex({ user: email('jdoe') }))).toBe(true)
  expect(await hears(poller, complex({ user: email('other') }))).toBe(false)
})

test('unknown subjects are answered like known ones', async () => {
  const poller = await subscribe('NONE')
  await hears(poller, email('known'))
  const answers = await Promise.all(
    ['known', 'unknown'].map(async (name) => {
      const [added, removed] = [await add(poller, email(name)), await remove(poller, email(name))]
      return [added.status, added.text, removed.status, removed.text]
    }),
  )
  expect(answers[0]).toEqual(answers[1])
})

test('a removal takes effect after its grace', async () => {
  await using patient = await startHub({ SUBJECT_REMOVAL_GRACE_SECONDS: '3600' })
  await using poller = await startPoller(patient)
  await poller.ask('/ssf/subjects/remove', { subject: email('jane') })
  await patient.admin.revoke('jane@example.com')
  await eventually(async () => {
    expect(await poller.drain()).toHaveLength(1)
  })
})
