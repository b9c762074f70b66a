import { afterAll, beforeAll, expect, test } from 'vitest'
import { complex, email, opaque, openTestRouter, type TestRouter } from './router.fixture.ts'

// What policies tell of principals that the one in question touches.

let router: TestRouter
beforeAll(async () => {
  router = await openTestRouter()
  await router.source('idp', { mayLink: true, speaksFor: ['corp.example'] })
})
afterAll(() => router[Symbol.asyncDispose]())

test('a breached integration: each of its tokens ends, and nobody else’s, in one incident', async () => {
  const drift = opaque('drift')
  for (const n of ['1', '2']) {
    const user = email(`user${n}@corp.example`)
    const subject = complex({ user, application: drift, token: opaque(`t${n}`) })
    await router.hear({ type: 'session-established', subject })
  }
  const other = complex({ application: opaque('other'), token: opaque('t3') })
  await router.hear({ type: 'session-established', subject: other })
  const breach = await router.hear({ type: 'client-disabled', subject: drift })
  const events = await router.store.events.list({ signalId: breach.id, limit: 20 })
  const told = events.map(
    ({ type, subject }) => `${type.split('/').at(-1) ?? ''} ${String(subject['id'])}`,
  )
  expect(told.toSorted()).toEqual([
    'client-disabled drift',
    'token-revoked t1',
    'token-revoked t2',
    'tokens-revoked drift',
  ])
  expect(new Set(events.map(({ txn }) => txn)).size).toBe(1)
})
