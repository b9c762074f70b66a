import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NormalisedSignal } from '../../../schemas/signal.ts'
import type { RawRequest } from './adapter.ts'
import { ADAPTERS, adapterFor } from './index.ts'

type Fixture = {
  source: { id: string; issuer?: string }
  headers: Record<string, string>
  /** A text is sent as it is, anything else as JSON. */
  body: unknown
}

const FIXTURES = join(import.meta.dirname, 'fixtures')
const namesOf = (vendor: string): string[] =>
  readdirSync(join(FIXTURES, vendor))
    .filter((file) => file.endsWith('.in.json'))
    .map((file) => file.slice(0, -'.in.json'.length))
const read = (vendor: string, file: string): unknown =>
  JSON.parse(readFileSync(join(FIXTURES, vendor, file), 'utf8'))

const requestOf = ({ headers, body }: Pick<Fixture, 'headers' | 'body'>): RawRequest => ({
  method: 'POST',
  headers,
  query: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})

describe.each(ADAPTERS.map(({ kind }) => kind))('%s', (vendor) => {
  test('has fixtures', () => {
    expect(namesOf(vendor).length).toBeGreaterThan(0)
  })

  test.each(namesOf(vendor))('%s comes out as written down', (name) => {
    // A fixture is ours; its shape is what the type says.
    const input = read(vendor, `${name}.in.json`) as Fixture
    const result = adapterFor(vendor)?.normalise(requestOf(input), input.source)
    expect(JSON.parse(JSON.stringify(result))).toEqual(read(vendor, `${name}.out.json`))
  })

  test('makes signals that the store takes, of a kind each with a key of its own', () => {
    for (const name of namesOf(vendor)) {
      const input = read(vendor, `${name}.in.json`) as Fixture // as above
      const result = adapterFor(vendor)?.normalise(requestOf(input), input.source)
      const signals = result?.ok ? result.signals : []
      for (const signal of signals) expect(() => NormalisedSignal.parse(signal)).not.toThrow()
      expect(new Set(signals.map(({ dedupeKey }) => dedupeKey)).size).toBe(signals.length)
    }
  })

  test('reads any JSON without throwing', () => {
    const headers = fc.dictionary(
      fc.constantFrom(
        'x-github-event',
        'x-github-delivery',
        'x-hub-signature-256',
        'authorization',
      ),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.jsonValue(), headers, (body, some) => {
        const request = requestOf({ headers: some, body: JSON.stringify(body) })
        expect(
          adapterFor(vendor)?.normalise(request, { id: 's', issuer: 'https://i.example' }),
        ).toHaveProperty('ok')
        expect(adapterFor(vendor)?.authenticate(request, ['secret'], { now: new Date(0) })).toBe(
          false,
        )
      }),
    )
  })

  test('reads its fixtures with any part replaced without throwing, and what it makes can be stored', () => {
    const inputs = namesOf(vendor).map((name) => read(vendor, `${name}.in.json`) as Fixture) // as above
    fc.assert(
      fc.property(fc.constantFrom(...inputs), fc.nat(), fc.jsonValue(), (input, at, value) => {
        const result = adapterFor(vendor)?.normalise(
          requestOf({ ...input, body: replaced(input.body, at, value) }),
          input.source,
        )
        const signals = result?.ok ? result.signals : []
        for (const signal of signals) expect(NormalisedSignal.safeParse(signal).success).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})

/** The same JSON with its n-th value (modulo their number) replaced. */
function replaced(root: unknown, n: number, value: unknown): unknown {
  let count = 0
  JSON.stringify(root, (_, member: unknown) => (count++, member))
  let seen = 0
  return JSON.parse(
    JSON.stringify(root, (_, member: unknown) => (seen++ === n % count ? value : member)),
  )
}
