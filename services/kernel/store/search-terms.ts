import type { Name } from '../../../schemas/identity.ts'

/** A term longer than that finds nobody sooner. */
const LONGEST = 128
const MOST_WORDS = 5

/** Sessions and tokens are found by their exact name: there are too many to be searched, and nobody knows their beginnings. */
const NOT_SEARCHED: ReadonlySet<string> = new Set(['session', 'token'])

const SEARCHED = ['email', 'sub', 'phone_number', 'uri', 'url', 'id', 'jti'] as const

/** What an operator may type to find a principal of this name. */
export function searchTerms({ kind, subject }: Pick<Name, 'kind' | 'subject'>): string[] {
  if (NOT_SEARCHED.has(kind)) return []
  return SEARCHED.flatMap((member) => {
    const value = subject[member]
    return typeof value === 'string' ? [searchTerm(value)] : []
  })
}

/** A name for people is found by each of its words. */
export function displayTerms(displayName: string): string[] {
  const words = searchTerm(displayName).split(' ').slice(0, MOST_WORDS)
  return words.map((_, index) => words.slice(index).join(' '))
}

/** As it is compared: lower case, without accents, single spaces, no scheme in front. */
export const searchTerm = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^(?:acct|mailto|tel):/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
