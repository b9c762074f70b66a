import { createContext, use, useMemo, type ReactNode } from 'react'
import {
  fill,
  type Countable,
  type Key,
  type Language,
  type Parameters,
  type Words,
} from './words.ts'

export type Speak = {
  language: Language
  /** The words for a key. */
  t(key: Key, parameters?: Parameters): string
  /** As `t`, by how many there are: `{n}` is the number as the language writes it. */
  count(key: Countable, n: number, parameters?: Parameters): string
  /** The word for one of the hub's own values, `prefix.value`; the value itself where there is none yet. */
  name(prefix: string, value: string): string
  number(n: number, options?: Intl.NumberFormatOptions): string
  choose(language: Language): void
}

const Spoken = createContext<Speak | undefined>(undefined)

type Props = {
  language: Language
  words: Words
  choose: (language: Language) => void
  children: ReactNode
}

export function WordsProvider({ language, words, choose, children }: Props) {
  const speak = useMemo(() => createSpeak({ language, words, choose }), [language, words, choose])
  return <Spoken value={speak}>{children}</Spoken>
}

function createSpeak({ language, words, choose }: Omit<Props, 'children'>): Speak {
  const plural = new Intl.PluralRules(language)
  const plain = new Intl.NumberFormat(language)
  return {
    language,
    choose,
    t: (key, parameters) => fill(words[key], parameters),
    count: (key, n, parameters) => {
      const form = plural.select(n) === 'one' ? 'one' : 'other'
      // Both forms of a countable key exist: the test of the words sees to it.
      const text = words[`${key}.${form}` as Key]
      return fill(text, { n: plain.format(n), ...parameters })
    },
    name: (prefix, value) => {
      const key = `${prefix}.${value}`
      return Object.hasOwn(words, key) ? words[key as Key] : value
    },
    number: (n, options) =>
      options ? new Intl.NumberFormat(language, options).format(n) : plain.format(n),
  }
}

/** The words of the language that is spoken. */
export function useWords(): Speak {
  const speak = use(Spoken)
  if (!speak) throw new Error('outside of WordsProvider')
  return speak
}
