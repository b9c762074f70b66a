import { afterAll, beforeAll, expect, test } from 'vitest'
import { aliases, email, issSub, openTestRouter, type TestRouter } from './router.fixture.ts'

// What belongs together, as the database has it afterwards.

let router: TestRouter
beforeAll(async () => {
  router = await openTestRouter()
  await router.source('idp', { mayLink: true, speaksFor: ['corp.example'] })
  await router.source('edr')
})
afterAll(() => router[Symbol.asyncDispose]())

const incident = async (id: string | null) => {
  const [row] = await router.db.sql<{
    txn: string
    severity: string
    signals: string
    facts: string
    merged_into: string | null
    previous_id: string | null
  }>('select * from incident where id = $1', [id])
  return row
}

test('the same of the same principal, from whomever and however often, is one fact of one incident', async () => {
  const subject = email('same@corp.example')
  const first = await router.hear({ subject })
  const again = await router.hear({ subject })
  const other = await router.hear({ source: 'edr', subject })
  expect([again.incident_id, other.incident_id]).toEqual([first.incident_id, first.incident_id])
  expect(await incident(first.incident_id)).toMatchObject({ signals: '3', facts: '1' })
  const events = await router.store.events.list({ signalId: other.id, limit: 10 })
  expect(new Set(events.map(({ txn }) => txn))).toEqual(new Set([first.id]))
  await router.route([first.id, again.id, other.id])
  expect(await incident(first.incident_id)).toMatchObject({ signals: '3', facts: '1' })
})

test('daily life opens none, and belongs to none that it does not name the cause of', async () => {
  const subject = email('calm@corp.example')
  expect((await router.hear({ subject, type: 'session-established' })).incident_id).toBeNull()
})

test('it is as severe as the worst of it', async () => {
  const subject = email('worst@corp.example')
  const { incident_id: id } = await router.hear({ subject, type: 'tokens-revoked' })
  expect(await incident(id)).toMatchObject({ severity: 'low' })
  await router.hear({ subject, type: 'credential-compromise' })
  expect(await incident(id)).toMatchObject({ severity: 'high', facts: '2' })
})

test('two names have a story each until somebody says that they are one', async () => {
  const [sub, address] = [issSub('https://idp.example', 'two'), email('two@corp.example')]
  const elder = await router.hear({ subject: sub })
  const younger = await router.hear({ source: 'edr', subject: address })
  expect(younger.incident_id).not.toBe(elder.incident_id)
  const bridge = await router.hear({ subject: aliases(sub, address) })
  expect(bridge.incident_id).toBe(elder.incident_id)
  expect(await incident(younger.incident_id)).toMatchObject({ merged_into: elder.incident_id })
  expect(await incident(elder.incident_id)).toMatchObject({ signals: '3', txn: elder.id })
})

test('what is closed takes no more: a new one goes on from it', async () => {
  const subject = email('closed@corp.example')
  const first = await router.hear({ subject })
  await router.db.sql(`update incident set state = 'closed' where id = $1`, [first.incident_id])
  const next = await router.hear({ subject })
  expect(next.incident_id).not.toBe(first.incident_id)
  expect(await incident(next.incident_id)).toMatchObject({ previous_id: first.incident_id })
})

test('a cause that its source names joins what brings it, whoever it is about', async () => {
  const said = { txn: 'breach-7', type: 'credential-compromise' } as const
  const first = await router.hear({ ...said, subject: email('cause1@corp.example') })
  const second = await router.hear({ ...said, subject: email('cause2@corp.example') })
  expect(second.incident_id).toBe(first.incident_id)
  expect(await incident(first.incident_id)).toMatchObject({ txn: 'breach-7' })
})
