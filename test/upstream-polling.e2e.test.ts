import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startTransmitter } from './support/transmitter/index.ts'
import { connect } from './support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

describe('polling', () => {
  test('goes on while more is available, acknowledges all, and keeps their order [RFC8936 §2.4 receive-poll-ack] [RFC8936 §2 receive-poll-must-ack]', async () => {
    await using transmitter = await startTransmitter({ faults: { batch: 7 } })
    const source = await connect(hub, transmitter)
    await source.healthy()
    const stream = transmitter.stream()
    const at = Math.floor(Date.now() / 1_000) - 1_000
    // Digits alone: as names of a JSON object they would be sorted.
    const jtis = Array.from({ length: 100 }, (_, index) => String(900 - index))
    for (const [index, jti] of jtis.entries())
      transmitter.emit({ type: REVOKED, claims: { jti, iat: at + index } })
    await eventually(() => {
      expect(jtis.every((jti) => stream.acked.includes(jti))).toBe(true)
    })
    const signals = await source.signals()
    const stored = signals.filter(({ type }) => type === REVOKED)
    expect(stored.map(({ dedupe_key }) => dedupe_key)).toEqual(jtis)
    const polls = transmitter.seen.filter(({ path }) => path.startsWith('/poll/'))
    expect(polls.some(({ body }) => 'maxEvents' in (body as object))).toBe(true)
  })

  test('says what language it refuses in (RFC 8936 §2.6) [RFC8936 §2.6 poll-error-language]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    transmitter.emit({ type: REVOKED, claims: { aud: 'https://somebody.example' } })
    await eventually(() => {
      expect(transmitter.stream().errors.size).toBe(1)
    })
    const polls = transmitter.seen.filter(
      ({ path, body }) => path.startsWith('/poll/') && 'setErrs' in (body as object),
    )
    expect(polls[0]?.headers['content-language']).toBe('en')
  })

  test.each([
    ['500', { status: 500, times: 2 }],
    ['429 with Retry-After', { status: 429, times: 1, headers: { 'retry-after': '2' } }],
    ['what is no JSON', { status: 200, times: 1, body: '<html>' }],
    ['JSON that is no poll response', { status: 200, times: 1, body: '{"sets":[1]}' }],
  ])('that is answered by %s waits, and goes on', async (_what, polls) => {
    await using transmitter = await startTransmitter({ faults: { pollWaitMs: 100 } })
    const source = await connect(hub, transmitter)
    await source.healthy()
    transmitter.faults.polls = polls
    await eventually(async () => {
      expect((await source.shown()).trouble).toMatchObject([{ step: 'poll' }])
    })
    expect((await source.shown()).health).toBe('failing')
    const [jti = ''] = transmitter.emit({ type: REVOKED })
    await eventually(() => {
      expect(transmitter.stream().acked).toContain(jti)
    })
    await source.healthy()
  })

  test('does not hold up what else is asked of the transmitter', async () => {
    await using transmitter = await startTransmitter({ faults: { pollWaitMs: 60_000 } })
    const source = await connect(hub, transmitter)
    await source.healthy()
    const states = () => transmitter.stream().states.length
    const before = states()
    await hub.send(`/admin/sources/${source.id}/upstream/verification`, {
      method: 'POST',
      token: hub.admin.token,
    })
    await eventually(() => {
      expect(states()).toBe(before + 1)
    })
    await hub.restart() // a long poll under way is abandoned at once
    await source.healthy()
    expect(transmitter.streams.size).toBe(1)
  })

  test('an answer longer than is read is asked for in smaller parts', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const reason = { en: 'x'.repeat(4_000) }
    const jtis = Array.from({ length: 1_000 }, (_, index) => {
      const payload = Object.fromEntries(
        Array.from({ length: 10 }, (_, n) => [`x${String(n)}`, reason]),
      )
      return (
        transmitter.emit({ type: REVOKED, payload, claims: { jti: `long-${String(index)}` } })[0] ??
        ''
      )
    })
    transmitter.faults.repeats = true
    await eventually(() => {
      expect(transmitter.stream().acked).toContain(jtis.at(-1))
    })
    expect(transmitter.stream().errors.size).toBe(0)
  })
})
