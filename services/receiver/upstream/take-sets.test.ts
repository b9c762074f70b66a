import fc from 'fast-check'
import { pino } from 'pino'
import { beforeEach, describe, expect, test } from 'vitest'
import { HubError } from '../../kernel/errors.ts'
import { createSourceKeys } from '../../kernel/set/source-keys.ts'
import { AUDIENCE, claims, ISSUER, jwks, sign } from '../../kernel/set/verify.fixture.ts'
import type { Source } from '../source.ts'
import { takeSets, type TakeSetsDeps } from './take-sets.ts'

// That an acknowledged SET is on disk is tested with the database, and with a hub that is killed.

const source: Source = {
  id: 'peer',
  tenantId: 'default',
  kind: 'ssf',
  issuer: ISSUER,
  audience: [AUDIENCE],
  jwks,
  secrets: [],
  trust: 'proof',
  ipRanges: [],
  clientCertificates: [],
  status: 'active',
  ratePerSecond: null,
  hasUpstream: false,
}

const silent = pino({ level: 'silent' })
const clock = { now: () => new Date('2026-11-22T10:00:00Z') }
let stored: string[]
let refused: string[]
let isDatabaseAway: (jti: string) => boolean

beforeEach(() => {
  stored = []
  refused = []
  isDatabaseAway = () => false
})

const deps: TakeSetsDeps = {
  sources: { refresh: () => Promise.resolve(source) },
  sourceKeys: createSourceKeys({
    fetchJson: () => Promise.reject(new Error('down')),
    clock,
    log: silent,
  }),
  streams: { observe: () => Promise.resolve({ ok: true }), arrived: () => undefined },
  signals: {
    append: (_origin, signals) => {
      const jtis = signals.map(({ dedupeKey }) => dedupeKey)
      if (jtis.some(isDatabaseAway))
        return Promise.reject(new HubError('unavailable', 'The database is away'))
      stored.push(...jtis)
      return Promise.resolve(jtis.map((id) => ({ id, orderKey: 'key', isNew: true })))
    },
  },
  keep: () => undefined,
  pressure: { now: () => undefined },
  publish: () => Promise.resolve(),
  accepted: () => undefined,
  refused: (_source, { err }) => refused.push(err),
  clock,
  log: silent,
}

const set = (jti: string, changes: object = {}) => sign(claims({ jti, ...changes }))

describe('of the SETs of one poll', () => {
  test('the good are acknowledged, the others refused, each by its own code', async () => {
    const sets = {
      a: await set('a'),
      b: await set('b', { aud: 'https://somebody.example' }),
      c: 'no SET',
      d: '',
      e: await set('another'),
    }
    const taken = await takeSets(source, sets, deps)
    expect(taken.ack).toEqual(['a'])
    expect(Object.fromEntries(taken.setErrs)).toMatchObject({
      b: { err: 'invalid_audience' },
      c: { err: 'invalid_request' },
      d: { err: 'invalid_request' },
      e: { err: 'invalid_request', description: expect.stringContaining('jti') as string },
    })
    expect(stored).toEqual(['a'])
    expect(refused).toHaveLength(4)
  })

  test('the oldest are stored first, whatever their order in the answer', async () => {
    const iat = 1_700_000_000
    const sets = {
      c: await set('c', { iat: iat + 2 }),
      a: await set('a', { iat }),
      b: await set('b', { iat: iat + 1 }),
    }
    await takeSets(source, sets, deps)
    expect(stored).toEqual(['a', 'b', 'c'])
  })

  test('those that could not be stored are neither acknowledged nor refused', async () => {
    isDatabaseAway = (jti) => jti === 'b'
    const sets = { a: await set('a'), b: await set('b'), c: await set('c') }
    expect(await takeSets(source, sets, deps)).toEqual({
      ack: ['a', 'c'],
      setErrs: new Map(),
      delayed: ['b'],
    })
  })

  test('none is refused while the issuer’s keys are away', async () => {
    const { jwks: _, ...rest } = source
    const far = { ...rest, jwksUri: 'https://idp.example.com/jwks' }
    expect(await takeSets(far, { a: await set('a') }, deps)).toEqual({
      ack: [],
      setErrs: new Map(),
      delayed: ['a'],
    })
  })

  test('each is answered once, whatever a stranger sends', async () => {
    const good = await set('good')
    const name = fc.oneof(fc.string(), fc.constantFrom('good', '__proto__', 'toString'))
    const one = fc.oneof(fc.string(), fc.constantFrom(good, `${good}.x`, good.slice(0, -1)))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, one), { maxLength: 8 }), async (entries) => {
        const sets = Object.fromEntries(entries)
        const { ack, setErrs, delayed } = await takeSets(source, sets, deps)
        const answered = [...ack, ...setErrs.keys(), ...delayed]
        expect(answered.toSorted()).toEqual(Object.keys(sets).toSorted())
        expect(ack).toEqual(sets['good'] === good ? ['good'] : [])
      }),
    )
  })
})
