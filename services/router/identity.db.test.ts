import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aliases,
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

describe('whom a name means', () => {
  test('one name is one principal, however it is spelt, and another one another', async () => {
    const one = await router.hear({ subject: email('spelt@corp.example') })
    expect(one.principal_id).not.toBeNull()
    expect(await whoIs(email('spelt@CORP.example'))).toBe(one.principal_id)
    expect(await whoIs(email('Spelt@corp.example'))).not.toBe(one.principal_id)
  })

  test('is known at receipt from the second time on', async () => {
    const first = await router.hear({ subject: email('second@corp.example') })
    expect(first.order_key).toBe('user:{"format":"email","email":"second@corp.example"}')
    const second = await router.hear({ subject: email('second@corp.example') })
    expect(second.order_key).toBe(first.principal_id)
  })

  test('is nobody where the subject identifies nobody', async () => {
    const { principal_id, order_key } = await router.hear({
      subject: { format: 'ip-addresses', 'ip-addresses': ['10.0.0.1'] },
    })
    expect(principal_id).toBeNull()
    expect(order_key).toContain('ip-addresses')
  })

  test('an e-mail address of two tenants is two principals', async () => {
    const here = await router.hear({ subject: email('both@corp.example') })
    const there = await router.hear({ subject: email('both@corp.example'), tenantId: 'other' })
    expect(there.principal_id).not.toBe(here.principal_id)
  })

  test('an operator who names what one source alone calls so means that', async () => {
    const theirs = await router.hear({ subject: opaque('only-theirs') })
    const ours = await router.hear({ source: 'console', subject: opaque('only-theirs') })
    expect(ours.principal_id).toBe(theirs.principal_id)
    const elsewhere = await router.hear({ source: 'plain', subject: opaque('only-theirs') })
    expect(elsewhere.principal_id).not.toBe(theirs.principal_id)
  })
})

describe('two names of one person', () => {
  test('are linked by a source that may link and has a say in both', async () => {
    const said = await router.hear({
      subject: aliases(issSub(IDP, 'u1'), email('u1@corp.example')),
    })
    expect(await whoIs(email('u1@corp.example'))).toBe(said.principal_id)
    expect(await whoIs(issSub(IDP, 'u1'))).toBe(said.principal_id)
  })

  test('are linked also where both were seen before, each by itself', async () => {
    const before = await whoIs(email('u2@corp.example'))
    const said = await router.hear({
      subject: aliases(issSub(IDP, 'u2'), email('u2@corp.example')),
    })
    expect(await whoIs(email('u2@corp.example'))).toBe(said.principal_id)
    expect(before).not.toBe(said.principal_id)
    expect(
      await router.db.sql('select merged_into from principal where id = $1', [before]),
    ).toEqual([{ merged_into: said.principal_id }])
  })

  test('of a payload are linked like those of a subject, and give it a name for people', async () => {
    const knownAs = [
      { member: '', identifiers: [email('u3@corp.example')], displayName: 'Ümit Öz' },
    ]
    const said = await router.hear({ subject: issSub(IDP, 'u3'), knownAs })
    expect(await whoIs(email('u3@corp.example'))).toBe(said.principal_id)
    expect(
      await router.db.sql('select term from principal_term where principal_id = $1 order by term', [
        said.principal_id,
      ]),
    ).toEqual(['oz', 'u3', 'u3@corp.example', 'umit oz'].map((term) => ({ term })))
  })

  test('of a source that may not link stay two, and nobody is asked', async () => {
    const said = await router.hear({
      source: 'plain',
      subject: aliases(issSub('https://plain.example', 'u4'), email('u4@corp.example')),
    })
    expect(await whoIs(email('u4@corp.example'))).not.toBe(said.principal_id)
    expect(await disputes('u4')).toEqual([])
  })
})

