import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UpstreamMetadata } from '../../kernel/upstream/metadata.ts'
import { nextStep, type Facts } from './next-step.ts'
import { ago, inSeconds, NOW, record } from './record.fixture.ts'

const metadata: UpstreamMetadata = {
  issuer: 'https://transmitter.example',
  status_endpoint: 'https://transmitter.example/status',
  verification_endpoint: 'https://transmitter.example/verify',
}

const facts = (changes: Partial<Facts> = {}): Facts => ({
  now: NOW,
  metadata,
  minVerificationInterval: 0,
  inactivityTimeout: undefined,
  hasSubjects: false,
  hasRun: false,
  troubles: new Map(),
  isDoubted: false,
  ...changes,
})

const trouble = (step: string, waitSeconds: number) =>
  [
    step,
    { step, since: ago(60), failures: 1, last: 'no', nextAttemptAt: inSeconds(waitSeconds) },
  ] as const

type Changes = Parameters<typeof record>[0]
const next = (changes?: Changes, more?: Partial<Facts>) => {
  const plan = nextStep(record(changes), facts(more))
  return plan.kind === 'step' ? plan.step : plan.until
}

/** Without the member that is undefined in `drive`. */
const NEW = { drive: { stream: undefined, metadata: undefined } } as unknown as Changes
const STREAMLESS = { drive: { stream: undefined } } as unknown as Changes
const paused = { status: 'paused', readAt: ago(60) } as const

describe('what a stream needs first', () => {
  test.each<[string, string, Changes?, Partial<Facts>?]>([
    ['its transmitter’s metadata', 'discover', NEW],
    ['then to be made', 'connect', STREAMLESS],
    ['to be as its settings are', 'update', { drive: { appliedRevision: 0 } }],
    ['metadata read for its settings', 'discover', { revision: 2 }],
    ['metadata of today', 'discover', { drive: { metadata: { ...meta(), readAt: ago(90_000) } } }],
    ['to be read every ten minutes', 'read-stream', read(601)],
    ['to be read where somebody met a 404', 'read-stream', {}, { isDoubted: true }],
    [
      'its status read, where a SET told another',
      'read-status',
      { arrival: { told: { status: 'paused', at: ago(30) } } },
    ],
    [
      'the status that an operator asked for',
      'set-status',
      { statusWanted: { status: 'paused', at: ago(1) } },
    ],
    [
      'to be enabled again, where the operator said so',
      'enable',
      { drive: { status: paused }, settings: { whenPaused: 'enable' } },
    ],
    ['to be verified', 'verify', { drive: { verificationAskedAt: ago(3_601) } }],
    ['its subjects', 'subjects', {}, { hasSubjects: true }],
    ['a conformance run', 'conform', {}, { hasRun: true }],
    ['a conformance run, also while it is off', 'conform', off(), { hasRun: true }],
    ['to be deleted with its source', 'delete', { isRemoved: true, revision: 2 }],
    ['to be deleted when it is turned off', 'delete', { settings: { enabled: false } }],
    ['to be forgotten, where it was never made', 'delete', { ...STREAMLESS, isRemoved: true }],
  ])('%s', (_what, step, changes, more) => {
    expect(next(changes, more)).toBe(step)
  })

  test('nothing while it is off, or as it should be', () => {
    expect(next(off())).toBeUndefined()
    expect(next()).toEqual(inSeconds(540)) // until it is to be read again
  })
})

function meta() {
  return { document: {}, url: 'https://transmitter.example/.well-known', revision: 1 }
}
function read(seconds: number): Changes {
  return { drive: { stream: { id: 'stream-1', document: {}, readAt: ago(seconds) } } }
}
function off(): Changes {
  return { settings: { enabled: false }, drive: { stream: undefined } } as unknown as Changes
}

describe('a step that failed', () => {
  test('waits for itself, and the others go on', () => {
    const troubles = new Map([trouble('read-stream', 300)])
    expect(next(read(601), { troubles })).not.toBe('read-stream')
    expect(next(read(601), { troubles, hasSubjects: true })).toBe('subjects')
  })

  test('keeps back what makes no sense before it', () => {
    const troubles = new Map([trouble('discover', 5)])
    expect(next(NEW, { troubles, hasSubjects: true })).toEqual(inSeconds(5))
    const notMade = new Map([trouble('connect', 15)])
    expect(next(STREAMLESS, { troubles: notMade, hasSubjects: true })).toEqual(inSeconds(15))
  })
})

