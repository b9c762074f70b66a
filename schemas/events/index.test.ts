import { describe, expect, test } from 'vitest'
import {
  checkSubjectFormat,
  EVENT_TYPES,
  eventTypeUris,
  isEventTypeUri,
  occurredAt,
  parseEvent,
  uriOf,
} from './index.ts'

describe('the table of event types', () => {
  test('has every type of the four families, under its own URI', () => {
    for (const [uri, { family, name }] of Object.entries(EVENT_TYPES))
      expect(uri).toBe(`https://schemas.openid.net/secevent/${family}/event-type/${name}`)
    const families = (['caep', 'risc', 'oauth', 'ssf'] as const).map(
      (family) => eventTypeUris(family).length,
    )
    expect(families).toEqual([8, 14, 6, 2])
    expect(eventTypeUris()).toHaveLength(30)
  })

  test('gives the URI by name', () => {
    expect(uriOf('session-revoked')).toBe(
      'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
    )
    expect(new Set(Object.values(EVENT_TYPES).map(({ name }) => uriOf(name))).size).toBe(30)
  })

  test('has nothing that it inherits', () => {
    for (const name of ['toString', '__proto__', 'constructor', ''])
      expect(isEventTypeUri(name)).toBe(false)
  })
})

describe('parseEvent', () => {
  test('keeps an unknown event as it is', () => {
    const payload = { badge: { id: 7 } }
    expect(parseEvent('https://schemas.partner.example/badge-lost', payload)).toEqual({
      ok: true,
      payload,
    })
  })

  test('keeps unknown members of a known event', () => {
    const payload = { event_timestamp: 1, x_vendor: { case: 1 } }
    expect(parseEvent(uriOf('session-revoked'), payload)).toEqual({ ok: true, payload })
  })

  test.each([null, [], 'x', 1, undefined])('refuses %j, known type or not', (payload) => {
    for (const uri of [uriOf('account-purged'), 'urn:unknown'])
      expect(parseEvent(uri, payload)).toMatchObject({ ok: false })
  })

  test('names the event and the member', () => {
    const parsed = parseEvent(uriOf('credential-change'), { credential_type: 'pin' })
    expect(parsed.ok ? '' : parsed.reason).toMatch(/^credential-change: change_type: /)
  })
})

test('an event type that says nothing about its subject takes any', () => {
  expect(checkSubjectFormat(uriOf('session-revoked'), { format: 'badge' })).toEqual({ ok: true })
  expect(checkSubjectFormat('urn:unknown', { format: 'badge' })).toEqual({ ok: true })
  expect(checkSubjectFormat(uriOf('verification'), { format: 'email' })).toMatchObject({
    ok: false,
  })
})

describe('occurredAt', () => {
  test.each([
    ['seconds', 1615304991, '2021-03-09T15:49:51.000Z'],
    ['seconds with a fraction', 1615304991.5, '2021-03-09T15:49:51.500Z'],
    ['milliseconds, as Okta sends them', 1615304991643, '2021-03-09T15:49:51.643Z'],
  ])('understands %s', (_unit, at, instant) => {
    expect(occurredAt({ event_timestamp: at })?.toISOString()).toBe(instant)
  })

  test.each([undefined, null, 'yesterday', Number.NaN, 1e300])('makes nothing of %s', (at) => {
    expect(occurredAt({ event_timestamp: at })).toBeUndefined()
  })
})
