import type { LooseSubject } from '../../../schemas/subject.ts'

/** Takes the names of one principal out of texts. */
export type Scrubber = {
  /** For SQL's `like` over lower-case text: what does not fit any of them holds no name. */
  patterns: string[]
  /** The text with a pseudonym in the place of each name. JSON stays JSON. */
  clean(text: string): string
}

/** What identifies, by format (RFC 9493 §3); an issuer is nobody's name. */
const NAMING = ['email', 'sub', 'id', 'phone_number', 'uri', 'url', 'jti', 'assertion_id'] as const

/** What is shorter stands in too many texts for something else. */
const SHORTEST = 6

/** Pure. `displayName` counts where it has several words: a first name alone is many people's. */
export function createScrubber(
  subjects: readonly LooseSubject[],
  displayName: string | undefined,
  pseudonym: string,
): Scrubber {
  const names = unique([
    ...subjects.flatMap(valuesOf),
    ...(displayName?.includes(' ') ? [displayName] : []),
  ]).filter((name) => name.length >= SHORTEST)
  const forms = unique(names.flatMap(formsOf)).toSorted((a, b) => b.length - a.length)
  if (forms.length === 0) return { patterns: [], clean: (text) => text }
  const ends = forms.map((form) => escaped(form) + (isAddress(form) ? AFTER_ADDRESS : AFTER))
  const anyName = new RegExp(`${BEFORE}(?:${ends.join('|')})`, 'giu')
  return {
    patterns: forms.map((form) => `%${form.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`),
    clean: (text) =>
      text.replaceAll(anyName, (name) =>
        isAddress(name) ? `${pseudonym}@expunged.invalid` : `expunged:${pseudonym}`,
      ),
  }
}

const isAddress = (text: string): boolean => /@|%40/.test(text)

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

function valuesOf(subject: LooseSubject): string[] {
  return NAMING.flatMap((member) => {
    const value = subject[member]
    return typeof value === 'string' ? [value, value.replace(/^(?:acct|mailto|tel):/, '')] : []
  })
}

/** As it stands, as JSON writes it, and as a URL does. */
const formsOf = (name: string): string[] => [
  name,
  JSON.stringify(name).slice(1, -1),
  encodeURIComponent(name.toWellFormed()),
]

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** A longer name that ends or begins with this one is another's. What JSON escapes before it is no part of a name. */
const BEFORE = String.raw`(?<=^|[^\p{L}\p{N}._+\-]|\\[nrtbf]|\\u[0-9a-f]{4})`
const AFTER = String.raw`(?![\p{L}\p{N}_\-]|\.[\p{L}\p{N}])`
/** A hyphen goes on with a domain only where a dot follows. */
const AFTER_ADDRESS = String.raw`(?![\p{L}\p{N}_]|\.[\p{L}\p{N}]|-[\p{L}\p{N}\-]*\.[\p{L}\p{N}])`
