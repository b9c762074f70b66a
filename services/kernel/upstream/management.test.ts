import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStatus, readStream } from './stream.ts'
import { openTransmitter } from './upstream.fixture.ts'
import { dialectOf, offers } from './words.ts'

const EVENTS = ['https://schemas.openid.net/secevent/caep/event-type/session-revoked']
const wanted = {
  delivery: 'push',
  endpointUrl: 'https://hub.example/ingest/idp',
  authorizationHeader: 'Bearer push-token',
  events: EVENTS,
  description: 'ssf-hub: idp',
} as const
const subject = { format: 'email', email: 'jane@example.com' }

/** The stream's value of an answer that must be one. */
function valueOf<T>(answer: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!answer.ok) throw new Error(answer.reason)
  return answer.value
}

describe.each(['ssf', 'sse', 'google'] as const)('in the words of %s', (dialect) => {
  test('a stream is made, read, changed, verified, filled and deleted', async () => {
    await using opened = await openTransmitter({ dialect, path: '/tenant' })
    const { management, transmitter } = opened
    const made = valueOf(await management.createStream(wanted))
    expect(made).toMatchObject({
      audience: [transmitter.audience],
      delivery: 'push',
      endpointUrl: wanted.endpointUrl,
      eventsRequested: EVENTS,
    })
    expect(made.id).toBe(dialect === 'ssf' ? transmitter.stream().id : transmitter.issuer)
    expect(transmitter.stream().delivery.authorization_header).toBe(
      dialect === 'google' ? undefined : 'Bearer push-token',
    )
    expect(transmitter.stream().description).toBe(
      dialect === 'ssf' ? wanted.description : undefined,
    )
    expect(valueOf(await management.listStreams())).toHaveLength(1)
    expect(valueOf(await management.readStream(made)).id).toBe(made.id)
    const polled = { ...wanted, delivery: 'poll', endpointUrl: undefined } as const
    const { endpointUrl: _url, authorizationHeader: _header, ...poll } = polled
    expect(valueOf(await management.updateStream(made, poll))).toMatchObject({ delivery: 'poll' })
    expect(valueOf(await management.readStatus(made)).status).toBe('enabled')
    valueOf(await management.setStatus(made, 'paused', 'maintenance'))
    expect(transmitter.stream().status).toBe('paused')
    valueOf(await management.askVerification(made, 'state-1'))
    expect(transmitter.stream().states).toEqual(['state-1'])
    valueOf(await management.addSubject(made, subject, false))
    expect([...transmitter.stream().subjects.values()]).toEqual([{ subject, verified: false }])
    valueOf(await management.removeSubject(made, subject))
    expect(transmitter.stream().subjects.size).toBe(0)
    valueOf(await management.deleteStream(made))
    expect(transmitter.streams.size).toBe(0)
    valueOf(await management.deleteStream(made)) // gone is as good as deleted
    expect(valueOf(await management.listStreams())).toEqual([])
  })
})

describe('what the transmitter answers is not used', () => {
  test.each([
    ['an iss of somebody else (SSF 1.0 §8.1.1.1)', { streamIss: 'https://else.example' }],
    ['an audience that is none', { streamAud: [] }],
  ])('%s', async (_what, faults) => {
    await using opened = await openTransmitter({ faults })
    expect(await opened.management.createStream(wanted)).toMatchObject({ ok: false })
    const list = await opened.management.listStreams()
    expect(list).toEqual({ ok: true, value: [] })
  })

  test('an endpoint that its metadata does not have', async () => {
    const metadata = { status_endpoint: undefined, verification_endpoint: 'http://far.example/v' }
    await using opened = await openTransmitter({ metadata })
    const { management } = opened
    expect(await management.readStatus({ id: 'x' })).toEqual({
      ok: false,
      reason: 'the transmitter has no status_endpoint',
    })
    expect(await management.askVerification({ id: 'x' }, 's')).toMatchObject({ ok: false })
  })

  test('a refusal, whose words and Retry-After are told', async () => {
    await using opened = await openTransmitter()
    const headers = { 'retry-after': '7' }
    opened.transmitter.faults.management = { status: 429, times: 1, headers }
    expect(await opened.management.listStreams()).toMatchObject({
      ok: false,
      status: 429,
      retryAfterSeconds: 7,
    })
    await opened.transmitter.stop()
    expect(await opened.management.listStreams()).toMatchObject({
      ok: false,
      reason: expect.stringContaining('connect'),
    })
  })
})

test('the first draft is known by its names of delivery methods, or says so', () => {
  const risc = 'https://schemas.openid.net/secevent/risc/delivery-method/push'
  const metadata = (names?: string[], version?: string) => ({
    issuer: 'https://a.example',
    delivery_methods_supported: names,
    spec_version: version,
  })
  expect(dialectOf(metadata(), undefined)).toBeUndefined()
  expect(dialectOf(metadata([risc]), undefined)).toBe('sse')
  expect(dialectOf(metadata([risc, 'urn:ietf:rfc:8935']), undefined)).toBeUndefined() // Okta has both
  expect(dialectOf(metadata([risc]), 'google')).toBe('google')
  expect(dialectOf(metadata(undefined, '1_0-ID1'), undefined)).toBe('sse')
  expect(dialectOf(metadata(undefined, '1_0-ID3'), undefined)).toBeUndefined()
  expect(offers(metadata([risc]), 'push')).toBe(true)
  expect(offers(metadata([risc]), 'poll')).toBe(false)
  expect(offers(metadata(), 'poll')).toBe(true)
})

test('whatever a stranger answers as a stream or a status is read or refused, never thrown', () => {
  const issuer = 'https://tr.example'
  const delivery = { method: 'urn:ietf:rfc:8936', endpoint_url: 'https://tr.example/poll' }
  const good = { stream_id: 's', iss: issuer, aud: 'x', delivery }
  expect(readStream(good, issuer)).toMatchObject({ ok: true, stream: { id: 's', audience: ['x'] } })
  fc.assert(
    fc.property(
      fc.anything(),
      fc.dictionary(
        fc.constantFrom(...Object.keys(good), 'events_delivered', 'min_verification_interval'),
        fc.anything(),
      ),
      (value, changed) => {
        expect(readStream(value, issuer).ok).toBe(false)
        const read = readStream({ ...good, ...changed }, issuer)
        expect(read.ok || read.reason.length > 0).toBe(true)
        readStatus(value)
        readStatus({ status: 'enabled', ...changed })
      },
    ),
  )
})
