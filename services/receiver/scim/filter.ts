import { attributePath, type AttributePath } from './attribute.ts'

/** A filter (RFC 7644 §3.4.2.2). */
export type Filter =
  | { is: 'compare'; path: AttributePath; op: Comparison; value: string | number | boolean | null }
  | { is: 'present'; path: AttributePath }
  | { is: 'and' | 'or'; parts: Filter[] }
  | { is: 'not'; part: Filter }
  /** `emails[type eq "work"]`: one value for which all of it holds. */
  | { is: 'some'; path: AttributePath; of: Filter }

const COMPARISONS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof COMPARISONS)[number]

export type Parsed = { filter: Filter } | { wrong: string }

const MOST_CHARS = 2_000
const MOST_TOKENS = 400
const MOST_DEPTH = 10

/** Strings are JSON's; nothing in here can match in two ways. */
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/suy

type Token = { text: string; is: 'string' | 'bracket' | 'word' }

/** Never throws; bounded by the length of what it is given. */
export function parseFilter(text: string): Parsed {
  if (text.length > MOST_CHARS) return { wrong: `longer than ${String(MOST_CHARS)} characters` }
  const tokens = tokensOf(text)
  if (!tokens) return { wrong: 'a quotation mark is missing' }
  if (tokens.length > MOST_TOKENS) return { wrong: 'too many conditions' }
  const reading: Reading = { tokens, at: 0, depth: 0 }
  const filter = readOr(reading)
  if (typeof filter === 'string') return { wrong: filter }
  const rest = peek(reading)
  return rest ? { wrong: `unexpected ${show(rest)}` } : { filter }
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  const token = new RegExp(TOKEN)
  while (token.lastIndex < end) {
    const match = token.exec(text)
    if (!match) return undefined
    const [, quoted, bracket, word] = match
    if (quoted !== undefined) tokens.push({ text: quoted, is: 'string' })
    else if (bracket !== undefined) tokens.push({ text: bracket, is: 'bracket' })
    else tokens.push({ text: word ?? '', is: 'word' })
  }
  return tokens
}

type Reading = { tokens: readonly Token[]; at: number; depth: number }

/** A filter, or what is wrong. */
type Read = Filter | string

const peek = ({ tokens, at }: Reading): Token | undefined => tokens[at]
const show = (token: Token | undefined): string => (token ? token.text.slice(0, 50) : 'end')

function takes(reading: Reading, is: Token['is'], text: string): boolean {
  const token = peek(reading)
  if (token?.is !== is || token.text.toLowerCase() !== text) return false
  reading.at += 1
  return true
}

const readOr = (reading: Reading): Read => readChain(reading, 'or', readAnd)
const readAnd = (reading: Reading): Read => readChain(reading, 'and', readOne)

function readChain(reading: Reading, is: 'and' | 'or', readPart: (from: Reading) => Read): Read {
  const parts: Filter[] = []
  do {
    const part = readPart(reading)
    if (typeof part === 'string') return part
    parts.push(part)
  } while (takes(reading, 'word', is))
  const [only] = parts
  return only && parts.length === 1 ? only : { is, parts }
}

function readOne(reading: Reading): Read {
  if (takes(reading, 'word', 'not')) {
    const part = takes(reading, 'bracket', '(') ? readGroup(reading, ')') : 'not needs ( and )'
    return typeof part === 'string' ? part : { is: 'not', part }
  }
  return takes(reading, 'bracket', '(') ? readGroup(reading, ')') : readCondition(reading)
}

/** What is within brackets, and the closing one. */
function readGroup(reading: Reading, close: ')' | ']'): Read {
  reading.depth += 1
  if (reading.depth > MOST_DEPTH) return 'nested too deep'
  const filter = readOr(reading)
  reading.depth -= 1
  if (typeof filter === 'string' || takes(reading, 'bracket', close)) return filter
  return `${close} expected, not ${show(peek(reading))}`
}

function readCondition(reading: Reading): Read {
  const name = peek(reading)
  const path = name?.is === 'word' ? attributePath(name.text) : undefined
  if (!path) return `an attribute expected, not ${show(name)}`
  reading.at += 1
  if (takes(reading, 'bracket', '[')) return readSome(reading, path)
  if (takes(reading, 'word', 'pr')) return { is: 'present', path }
  const op = COMPARISONS.find((one) => takes(reading, 'word', one))
  return op ? readValue(reading, path, op) : `an operator expected, not ${show(peek(reading))}`
}

/** Entra asks `emails[type eq "work"].value eq "…"`: both of one and the same value. */
function readSome(reading: Reading, path: AttributePath): Read {
  const of = readGroup(reading, ']')
  if (typeof of === 'string') return of
  const next = peek(reading)
  if (next?.is !== 'word' || !next.text.startsWith('.')) return { is: 'some', path, of }
  const rest = attributePath(next.text.slice(1))
  if (!rest) return `a sub-attribute expected, not ${show(next)}`
  reading.at += 1
  if (takes(reading, 'word', 'pr'))
    return { is: 'some', path, of: { is: 'and', parts: [of, { is: 'present', path: rest }] } }
  const op = COMPARISONS.find((one) => takes(reading, 'word', one))
  const compared = op ? readValue(reading, rest, op) : `an operator expected, not ${show(next)}`
  return typeof compared === 'string'
    ? compared
    : { is: 'some', path, of: { is: 'and', parts: [of, compared] } }
}

function readValue(reading: Reading, path: AttributePath, op: Comparison): Read {
  const token = peek(reading)
  const value = token && token.is !== 'bracket' ? jsonOf(token.text) : undefined
  if (value === undefined) return `a value expected, not ${show(token)}`
  reading.at += 1
  return { is: 'compare', path, op, value }
}

/** Strings, numbers, true, false and null; some clients write True. */
function jsonOf(text: string): string | number | boolean | null | undefined {
  try {
    const value: unknown = JSON.parse(/^(true|false)$/i.test(text) ? text.toLowerCase() : text)
    return typeof value === 'object' && value !== null
      ? undefined
      : (value as string | number | boolean | null) // JSON has no other scalars
  } catch {
    return undefined
  }
}
