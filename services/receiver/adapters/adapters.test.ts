import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { NormalisedSignal } from '../../../schemas/signal.ts'
import * as layouts from '../verifiers/layouts.ts'
import type { SourceSettings } from '../../../schemas/vendor-sources.ts'
import { createMapper } from '../mapping/mapper.ts'
import type { RawRequest, ReadSource } from './adapter.ts'
import { ADAPTERS, adapterFor } from './index.ts'
import { circumstances } from './reading.fixture.ts'

type Fixture = {
  source: ReadSource
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

const mapper = createMapper()
afterAll(() => mapper.close())

const SETTINGS: SourceSettings = {
  topics: ['arn:aws:sns:eu-west-1:123456789012:security'],
  certificates: ['-----BEGIN CERTIFICATE-----'],
  nonCompliantGroups: ['Not compliant'],
}
const AT = circumstances({ settings: SETTINGS })
const READING = { now: AT.now, map: mapper.map }
const SIGNING = Object.values(layouts).flatMap(
  (layout) => JSON.stringify(layout).match(/[a-z0-9]+-[a-z0-9-]+/g) ?? [],
)

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

  test.each(namesOf(vendor))('%s comes out as written down', async (name) => {
    // A fixture is ours; its shape is what the type says.
    const input = read(vendor, `${name}.in.json`) as Fixture
    const result = await adapterFor(vendor)?.normalise(requestOf(input), input.source, READING)
    expect(JSON.parse(JSON.stringify(result))).toEqual(read(vendor, `${name}.out.json`))
  })

  test('makes signals that the store takes, of a kind each with a key of its own', async () => {
    for (const name of namesOf(vendor)) {
      const input = read(vendor, `${name}.in.json`) as Fixture // as above
      const result = await adapterFor(vendor)?.normalise(requestOf(input), input.source, READING)
      const signals = result?.ok ? result.signals : []
      for (const signal of signals) expect(() => NormalisedSignal.parse(signal)).not.toThrow()
      expect(new Set(signals.map(({ dedupeKey }) => dedupeKey)).size).toBe(signals.length)
    }
  })

  test('reads any body and any headers without throwing, and takes none as authentic', async () => {
    const names = namesOf(vendor).flatMap((name) =>
      Object.keys((read(vendor, `${name}.in.json`) as Fixture).headers),
    ) // as above
    const headers = fc.dictionary(
      fc.constantFrom('authorization', ...SIGNING, ...names),
      fc.string(),
    )
    const body = fc.oneof(
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
    )
    await fc.assert(
      fc.asyncProperty(body, headers, async (bytes, some) => {
        const request = { method: 'POST', headers: some, query: {}, body: bytes }
        const adapter = adapterFor(vendor)
        const source = { id: 's', issuer: 'https://i.example', settings: SETTINGS }
        expect(await adapter?.normalise(request, source, READING)).toHaveProperty('ok')
        expect(await adapter?.authenticate(request, ['the-secret'], AT)).toBe(false)
        expect(adapter?.diagnose(request, AT)).toEqual(expect.any(String))
        expect(() => adapter?.answer?.(request, ['the-secret'])).not.toThrow()
        expect(() => adapter?.handshake?.(request, source)).not.toThrow()
      }),
    )
  })

  test('reads its fixtures with any part replaced without throwing, and what it makes can be stored', async () => {
    const inputs = namesOf(vendor).map((name) => read(vendor, `${name}.in.json`) as Fixture) // as above
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inputs),
        fc.nat(),
        fc.jsonValue(),
        async (input, at, value) => {
          const result = await adapterFor(vendor)?.normalise(
            requestOf({ ...input, body: replaced(input.body, at, value) }),
            input.source,
            READING,
          )
          const signals = result?.ok ? result.signals : []
          for (const signal of signals)
            expect(NormalisedSignal.safeParse(signal).success).toBe(true)
        },
      ),
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
