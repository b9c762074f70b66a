import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { startTransmitter, type Transmitter } from '../support/transmitter/index.ts'
import { connect, type Connected } from '../support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const COMPLIANCE = 'https://schemas.openid.net/secevent/caep/event-type/device-compliance-change'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Waits until the transmitter has heard that these are on disk. */
const acknowledged = (transmitter: Transmitter, ...jtis: string[]) =>
  eventually(() => {
    const { acked, errors } = transmitter.stream()
    expect(errors).toEqual(new Map())
    expect(acked).toEqual(expect.arrayContaining(jtis))
  })

const stored = async (source: Connected) =>
  (await source.signals()).map(({ dedupe_key: jti }) => jti)

const requestsTo = ({ seen }: Transmitter, path: string) =>
  seen.filter(({ path: asked }) => asked.startsWith(path))

/** Waits until this step of the source's failed for such a reason. */
const failsAt = (source: Connected, step: string, reason: RegExp) =>
  eventually(async () => {
    const { trouble } = await source.shown()
    expect(trouble.find((one) => one.step === step)?.last).toMatch(reason)
  })

describe('metadata', () => {
  test('of another issuer is not used [SSF §7.2.4 receive-metadata-validated]', async () => {
    const faults = { metadataIssuer: 'https://somebody.example' }
    await using transmitter = await startTransmitter({ faults })
    const source = await connect(hub, transmitter)
    await failsAt(source, 'discover', /its issuer is "https:\/\/somebody\.example"/)
    expect(requestsTo(transmitter, '/api')).toEqual([])
    transmitter.faults.metadataIssuer = undefined
    await source.healthy()
  })

  test('names the keys that SETs are verified with [CI2 §2.4.2 ci2-jwks-uri]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const shown = (await hub.admin.get<{ jwksUri: string }>(`/admin/sources/${source.id}`)).json
    expect(shown.jwksUri).toBe(`${transmitter.issuer}/jwks`)
    transmitter.rotateKey()
    const [jti = ''] = transmitter.emit({ type: REVOKED })
    await acknowledged(transmitter, jti)
  })

  test('is asked for by https alone [SSF §7.2 metadata-trusted]', async () => {
    const upstream = { authorization: { method: 'token', token: 'secret-token' } }
    const source = { id: 'plain', kind: 'ssf', issuer: 'http://idp.example.com', upstream }
    const { status, text } = await hub.admin.post('/admin/sources', source)
    expect(status).toBe(400)
    expect(text).toContain('https')
  })

  test('says which members of a subject are critical: what cannot be processed is discarded, and is no error [SSF §3.6 receive-critical] [SSF §7.1 metadata-critical]', async () => {
    await using transmitter = await startTransmitter({
      metadata: { critical_subject_members: ['tenant', 'robot'] },
    })
    const source = await connect(hub, transmitter)
    await source.healthy()
    const jane = { format: 'email', email: 'jane@example.com' }
    const about = (members: object) =>
      transmitter.emit({ type: REVOKED, subject: { format: 'complex', user: jane, ...members } })
    const [critical = ''] = about({ robot: { format: 'opaque', id: 'r2d2' } })
    const [understood = ''] = about({ tenant: { format: 'opaque', id: 't1' } })
    const [strange = ''] = about({ android: { format: 'opaque', id: 'c3po' } })
    await acknowledged(transmitter, critical, understood, strange)
    const jtis = await stored(source)
    expect(jtis).toEqual(expect.arrayContaining([understood, strange]))
    expect(jtis).not.toContain(critical)
  })
})