describe('a verification is asked for', () => {
  const asked = (seconds: number, changes: Changes = {}) =>
    next(
      { ...changes, drive: { verificationAskedAt: ago(seconds), ...changes.drive } },
      { minVerificationInterval: 120 },
    )

  test('no more often than the transmitter allows (SSF 1.0 §8.1.1, min_verification_interval)', () => {
    const now = { verifyWantedAt: ago(1) }
    expect(asked(119, now)).toEqual(inSeconds(1))
    expect(asked(120, now)).toBe('verify')
    expect(asked(119, { settings: { verifyEverySeconds: 60 } })).toEqual(inSeconds(1))
  })

  test('again and sooner, where none has arrived', () => {
    const silent = { arrival: { verifiedAskedAt: ago(9_000) } }
    expect(asked(301, silent)).toBe('verify')
    expect(asked(299, silent)).toEqual(inSeconds(1))
  })

  test('before the transmitter would take the receiver for gone (inactivity_timeout)', () => {
    const drive = { verificationAskedAt: ago(300) }
    expect(next({ drive }, { inactivityTimeout: 600 })).toBe('verify')
    expect(next({ drive }, { inactivityTimeout: 1_200 })).not.toBe('verify')
  })

  test('not while the stream is paused', () => {
    expect(asked(9_000, { drive: { status: paused } })).not.toBe('verify')
  })
})

describe('a stream that the transmitter paused', () => {
  const again = { drive: { status: paused, statusSetAt: ago(299) } }

  test('is enabled every five minutes and no more often', () => {
    expect(next({ ...again, settings: { whenPaused: 'enable' } })).toEqual(inSeconds(1))
  })

  test('stays so where the operator asked for it, or wants to be told', () => {
    const statusWanted = { status: 'paused', at: ago(600) } as const
    const enable = { settings: { whenPaused: 'enable' }, drive: { status: paused } } as const
    const set = { ...enable.drive, statusSetAt: ago(599) }
    expect(next({ ...enable, drive: set, statusWanted })).not.toBe('enable')
    expect(next({ drive: { status: paused } })).not.toBe('enable')
  })
})

test('whatever is so: a step is due, what waits is later than now, and it is never more often than agreed', () => {
  const seconds = fc.integer({ min: -3_600, max: 100_000 })
  const instant = seconds.map(ago)
  const steps = ['discover', 'connect', 'read-stream', 'read-status', 'verify', 'subjects', 'poll']
  fc.assert(
    fc.property(
      fc.record({
        isRemoved: fc.boolean(),
        revision: fc.integer({ min: 1, max: 3 }),
        settings: fc.record({
          enabled: fc.boolean(),
          whenPaused: fc.constantFrom('alarm' as const, 'enable' as const),
          verifyEverySeconds: fc.integer({ min: 60, max: 9_999 }),
        }),
        drive: fc.record(
          {
            appliedRevision: fc.integer({ min: 0, max: 3 }),
            verificationAskedAt: instant,
            status: fc.record({ status: fc.constantFrom('enabled', 'paused'), readAt: instant }),
            statusSetAt: instant,
          },
          { requiredKeys: ['appliedRevision'] },
        ),
      }),
      fc.record({
        minVerificationInterval: fc.integer({ min: 0, max: 9_999 }),
        hasSubjects: fc.boolean(),
        hasRun: fc.boolean(),
        isDoubted: fc.boolean(),
        waits: fc.dictionary(fc.constantFrom(...steps), fc.integer({ min: -10, max: 900 })),
      }),
      (changes, { waits, ...more }) => {
        const given = record(changes)
        const troubles = new Map(Object.entries(waits).map(([step, wait]) => trouble(step, wait)))
        const plan = nextStep(given, facts({ ...more, troubles }))
        if (plan.kind === 'wait') {
          if (plan.until) expect(plan.until > NOW).toBe(true)
          return
        }
        expect((waits[plan.step] ?? 0) <= 0).toBe(true)
        if (given.isRemoved) expect(plan.step).toBe('delete')
        const { verificationAskedAt: asked } = given.drive
        if (plan.step === 'verify' && asked)
          expect(NOW.getTime() - asked.getTime()).toBeGreaterThanOrEqual(
            more.minVerificationInterval * 1_000,
          )
      },
    ),
  )
})
