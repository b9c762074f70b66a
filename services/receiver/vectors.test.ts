import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expected, sign } from '../kernel/set/verify.fixture.ts'
import { verifySet } from '../kernel/set/verify.ts'
import type { RawRequest } from './adapters/adapter.ts'
import { github } from './adapters/github.ts'
import { okta } from './adapters/okta.ts'
import { circumstances, READING } from './adapters/reading.fixture.ts'
import { signalFromSet } from './from-set.ts'

// What vendors published, unchanged, from outside this repository.
const DIRECTORY = '../shared/vectors'
const isThere = existsSync(DIRECTORY)
if (!isThere) console.warn(`SKIPPED: the published vendor vectors are not at ${DIRECTORY}`)

type Vector = {
  id: string
  secret: string | string[]
  headers: Record<string, string>
  body: string
  expected: string
}
type Fixture = {
  id: string
  vendor: string
  kind: string
  headers?: Record<string, string>
  maps_to: string[]
  raw_body: string
}

// The files' shape is described in the vectors' own notes; a wrong one fails the tests below.
const read = (file: string): unknown =>
  isThere ? JSON.parse(readFileSync(`${DIRECTORY}/${file}`, 'utf8')) : undefined
const signatures =
  (read('github-x-hub-signature-256.json') as { vectors: Vector[] } | undefined)?.vectors ?? []
const fixtures =
  (read('payload-fixtures.json') as { fixtures: Fixture[] } | undefined)?.fixtures ?? []

const request = (headers: Record<string, string>, body: string): RawRequest => ({
  method: 'POST',
  headers,
  query: {},
  body: Buffer.from(body),
})
const AT = circumstances() // GitHub signs no time
const shortName = (type: string) =>
  type.replace('https://schemas.openid.net/secevent/', '').replace('/event-type/', ' ')

describe.skipIf(!isThere)('published GitHub signatures', () => {
  test('are there', () => {
    expect(signatures.length).toBeGreaterThanOrEqual(9)
  })

  test.each(signatures)('$id is $expected', ({ secret, headers, body, expected }) => {
    expect(github.authenticate(request(headers, body), [secret].flat(), AT)).toBe(
      expected === 'valid',
    )
  })

  test.each(signatures.filter(({ expected }) => expected === 'valid'))(
    '$id with one byte more is refused',
    ({ secret, headers, body }) => {
      expect(github.authenticate(request(headers, `${body} `), [secret].flat(), AT)).toBe(false)
    },
  )
})

describe.skipIf(!isThere)('published GitHub deliveries', () => {
  const deliveries = fixtures.filter(({ vendor }) => vendor === 'github')

  test('are there', () => {
    expect(deliveries.map(({ id }) => id).toSorted()).toEqual(Object.keys(EXPECTED).toSorted())
  })

  test.each(deliveries)(
    '$id becomes $maps_to',
    async ({ id, headers = {}, maps_to: mapsTo, raw_body: body }) => {
      // GitHub sends these with every delivery; the published payloads leave them out.
      const sent = {
        ...headers,
        'x-github-delivery': 'd-1',
        'x-github-hook-installation-target-id': '29310',
      }
      const result = await github.normalise(request(sent, body), { id: 'github' }, READING)
      const types = result.ok ? result.signals.map(({ type }) => shortName(type)) : []
      expect(types).toEqual(EXPECTED[id])
      expect(types.every((type) => mapsTo.join().includes(type.split(' ')[1] ?? ''))).toBe(true)
    },
  )

  const EXPECTED: Record<string, string[]> = {
    'github-github_app_authorization-revoked': ['oauth tokens-revoked'],
    'github-installation-suspend': ['oauth client-disabled'],
    'github-installation-deleted': ['oauth tokens-revoked', 'oauth client-disabled'],
    'github-membership-removed': ['caep token-claims-change'],
    'github-org_block-blocked': ['risc account-disabled'],
    'github-secret_scanning_alert-reopened': ['risc credential-compromise'],
  }
})

