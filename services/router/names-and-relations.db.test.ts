import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aliases,
  complex,
  email,
  issSub,
  opaque,
  openTestRouter,
  type TestRouter,
} from './router.fixture.ts'

let router: TestRouter
beforeAll(async () => {
  router = await openTestRouter()
  await router.source('idp', { mayLink: true, speaksFor: ['corp.example'] })
  await router.source('plain')
  await router.source('evil', { mayLink: true })
})
afterAll(() => router[Symbol.asyncDispose]())

const IDP = 'https://idp.example'
const disputes = (key: string) =>
  router.db.sql<{
    kind: string
    state: string
    holder_id: string | null
    claimant_id: string
    times: number
  }>(`select * from link_dispute where subject::text like $1 order by id`, [`%${key}%`])
const whoIs = async (subject: { format: string }) =>
  (await router.hear({ source: 'plain', subject })).principal_id

describe('names that change hands', () => {
  const changed = (newValue?: string) => ({
    payload: newValue === undefined ? {} : { 'new-value': newValue },
  })

  test('a recycled address is somebody new’s from then on, also within one batch', async () => {
    const old = await router.hear({ subject: aliases(issSub(IDP, 'r1'), email('r1@corp.example')) })
    const ids = [
      await router.say({ subject: email('r1@corp.example') }),
      await router.say({ subject: email('r1@corp.example'), type: 'identifier-recycled' }),
      await router.say({ subject: email('r1@corp.example') }),
    ]
    await router.route(ids.toReversed())
    const [before, recycled, after] = await Promise.all(ids.map((id) => router.routed(id)))
    expect(before?.principal_id).toBe(old.principal_id)
    expect(recycled?.principal_id).toBe(old.principal_id)
    expect(after?.principal_id).not.toBe(old.principal_id)
    expect(await whoIs(issSub(IDP, 'r1'))).toBe(old.principal_id)
    expect(
      await router.db.sql(
        `select ended_because from identifier_history where key like '%r1@corp%'`,
      ),
    ).toEqual([{ ended_because: 'recycled, says idp' }])
  })

  test('a changed address is the same person’s under the new one', async () => {
    const old = await router.hear({ subject: email('r2@corp.example') })
    await router.hear({
      subject: email('r2@corp.example'),
      type: 'identifier-changed',
      ...changed('r2b@corp.example'),
    })
    expect(await whoIs(email('r2b@corp.example'))).toBe(old.principal_id)
    expect(await whoIs(email('r2@corp.example'))).not.toBe(old.principal_id)
  })

  test('only whoever speaks for the address may say so; others’ word waits for an operator', async () => {
    const old = await router.hear({ subject: email('r3@corp.example') })
    await router.hear({
      source: 'evil',
      subject: email('r3@corp.example'),
      type: 'identifier-recycled',
    })
    expect(await whoIs(email('r3@corp.example'))).toBe(old.principal_id)
    expect(await disputes('r3')).toMatchObject([{ kind: 'recycled' }])
    await router.hear({
      source: 'plain',
      subject: email('r3@corp.example'),
      type: 'identifier-recycled',
    })
    expect(await whoIs(email('r3@corp.example'))).toBe(old.principal_id)
  })

  test('an address that changes into another’s takes it from nobody', async () => {
    const other = await router.hear({
      subject: aliases(issSub(IDP, 'r5'), email('r5@corp.example')),
    })
    await router.hear({
      subject: email('r4@corp.example'),
      type: 'identifier-changed',
      ...changed('r5@corp.example'),
    })
    expect(await whoIs(email('r5@corp.example'))).toBe(other.principal_id)
    expect(await disputes('r5')).toMatchObject([{ kind: 'contradiction' }])
  })
})

describe('what belongs to what', () => {
  const relations = (id: string | null) =>
    router.db.sql<{ kind: string }>(
      'select kind from relation where from_id = $1 or to_id = $1 order by kind',
      [id],
    )

  test('is learnt from complex subjects of sources that may link', async () => {
    const subject = complex({
      user: issSub(IDP, 'c1'),
      session: opaque('s1'),
      device: issSub(IDP, 'd1'),
      application: issSub(IDP, 'drift'),
      tenant: issSub(IDP, 'acme'),
    })
    const { principal_id } = await router.hear({ subject })
    expect((await relations(principal_id)).map(({ kind }) => kind)).toEqual([
      'device-of-user',
      'grant-to-integration',
      'member-of-tenant',
      'session-of-user',
    ])
    const { principal_id: unlinked } = await router.hear({
      source: 'plain',
      subject: complex({ user: issSub('https://plain.example', 'c2'), session: opaque('s2') }),
    })
    expect(await relations(unlinked)).toEqual([])
  })

  test('a token is of whom its event says, and a session stays whose it is', async () => {
    const token = await router.hear({
      subject: opaque('t1'),
      type: 'token-issued',
      payload: { token_subject: issSub(IDP, 'c3') },
    })
    expect(await relations(token.principal_id)).toEqual([{ kind: 'token-of-user' }])
    await router.hear({ subject: complex({ user: issSub(IDP, 'c4'), session: opaque('s4') }) })
    const { principal_id } = await router.hear({
      subject: complex({ user: issSub(IDP, 'c5'), session: opaque('s4') }),
    })
    expect(await relations(principal_id)).toEqual([])
    expect(await disputes('"s4"')).toMatchObject([{ kind: 'relation', claimant_id: principal_id }])
  })
})
