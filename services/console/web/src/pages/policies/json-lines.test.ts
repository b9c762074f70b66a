import { expect, test } from 'vitest'
import { lineOf, readJson } from './json-lines.ts'

const TEXT = `{
  "name": "x: {",
  "when": {
    "types": [
      "session-revoked",
      "no-such"
    ],
    "condition": "a"
  },
  "then": [{ "emit": "same" },
    { "incident": "high" }]
}`

test.each([
  ['name', 2],
  ['when', 3],
  ['when.types', 4],
  ['when.types.1', 6],
  ['when.condition', 8],
  ['when.missing', 3],
  ['then.0', 10],
  ['then.1.incident', 11],
  ['nothing', 1],
  ['', 1],
])('%s is on line %i', (path, line) => {
  expect(lineOf(TEXT, path)).toBe(line)
})

test('what is no JSON says where it breaks', () => {
  expect(readJson('{\n  "a": 1,\n  b: 2\n}')).toMatchObject({ ok: false, place: { line: 3 } })
  expect(readJson('{"a": 1')).toMatchObject({ ok: false, place: { line: 1 } })
  expect(readJson('[1]')).toEqual({ ok: true, value: [1] })
})
