import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LooseSubject } from '../../schemas/subject.ts'
import {
  aliases,
  complex,
  email,
  issSub,
  opaque,
  openTestRouter,
  type TestRouter,
} from './router.fixture.ts'

// What policies tell of principals that the one in question touches.

let router: TestRouter
beforeAll(async () => {
  router = await openTestRouter()
  await router.store.policies.seed([
    {
      id: 'sessions-of-whoever-is-disabled',
      mode: 'on',
      document: {
        name: 'Sessions of whoever is disabled',
        when: { types: ['account-disabled'], principals: ['user'] },
        then: [{ emit: 'session-revoked', about: { related: 'session' } }],
        reason: 'The account is disabled',
      },
    },
    {
      id: 'users-of-whatever-is-disabled',
      mode: 'on',
      document: {
        name: 'Users of an integration that is disabled',
        when: { types: ['account-disabled'], principals: ['integration'] },
        then: [{ emit: 'session-revoked', about: { related: 'user' } }],
        reason: 'The integration is disabled',
      },
    },
  ])
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

describe('a session of somebody', () => {
  const sessionsRevokedAfter = async (user: LooseSubject) => {
    const { id } = await router.hear({ type: 'account-disabled', subject: user })
    const events = await router.store.events.list({ signalId: id, limit: 20 })
    const subjects = events.map(({ subject }) => subject)
    return subjects.filter(({ format }) => format === 'complex') // another policy tells of the user
  }
  const begins = (members: Record<string, object>) =>
    router.hear({ type: 'session-established', subject: complex(members) })

  test('is told beside its user, for by itself its name would be taken for a user’s', async () => {
    const user = email('who@corp.example')
    await begins({ user, session: opaque('s1') })
    await begins({ user, session: issSub('https://idp.example', 's2') })
    const told = await sessionsRevokedAfter(user)
    expect(told).toHaveLength(2)
    expect(told).toEqual(
      expect.arrayContaining([
        { format: 'complex', user, session: opaque('s1') },
        { format: 'complex', user, session: issSub('https://idp.example', 's2') },
      ]),
    )
  })

  test('is not told where both names mean something at their source alone', async () => {
    const user = opaque('only-here')
    await begins({ user, session: opaque('s3') })
    await begins({ user, session: issSub('https://idp.example', 's4') })
    expect(await sessionsRevokedAfter(user)).toEqual([
      { format: 'complex', session: issSub('https://idp.example', 's4') },
    ])
  })
})

test('a disputed name reaches nobody, also where there is no other and by relation', async () => {
  const idp = 'https://idp.example'
  const app = opaque('disputed-app')
  for (const [address, token] of [
    ['d1@corp.example', 'td1'],
    ['d2@corp.example', 'td2'],
  ] as const)
    await router.hear({
      type: 'session-established',
      subject: complex({ user: email(address), application: app, token: opaque(token) }),
    })
  for (const sub of ['d1a', 'd1b'])
    await router.hear({ subject: aliases(issSub(idp, sub), email('d1@corp.example')) })
  await router.hear({ type: 'identifier-recycled', subject: issSub(idp, 'd1a') })
  expect(
    await router.db.sql(
      `select i.key, i.disputed, (select count(*)::int from identifier o where o.principal_id = i.principal_id) as names
       from identifier i where i.key like '%d1@corp%'`,
    ),
  ).toEqual([{ key: expect.stringContaining('d1@corp.example'), disputed: true, names: 1 }])
  const { id } = await router.hear({
    type: 'account-disabled',
    subject: complex({ application: app }),
  })
  const told = await router.store.events.list({ signalId: id, limit: 50 })
  expect(told.map(({ subject }) => subject).filter(({ format }) => format === 'email')).toEqual([
    email('d2@corp.example'),
  ])
})
