import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startTransmitter, type Transmitter } from './support/transmitter/index.ts'
import { connect } from './support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const DISABLED = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const emitted = (transmitter: Transmitter, count = 1) =>
  Array.from({ length: count }, () => transmitter.emit({ type: REVOKED })[0] ?? '')

describe.each(['push', 'poll'] as const)('by %s', (delivery) => {
  test('a verification with a state that nobody sent is refused as invalid_state, and the stream is silent [SSF §8.1.4.1 receive-verify-state]', async () => {
    await using transmitter = await startTransmitter()
    const upstream = { delivery, silentAfterSeconds: 5 }
    const source = await connect(hub, transmitter, { upstream })
    await source.healthy()
    const stream = transmitter.stream()
    transmitter.faults.state = 'forged'
    await hub.send(`/admin/sources/${source.id}/upstream/verification`, {
      method: 'POST',
      token: hub.admin.token,
    })
    await eventually(() => {
      expect([...stream.errors.values()].map(({ err }) => err)).toContain('invalid_state')
    })
    await source.healthy('silent')
    const path = `/admin/alerts?state=open&target=source:${source.id}`
    await eventually(async () => {
      expect((await hub.admin.get(path)).text).toContain('source-silent')
    })
    transmitter.faults.state = undefined
    await source.healthy('ok') // asked again by itself
  })

  test('a verification that nobody asked for has no state, and is taken', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { delivery } })
    await source.healthy()
    const stream = transmitter.stream()
    const jti = transmitter.sets.verify(stream, undefined)
    await eventually(() => {
      expect(stream.acked).toContain(jti)
    })
    expect(stream.errors.size).toBe(0)
  })

  test('SETs are refused with the code of what is wrong with them, and the next one is taken [RFC8936 §2 receive-poll-errors] [RFC8935 §2 receive-willing]', async () => {
    await using transmitter = await startTransmitter()
    const settings = { allowedEvents: [REVOKED] }
    const source = await connect(hub, transmitter, { upstream: { delivery }, settings })
    await source.healthy()
    const stream = transmitter.stream()
    const wrong = (claims: Record<string, unknown>) =>
      transmitter.emit({ type: REVOKED, claims })[0]
    const expected = new Map([
      [wrong({ iss: 'https://somebody.example' }), 'invalid_issuer'],
      [wrong({ aud: 'https://somebody.example' }), 'invalid_audience'],
      [wrong({ exp: 2_000_000_000 }), 'invalid_request'],
      [wrong({ sub: 'x' }), 'invalid_request'],
      [
        transmitter.emit({ type: REVOKED, jws: (jws) => `${jws.slice(0, -4)}AAAA` })[0],
        'invalid_key',
      ],
      [transmitter.emit({ type: REVOKED, header: { alg: 'none' } })[0], 'invalid_key'],
      [transmitter.emit({ type: REVOKED, header: { typ: 'JWT' } })[0], 'invalid_request'],
      [transmitter.emit({ type: REVOKED, jws: () => 'not a SET' })[0], 'invalid_request'],
      [transmitter.emit({ type: DISABLED })[0], 'access_denied'],
    ])
    const [good = ''] = emitted(transmitter)
    await eventually(() => {
      expect(stream.acked).toContain(good)
      expect(stream.errors.size).toBe(expected.size)
    })
    for (const [jti = '', err] of expected) {
      expect(stream.errors.get(jti)).toMatchObject({ err, description: expect.any(String) })
      expect(stream.acked).not.toContain(jti)
    }
    const signals = await source.signals()
    expect(signals.filter(({ type }) => type === REVOKED)).toHaveLength(1)
  })

  test('an outage of the issuer’s keys is never blamed on a SET: it is taken when they are back', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { delivery } })
    transmitter.faults.jwksDown = true
    await eventually(() => {
      expect(transmitter.streams.size).toBe(1)
    })
    const stream = transmitter.stream()
    const [jti = ''] = emitted(transmitter)
    await eventually(async () => {
      if (delivery === 'push') expect(stream.pushed).toContain(503)
      else expect((await source.shown()).trouble.map(({ step }) => step)).toContain('poll')
    })
    expect(stream.errors.size).toBe(0)
    expect(await source.signals()).toEqual([])
    transmitter.faults.jwksDown = false
    if (delivery === 'poll') transmitter.faults.repeats = true
    await eventually(() => {
      expect(stream.acked).toContain(jti)
    })
    expect(stream.errors.size).toBe(0)
  })

  test('SETs that come again are acknowledged again, and stored once [RFC8936 §2.4 receive-poll-repeat]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { delivery } })
    await source.healthy()
    const stream = transmitter.stream()
    const claims = { jti: 'the-same-every-time' }
    for (let i = 0; i < 5; i++) {
      transmitter.emit({ type: REVOKED, claims })
      await eventually(() => {
        expect(stream.acked.filter((jti) => jti === claims.jti)).toHaveLength(i + 1)
      })
    }
    const signals = await source.signals()
    expect(signals.filter(({ dedupe_key }) => dedupe_key === claims.jti)).toHaveLength(1)
  })

  test('a stream that is deleted underneath is noticed and made anew', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { delivery } })
    await source.healthy()
    const lost = transmitter.stream().id
    transmitter.streams.delete(lost)
    // A push stream is not asked for all the time: somebody who wonders asks for a verification.
    await hub.send(`/admin/sources/${source.id}/upstream/verification`, {
      method: 'POST',
      token: hub.admin.token,
    })
    await eventually(() => {
      expect(transmitter.streams.size).toBe(1)
    })
    expect(transmitter.stream().id).not.toBe(lost)
    await source.healthy()
    expect(await hub.log()).toContain('stream is gone at its transmitter')
    const [jti = ''] = emitted(transmitter)
    await eventually(() => {
      expect(transmitter.stream().acked).toContain(jti)
    })
  })
})

test('credentials that end early are renewed, and 429 is heeded', async () => {
  await using transmitter = await startTransmitter()
  const source = await connect(hub, transmitter)
  await source.healthy()
  const asked = transmitter.authorization.asked.length
  const verified = transmitter.stream().states.length
  transmitter.authorization.revokeAll()
  const headers = { 'retry-after': '2' }
  transmitter.faults.management = { status: 429, times: 1, headers, path: /verify/ }
  const at = performance.now()
  await hub.send(`/admin/sources/${source.id}/upstream/verification`, {
    method: 'POST',
    token: hub.admin.token,
  })
  const tries = () =>
    transmitter.seen.filter(({ path, at: when }) => path === '/api/verify' && when > at)
  // Perhaps one with a token that is over (a poll may have met that first), one that is too many, one that is taken.
  await eventually(() => {
    expect(transmitter.stream().states.length).toBeGreaterThan(verified)
  })
  const [refused, taken] = tries().slice(-2)
  expect((taken?.at ?? 0) - (refused?.at ?? Infinity)).toBeGreaterThan(1_900)
  expect(transmitter.authorization.asked.length).toBeGreaterThan(asked)
  await source.healthy()
})