describe('a stream', () => {
  test('asks for event types that are understood, and says what is delivered [SSF §8.1.1 requested-few] [SSF §8.1.1 delivered-relied] [SSF §8.1.1.3 patch-requested-empty] [SSF §8.1.1.4 put-requested-empty]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    const { stream } = await source.healthy()
    const types = transmitter.stream().events_requested
    expect(types).toContain(REVOKED)
    expect(types.every((type) => type.startsWith('https://schemas.openid.net/secevent/'))).toBe(
      true,
    )
    expect(stream?.configuration['events_delivered']).toEqual(types)
    expect((await source.patch({ events: [] })).status).toBe(400)
    expect((await source.patch({ events: [REVOKED] })).status).toBe(200)
    await eventually(() => {
      expect(transmitter.stream().events_requested).toEqual([REVOKED])
    })
  })

  test('is made with push or poll as its delivery, with an access token of OAuth 2.0 [CI2 §2.4.3 ci2-oauth] [CI2 §2.4.5.1 ci2-create-delivery] [CI §2.7.2 ci-scopes-prm] [CI2 §2.7.2 ci2-scopes-prm]', async () => {
    for (const delivery of ['push', 'poll']) {
      await using transmitter = await startTransmitter()
      const source = await connect(hub, transmitter, { upstream: { delivery } })
      await source.healthy()
      const [created] = requestsTo(transmitter, '/api/stream').filter(
        ({ method }) => method === 'POST',
      )
      const method = delivery === 'push' ? 'urn:ietf:rfc:8935' : 'urn:ietf:rfc:8936'
      expect(created?.body).toMatchObject({ delivery: { method } })
      expect(created?.authorization).toMatch(/^Bearer /)
      // Of those that the resource's metadata lists.
      expect(transmitter.authorization.asked[0]).toMatchObject({
        grant_type: 'client_credentials',
        scope: 'ssf.manage ssf.read',
      })
    }
  })

  test.each([
    [
      'is made [SSF §8.1.1.1 create-iss-checked]',
      'connect',
      () => Promise.resolve(),
      { upstream: { enabled: false } },
    ],
    [
      'is read [SSF §8.1.1.2 read-iss-checked]',
      'read-stream',
      ({ faults }: Transmitter) => {
        faults.polls = { status: 404, times: 1 } // somebody may have deleted it, so that it is read
        return Promise.resolve()
      },
      {},
    ],
    [
      'is changed [SSF §8.1.1.3 patch-iss-checked]',
      'update',
      (_: Transmitter, source: Connected) => source.patch({ events: [REVOKED] }),
      {},
    ],
    [
      'is changed by PUT, for PATCH is not known [SSF §8.1.1.4 put-iss-checked]',
      'update',
      ({ faults }: Transmitter, source: Connected) => {
        faults.management = { status: 405, times: 1, path: /\/stream$/ }
        return source.patch({ events: [REVOKED] })
      },
      {},
    ],
  ])(
    'whose iss is another than the metadata’s is not used when it %s',
    async (_what, step, act, wanted) => {
      await using transmitter = await startTransmitter({ faults: { pollWaitMs: 100 } })
      const source = await connect(hub, transmitter, wanted)
      await source.healthy(step === 'connect' ? 'off' : 'ok')
      transmitter.faults.streamIss = 'https://somebody.example'
      await act(transmitter, source)
      if (step === 'connect') await source.patch({ enabled: true })
      await failsAt(source, step, /iss is "https:\/\/somebody\.example"/)
      transmitter.faults.streamIss = undefined
      await source.healthy()
    },
  )

  test('whose aud is another than expected is not used [SSF §8.1.1.1.1 create-aud-checked]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { audience: ['https://hub.example.com'] })
    await failsAt(source, 'connect', /the stream's aud is/)
    transmitter.faults.streamAud = ['https://else.example', 'https://hub.example.com']
    transmitter.faults.aud = 'https://hub.example.com'
    await source.healthy()
  })

  test('pushes to a URL of its own, with a credential of its own [SSF §6.1.1 push-url-per-stream]', async () => {
    await using transmitter = await startTransmitter()
    const upstream = { delivery: 'push' }
    const [one, two] = [
      await connect(hub, transmitter, { upstream }),
      await connect(hub, transmitter, { upstream }),
    ]
    await Promise.all([one.healthy(), two.healthy()])
    const deliveries = [...transmitter.streams.values()].map(({ delivery }) => delivery)
    expect(new Set(deliveries.map(({ endpoint_url: url }) => url.split('/').at(-1)))).toEqual(
      new Set([one.id, two.id]),
    )
    expect(new Set(deliveries.map((delivery) => delivery.authorization_header)).size).toBe(2)
  })
})

describe('events', () => {
  test('about subjects that nobody added are taken [CI §2.4.2 ci-implicit-subjects] [CI2 §2.4.4 ci2-implicit-subjects] [CI2 §2.5 ci2-subject-formats]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const jtis = [
      { format: 'email', email: 'jane@example.com' },
      { format: 'iss_sub', iss: 'https://idp.example.com', sub: '1234' },
    ].flatMap((subject) => transmitter.emit({ type: REVOKED, subject }))
    await acknowledged(transmitter, ...jtis)
    expect(await stored(source)).toEqual(expect.arrayContaining(jtis))
    expect(requestsTo(transmitter, '/api/subjects')).toEqual([])
  })

  test('about a subject that was removed are no error [SSF §9.3 removal-tolerated]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const subject = { format: 'email', email: 'jane@example.com' }
    const change = (what: 'add' | 'remove') =>
      hub.admin.post(`/admin/sources/${source.id}/upstream/subjects`, { [what]: [subject] })
    await change('add')
    await eventually(() => {
      expect(transmitter.stream().subjects.size).toBe(1)
    })
    await change('remove')
    await eventually(() => {
      expect(transmitter.stream().subjects.size).toBe(0)
    })
    const [jti = ''] = transmitter.emit({ type: REVOKED, subject })
    await acknowledged(transmitter, jti)
    expect(await stored(source)).toContain(jti)
  })

  test.each([
    ['compliant', 'not-compliant'],
    ['not-compliant', 'compliant'],
  ])(
    'that a device was %s and is %s are understood [CI2 §3.3 ci2-compliance-values]',
    async (previous, current) => {
      await using transmitter = await startTransmitter()
      const source = await connect(hub, transmitter)
      await source.healthy()
      const [jti = ''] = transmitter.emit({
        type: COMPLIANCE,
        payload: { previous_status: previous, current_status: current },
      })
      await acknowledged(transmitter, jti)
      expect(await stored(source)).toContain(jti)
    },
  )
})
