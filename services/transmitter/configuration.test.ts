import { expect, test } from 'vitest'
import { eventsSupported, uriOf } from '../../schemas/events/index.ts'
import { POLL, PUSH, StreamConfiguration } from '../../schemas/stream.ts'
import type { Subscriber } from '../kernel/store/subscribers.ts'
import {
  audienceOf,
  checkTransmitterSupplied,
  patched,
  toConfiguration,
  toSettings,
} from './configuration.ts'
import { stream } from './engine/engine.fixture.ts'

const ISSUER = 'https://hub.example.com'
const REVOKED = uriOf('session-revoked')
const CHANGED = uriOf('credential-change')

const subscriber = (changes: Partial<Subscriber> = {}): Subscriber => ({
  id: 'b1a0d0fe-0000-4000-8000-000000000001',
  name: 'App',
  audience: ['https://app.example.com'],
  allowedEvents: [],
  tags: [],
  pushHosts: [],
  ipRanges: [],
  subjectFormats: [],
  tellFormats: [],
  tellIssuers: [],
  description: null,
  tenantId: 'default',
  defaultSubjects: 'ALL',
  requireDpop: false,
  signingAlg: 'RS256',
  encryption: null,
  createdAt: new Date('2026-11-22T10:00:00Z'),
  ...changes,
})
const LOCAL = { outbound: { allow: ['127.0.0.0/8'], caFile: undefined } }
const push = { method: PUSH, endpoint_url: 'https://app.example.com/events' } as const
const shown = (changes: Parameters<typeof stream>[0] = {}) =>
  toConfiguration(stream(changes), subscriber(), {
    issuer: ISSUER,
    minVerificationIntervalSeconds: 0,
    inactivityTimeoutSeconds: undefined,
  })

test('a stream’s configuration has what SSF 1.0 §8.1.1 asks for and fits its schema', () => {
  const configuration = shown({
    eventsRequested: [REVOKED, 'urn:x'],
    eventsDelivered: [REVOKED],
    description: 'mine',
  })
  expect(StreamConfiguration.parse(configuration)).toEqual(configuration)
  expect(configuration).toMatchObject({
    stream_id: 'stream-1',
    iss: ISSUER,
    aud: 'https://app.example.com',
    events_requested: [REVOKED, 'urn:x'],
    events_delivered: [REVOKED],
    delivery: { method: PUSH, endpoint_url: 'https://app.example.com/events' },
    description: 'mine',
  })
})

test('members that a stream lacks are left out, not null', () => {
  expect(shown()).not.toHaveProperty('description')
  expect(shown().delivery).not.toHaveProperty('authorization_header')
  expect(shown({ authorizationHeader: 'Bearer x' }).delivery).toMatchObject({
    authorization_header: 'Bearer x',
  })
})

test('a subscriber is told what it asked for of what it may have; the rest is ignored', () => {
  const requested = [REVOKED, CHANGED, 'urn:unknown', REVOKED]
  expect(
    toSettings({ delivery: push, events_requested: requested }, subscriber(), LOCAL),
  ).toMatchObject({
    eventsRequested: requested,
    eventsDelivered: [REVOKED, CHANGED],
  })
  const limited = subscriber({ allowedEvents: [CHANGED] })
  expect(
    toSettings({ delivery: push, events_requested: requested }, limited, LOCAL).eventsDelivered,
  ).toEqual([CHANGED])
})

test('asking for nothing delivers nothing', () => {
  expect(toSettings({ delivery: push }, subscriber(), LOCAL)).toMatchObject({
    eventsRequested: [],
    eventsDelivered: [],
  })
})

test('every event but those of the stream itself is supported, unless the subscriber is limited', () => {
  expect(eventsSupported({ allowedEvents: [] })).toContain(REVOKED)
  expect(eventsSupported({ allowedEvents: [] })).not.toContain(uriOf('verification'))
  expect(eventsSupported({ allowedEvents: [CHANGED] })).toEqual([CHANGED])
})

test('a poll stream’s URL is the hub’s; one that is sent is not kept', () => {
  const settings = toSettings(
    { delivery: { method: POLL, endpoint_url: 'https://x.example' } },
    subscriber(),
    LOCAL,
  )
  expect(settings).toMatchObject({ method: POLL, endpointUrl: '', authorizationHeader: null })
  expect(shown({ method: POLL, endpointUrl: '' }).delivery).toEqual({
    method: POLL,
    endpoint_url: `${ISSUER}/ssf/poll/stream-1`,
  })
})

test.each([
  ['plain http [RFC8935 §5.2 push-tls]', 'http://app.example.com/events', []],
  ['a user name', 'https://me:secret@app.example.com/events', ['127.0.0.0/8']],
])('a push URL with %s is refused', (_what, endpoint_url, allow) => {
  const delivery = { method: PUSH, endpoint_url } as const
  const config = { outbound: { allow, caFile: undefined } }
  expect(() => toSettings({ delivery }, subscriber(), config)).toThrow(/endpoint_url/)
})

test('a patch keeps what it does not name', () => {
  const current = stream({
    eventsRequested: [REVOKED],
    description: 'old',
    authorizationHeader: 'Bearer x',
  })
  expect(patched(current, {})).toEqual({
    delivery: { ...push, authorization_header: 'Bearer x' },
    events_requested: [REVOKED],
    description: 'old',
    subject_formats: [],
  })
  expect(patched(current, { description: '' })).toMatchObject({ description: '' })
  expect(patched(stream(), {}).description).toBeUndefined()
})

test('a patch of delivery replaces it whole: the old credential is not sent to a new endpoint', () => {
  const delivery = { method: PUSH, endpoint_url: 'https://elsewhere.example.com/' } as const
  expect(patched(stream({ authorizationHeader: 'Bearer x' }), { delivery }).delivery).toEqual(
    delivery,
  )
})

test('transmitter-supplied members may come back as they are, in any order', () => {
  const current = shown({ eventsDelivered: [REVOKED, CHANGED] })
  checkTransmitterSupplied({}, current)
  checkTransmitterSupplied(
    {
      ...current,
      delivery: push,
      events_delivered: [CHANGED, REVOKED],
      aud: ['https://app.example.com'],
    },
    current,
  )
})

test.each([
  ['iss', { iss: 'https://evil.example.com' }],
  ['aud', { aud: ['https://app.example.com', 'https://more.example.com'] }],
  ['events_supported', { events_supported: [REVOKED] }],
  ['events_delivered', { events_delivered: [REVOKED] }],
  ['min_verification_interval', { min_verification_interval: 0 }],
  ['inactivity_timeout', { inactivity_timeout: 60 }],
])('%s is the transmitter’s to set', (name, sent) => {
  expect(() => {
    checkTransmitterSupplied(sent, shown())
  }).toThrow(new RegExp(`^${name} is supplied`))
})

test('one audience is a string, several are an array', () => {
  expect(audienceOf(['a'])).toBe('a')
  expect(audienceOf(['a', 'b'])).toEqual(['a', 'b'])
})
