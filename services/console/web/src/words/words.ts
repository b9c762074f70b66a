import type { words as en } from './en/index.ts'

export type Key = keyof typeof en
export type Words = Readonly<Record<Key, string>>
export type Parameters = Readonly<Record<string, string | number>>

export const LANGUAGES = { en: 'English', ja: '日本語' } as const
export type Language = keyof typeof LANGUAGES

/** Each language is a file of its own: only the one that is spoken is loaded. */
export const loadWords = async (language: Language): Promise<Words> =>
  language === 'ja' ? (await import('./ja/index.ts')).words : (await import('./en/index.ts')).words

/** Pure: `{name}` in a text becomes the parameter of that name. What is put in is text, never markup. */
export const fill = (text: string, parameters: Parameters = {}): string =>
  text.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : all,
  )

/** Keys that come as `key.one` and `key.other`. */
export type Countable = Key extends infer K
  ? K extends `${infer Stem}.other`
    ? Stem
    : never
  : never