describe.skipIf(!isThere)('published Okta event hooks', () => {
  const bodyOf = (id: string) => fixtures.find((fixture) => fixture.id === id)?.raw_body ?? ''
  const normalise = (body: string) =>
    okta.normalise(request({}, body), { id: 'okta', issuer: 'https://acme.okta.example' }, READING)

  test('the delivery becomes a session established, with the session', async () => {
    expect(await normalise(bodyOf('okta-event-hook-delivery'))).toMatchObject({
      ok: true,
      signals: [
        {
          type: 'https://schemas.openid.net/secevent/caep/event-type/session-established',
          subject: {
            format: 'complex',
            user: {
              format: 'iss_sub',
              iss: 'https://acme.okta.example',
              sub: '00uz9fj5aT69fHVro1d6',
            },
            session: { format: 'opaque', id: 'idxyNcxVX2ESsSL0u462548Qg' },
          },
        },
      ],
    })
  })

  test('the deactivated user becomes an account disabled; revoking sessions is policy', async () => {
    const event = bodyOf('okta-logevent-user-deactivate')
    const body = `{"eventType":"com.okta.event_hook","data":{"events":[${event}]}}`
    const result = await normalise(body)
    expect(result).toMatchObject({
      ok: true,
      signals: [
        {
          type: 'https://schemas.openid.net/secevent/risc/event-type/account-disabled',
          subject: { format: 'iss_sub', sub: '00u3m90rxKjGQ0G6L1d6' },
          vendorType: 'user.lifecycle.deactivate',
          payload: {
            initiating_entity: 'admin',
            reason_admin: { en: 'Deactivate Okta User' },
            event_timestamp: 1605550512,
          },
        },
      ],
    })
    // The session in the log event is the administrator's: it must not be named as the user's.
    expect(JSON.stringify(result)).not.toContain('102lMcfHbwSTuS5V1oPHJs3lw')
  })
})

describe.skipIf(!isThere)('published SETs of older drafts, signed by us', () => {
  /** Signs the payload as it is written and verifies it as one of its own issuer and audience. */
  async function receive(body: string) {
    const { iss, aud } = JSON.parse(body) as { iss: string; aud: string } // as published
    return verifySet(await sign(body), { ...expected, issuer: iss, audience: [aud] })
  }

  const oktaSets = fixtures.filter(({ id }) => id.startsWith('okta-ssf-set-'))

  test('are there', () => {
    expect(oktaSets).toHaveLength(9)
  })

  test.each(oktaSets)('$id becomes $maps_to', async ({ maps_to: mapsTo, raw_body: body }) => {
    const result = await receive(body)
    const signal = result.ok ? signalFromSet(result) : undefined
    const name = signal?.type.split('/').at(-1)
    expect(mapsTo.join().toLowerCase().replaceAll(' ', '-')).toContain(`caep-${name ?? 'nothing'}`)
    expect(signal).toMatchObject({
      subject: { format: 'iss_sub', sub: 'okta-user-id1' },
      payload: { event_timestamp: 1615304991 },
      occurredAt: new Date(1615304991643),
    })
    expect(signal?.payload).not.toHaveProperty('subject')
  })

  test.each([
    [
      'okta-receiver-identifier-changed',
      'risc identifier-changed',
      { format: 'email', email: 'john@doe.net' },
    ],
    [
      'google-risc-account-disabled',
      'risc account-disabled',
      { format: 'iss_sub', iss: 'https://accounts.google.com/', sub: '7375626A656374' },
    ],
  ])('%s becomes %s', async (id, name, subject) => {
    const result = await receive(fixtures.find((fixture) => fixture.id === id)?.raw_body ?? '')
    const signal = result.ok ? signalFromSet(result) : undefined
    expect(shortName(signal?.type ?? '')).toBe(name)
    expect(signal?.subject).toEqual(subject)
  })

  test('Okta’s example without "events" is no SET', async () => {
    const body = fixtures.find(({ id }) => id === 'okta-receiver-user-risk-change')?.raw_body ?? ''
    expect(await receive(body)).toMatchObject({ ok: false, err: 'invalid_request' })
  })
})
