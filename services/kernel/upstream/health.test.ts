import { describe, expect, test } from 'vitest'
import type { UpstreamRecord } from '../store/upstreams.ts'
import { healthOf, statusOf } from './health.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000)

type Judged = Parameters<typeof healthOf>[0]
type Changes = {
  isRemoved?: boolean
  settings?: Partial<UpstreamRecord['settings']>
  drive?: Partial<Record<keyof UpstreamRecord['drive'], unknown>>
  arrival?: Partial<UpstreamRecord['arrival']>
}

const judged = ({ settings, drive, arrival, ...rest }: Changes = {}): Judged =>
  ({
    isRemoved: false,
    ...rest,
    settings: { enabled: true, silentAfterSeconds: 300, ...settings },
    drive: {
      metadata: { document: { verification_endpoint: 'https://tr.example/verify' } },
      stream: { id: 's', document: {}, readAt: ago(60) },
      status: { status: 'enabled', readAt: ago(60) },
      verificationAskedAt: ago(60),
      trouble: [],
      ...drive,
    },
    arrival: { seq: 0, verifiedAt: ago(60), verifiedAskedAt: ago(60), ...arrival },
  }) as unknown as Judged // of a record, what a test is about

const failing = [
  { step: 'poll', since: ago(9), failures: 2, last: 'answered 500', nextAttemptAt: NOW },
  { step: 'verify', since: ago(9), failures: 5, last: 'answered 503', nextAttemptAt: NOW },
]

describe('a stream is', () => {
  test.each<[string, Changes?, RegExp?]>([
    ['ok'],
    ['connecting', { drive: { stream: undefined } }],
    ['connecting', { arrival: { verifiedAt: undefined } as never }],
    ['ok', { drive: { metadata: { document: {} } }, arrival: { verifiedAt: undefined } as never }],
    ['off', { settings: { enabled: false }, drive: { stream: undefined } }],
    ['removing', { settings: { enabled: false } }],
    ['removing', { isRemoved: true, drive: { stream: undefined, trouble: failing } }, /503/],
    ['paused', { drive: { status: { status: 'paused', readAt: ago(1), reason: 'x' } } }, /: x$/],
    ['disabled', { arrival: { told: { status: 'disabled', at: ago(1), reason: 'y' } } }, /: y$/],
    ['silent', { drive: { unansweredSince: ago(301) }, arrival: { verifiedAskedAt: ago(999) } }],
    ['ok', { drive: { unansweredSince: ago(299) }, arrival: { verifiedAskedAt: ago(999) } }],
    ['ok', { drive: { unansweredSince: ago(301) }, arrival: { verifiedAskedAt: ago(301) } }],
    ['failing', { drive: { trouble: failing } }, /^verify: answered 503$/],
  ])('%s', (health, changes, problem = /^/) => {
    const found = healthOf(judged(changes), NOW)
    expect(found.health).toBe(health)
    expect(found.problem ?? '').toMatch(problem)
  })
})

describe('its status is', () => {
  const paused = { status: 'paused', reason: 'told', at: ago(30) } as const

  test('what was told since it was read, or where it cannot be read', () => {
    expect(statusOf(judged({ arrival: { told: paused } }))).toMatchObject(paused)
    const unread = judged({ drive: { status: undefined }, arrival: { told: paused } })
    expect(statusOf(unread)).toMatchObject(paused)
  })

  test('what was read since, with the reason that was told where reading gives none', () => {
    const status = { status: 'enabled', readAt: ago(1) }
    expect(statusOf(judged({ drive: { status }, arrival: { told: paused } }))).toEqual(status)
    const same = { status: 'paused', readAt: ago(1) }
    expect(statusOf(judged({ drive: { status: same }, arrival: { told: paused } }))).toMatchObject({
      status: 'paused',
      reason: 'told',
    })
  })
})
