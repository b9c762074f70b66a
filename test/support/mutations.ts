import fc from 'fast-check'

const nested = (depth: number, open: string, close: string) =>
  `${open.repeat(depth)}1${close.repeat(depth)}`

/** What people and programs send in the place of something right. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202eevil',
  '👩‍👩‍👧‍👦'.repeat(20),
  'e\u0301'.repeat(50),
  'x'.repeat(5_000),
  'x'.repeat(70_000),
  "'; drop table stream; --",
  '../../../../etc/passwd',
  '${jndi:ldap://127.0.0.1/x}',
  '<script>alert(1)</script>',
  'http://[::1',
  'https://user:pass@nobody.invalid/',
  'javascript:alert(1)',
  [],
  {},
  [null],
  [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],
  { format: 'complex' },
  { __proto__: null, constructor: { prototype: 1 }, toString: 1 },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  Array.from({ length: 2_000 }, (_, index) => `urn:x:${String(index)}`),
]

export const oddValue = fc.constantFrom(...ODD)

/** One change somewhere in a value. `at` and `pick` are between 0 and 1. */
type Change = { kind: 'drop' | 'replace' | 'add' | 'wrap'; at: number; odd: unknown; name: string }

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('drop', 'replace', 'replace', 'add', 'wrap'),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  odd: oddValue,
  name: fc.constantFrom(
    'x',
    '__proto__',
    'constructor',
    'id',
    'stream_id',
    '',
    '\u0000',
    'toString',
  ),
})

/** A value as it is, or with up to three changes. */
export const nearly = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(values, fc.array(change, { maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(changed, structuredClone(value)))

type Place = { holder: Record<string, unknown>; name: string }

function changed(root: unknown, { kind, at, odd, name }: Change): unknown {
  const places = placesOf(root)
  const place = places[Math.floor(at * places.length)]
  if (!place) return kind === 'replace' ? odd : root
  const { holder, name: member } = place
  // An object of ODD may have inherited names of its own, which plain assignment would trip over.
  const set = (key: string, value: unknown) =>
    Object.defineProperty(holder, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  if (kind === 'drop') Reflect.deleteProperty(holder, member)
  else if (kind === 'replace') set(member, odd)
  else if (kind === 'wrap') set(member, [holder[member]])
  else if (!Array.isArray(holder)) set(name, odd)
  return root
}

function placesOf(root: unknown): Place[] {
  if (typeof root !== 'object' || root === null) return []
  const holder = root as Record<string, unknown> // arrays too: their indexes are names
  return Object.entries(holder).flatMap(([name, value]) => [{ holder, name }, ...placesOf(value)])
}

/** Bodies that are no JSON, or JSON that hurts a careless parser. */
export const brokenBody: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      '',
      ' ',
      '{',
      '{"stream_id":',
      '[]',
      'null',
      '"text"',
      '1e999',
      '{"a":1,"a":2}',
      '\ufeff{}',
      'stream_id=1&state=2',
      '<a/>',
      nested(20_000, '[', ']'),
      nested(5_000, '{"a":', '}'),
      `"${'x'.repeat(300_000)}"`,
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
)

/** Headers that a body may come with, right and wrong. */
export const bodyHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ 'content-type': 'application/json' }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Record<string, string>>(
      {},
      { 'content-type': 'application/secevent+jwt' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'text/plain; charset=utf-7' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/json; charset=nobody-knows' },
      { 'content-type': ';;;' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      { 'content-type': 'application/json', 'content-encoding': 'nobody-knows' },
      { 'content-type': 'application/json', expect: '100-continue' },
    ),
  },
)

/** Text for a path or a query, percent-encoded, sometimes wrongly. */
export const oddParameter: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', '%00', '%ff', '%zz', '%', '%2e%2e%2f', '%2F', 'null', '-1', '0', '1e9', "'"),
  fc.constantFrom('x'.repeat(2_000), '%F0%9F%92%A9', '%ED%A0%80', 'a%0d%0aX-Evil:1', '*', ':id'),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(encodeURIComponent),
)