describe('threats', () => {
  test('a forged link: a source gives its user somebody else’s address', async () => {
    const victim = await router.hear({
      subject: aliases(issSub(IDP, 'v1'), email('v1@corp.example')),
    })
    const forged = await router.hear({
      source: 'evil',
      subject: aliases(issSub('https://evil.example', 'mallory'), email('v1@corp.example')),
    })
    expect(forged.principal_id).not.toBe(victim.principal_id)
    expect(await whoIs(email('v1@corp.example'))).toBe(victim.principal_id)
    expect(await disputes('v1@corp')).toMatchObject([
      {
        kind: 'suggestion',
        state: 'open',
        holder_id: victim.principal_id,
        claimant_id: forged.principal_id,
      },
    ])
  })

  test('a source that claims another issuer’s name', async () => {
    const victim = await whoIs(issSub(IDP, 'v2'))
    const forged = await router.hear({
      source: 'evil',
      subject: aliases(issSub('https://evil.example', 'mallory'), issSub(IDP, 'v2')),
    })
    expect(forged.principal_id).not.toBe(victim)
    expect(await whoIs(issSub(IDP, 'v2'))).toBe(victim)
    expect(await disputes('v2')).toMatchObject([{ kind: 'suggestion' }])
  })

  test('a source with a say in an address that gives it to a second user: a contradiction, decided by nobody', async () => {
    const first = await router.hear({
      subject: aliases(issSub(IDP, 'v3'), email('v3@corp.example')),
    })
    const second = await router.hear({
      subject: aliases(issSub(IDP, 'v3b'), email('v3@corp.example')),
    })
    expect(second.principal_id).not.toBe(first.principal_id)
    expect(await whoIs(email('v3@corp.example'))).toBe(first.principal_id)
    expect(await disputes('v3@corp')).toMatchObject([
      { kind: 'contradiction', holder_id: first.principal_id },
    ])
    expect(
      await router.db.sql(`select disputed from identifier where key like '%v3@corp%'`),
    ).toEqual([{ disputed: true }])
  })

  test('a hint links nothing', async () => {
    const subject = aliases(issSub(IDP, 'v4'), email('v4@corp.example'))
    const [stored] = await router.store.signals.append(
      { id: 'idp', tenantId: 'default', certainty: 'hint', scope: IDP },
      [
        {
          dedupeKey: 'hint',
          type: 'https://schemas.openid.net/secevent/risc/event-type/account-disabled',
          subject,
          payload: {},
        },
      ],
    )
    await router.route([stored?.id ?? ''])
    expect(await whoIs(email('v4@corp.example'))).not.toBe(
      (await router.routed(stored?.id ?? '')).principal_id,
    )
  })

  test('an alias that is for certain somebody else’s is told to nobody', async () => {
    await router.hear({ subject: aliases(issSub(IDP, 'v5'), email('v5@corp.example')) })
    const { id } = await router.hear({
      subject: aliases(issSub(IDP, 'mallory'), email('v5@corp.example')),
    })
    const events = await router.store.events.list({ signalId: id, limit: 10 })
    expect(events.length).toBeGreaterThan(1)
    for (const { subject } of events) expect(subject).toEqual(aliases(issSub(IDP, 'mallory')))
  })

  test('a name that one tenant knows is told in no other', async () => {
    await router.hear({ subject: aliases(issSub(IDP, 'v7'), email('v7@corp.example')) })
    const names = async (tenantId: string) => {
      const { id } = await router.hear({ subject: issSub(IDP, 'v7'), tenantId })
      return router.db.sql('select names from event where signal_id = $1 limit 1', [id])
    }
    expect(await names('default')).toEqual([{ names: expect.stringContaining('v7@corp') }])
    expect(await names('other')).toEqual([{ names: null }])
  })

  test('the same question is asked once, and not again after it was rejected', async () => {
    const subject = aliases(issSub('https://evil.example', 'm2'), email('v6@corp.example'))
    for (let n = 0; n < 3; n++) await router.hear({ source: 'evil', subject })
    expect(await disputes('v6')).toHaveLength(1)
    await router.db.sql(
      `update link_dispute set state = 'rejected' where subject::text like '%v6%'`,
    )
    await router.hear({ source: 'evil', subject })
    expect(await disputes('v6')).toHaveLength(1)
  })
})
