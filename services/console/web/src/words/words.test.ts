import { expect, test } from 'vitest'
import { ALERT_KINDS } from '../../../../../schemas/alert.ts'
import { words as en } from './en/index.ts'
import { words as ja } from './ja/index.ts'
import { fill } from './words.ts'

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
const entries = Object.entries(en) as [keyof typeof en, string][] // the keys of a closed table

test('every text is there in Japanese, and none is left over', () => {
  expect(Object.keys(ja).sort()).toEqual(Object.keys(en).sort())
  for (const [key, text] of [...entries, ...Object.entries(ja)])
    expect(text.trim(), key).not.toBe('')
})

test('both languages put the same things into a text', () => {
  for (const [key, text] of entries) {
    // A language without plurals may leave the number out of neither form.
    expect(new Set(placeholders(ja[key])), key).toEqual(new Set(placeholders(text)))
  }
})

test('what is Japanese is not English left standing', () => {
  const same = entries.filter(([key, text]) => ja[key] === text && /[a-z]{3}/i.test(text))
  for (const [key, text] of same) expect(NAMES.test(text), `${key}: ${text}`).toBe(true)
})

/** Names and abbreviations that are the same everywhere. */
const NAMES = /^(\{\w+\}( UTC)?|[A-Z0-9 ./()-]+|txn|jti|kid|JSON|SET|CEL)$/

test('what can be counted has both forms', () => {
  const keys = new Set<string>(Object.keys(en))
  for (const key of keys) {
    const stem = /^(.*)\.(one|other)$/.exec(key)?.[1]
    if (stem === undefined) continue
    expect([keys.has(`${stem}.one`), keys.has(`${stem}.other`)], stem).toEqual([true, true])
  }
})

test('parameters are filled in as text; one that is missing stays to be seen', () => {
  expect(fill('{n} of {all}', { n: 1, all: '<b>' })).toBe('1 of <b>')
  expect(fill('{n} {constructor}', { n: 1 })).toBe('1 {constructor}')
})

test('every alert has its words', () => {
  const alerts = Object.keys(en).filter((key) => key.startsWith('alert.'))
  expect(alerts.sort()).toEqual(
    Object.keys(ALERT_KINDS)
      .map((kind) => `alert.${kind}`)
      .sort(),
  )
})
