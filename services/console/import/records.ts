import { CsvError, parse } from 'csv-parse/sync'
import { ImportRecord } from '../../../schemas/import.ts'
import { jsonFault } from '../../../schemas/json.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { HubError } from '../../kernel/errors.ts'
import { MAX_LINE_CHARS, NO_TEXT, type TextLine } from './lines.ts'

export type Read = { line: number; record: ImportRecord } | { line: number; fault: string }

export async function* jsonRecords(lines: AsyncIterable<TextLine>): AsyncGenerator<Read> {
  for await (const { line, text } of lines) {
    if (text.trim() === '') continue
    const value = text.length > MAX_LINE_CHARS ? undefined : parsed(text)
    yield value === undefined
      ? { line, fault: text.length > MAX_LINE_CHARS ? TOO_LONG : 'no JSON' }
      : toRecord(line, value)
  }
}

const TOO_LONG = `longer than ${String(MAX_LINE_CHARS)} characters`

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toRecord(line: number, value: unknown): Read {
  const fault = JSON.stringify(value).includes(NO_TEXT) ? 'no UTF-8' : jsonFault(value)
  if (fault) return { line, fault }
  const { data, error } = ImportRecord.safeParse(value)
  return data ? { line, record: data } : { line, fault: reasonOf(error).slice(0, 500) }
}

/** What a column holds; `iss` and `sub` belong together. */
const COLUMNS = [
  'kind',
  'displayName',
  'email',
  'phone_number',
  'iss',
  'sub',
  'account',
  'opaque',
  'did',
] as const
type Row = Partial<Record<(typeof COLUMNS)[number], string>>

/** The first line names the columns. @throws HubError where it names others, or none */
export async function* csvRecords(lines: AsyncIterable<TextLine>): AsyncGenerator<Read> {
  let columns: string[] | undefined
  for await (const { line, text } of lines) {
    if (text.trim() === '') continue
    const fields = text.length > MAX_LINE_CHARS ? { wrong: TOO_LONG } : fieldsOf(text)
    if (columns) yield toRow(line, columns, fields)
    else columns = headerOf(Array.isArray(fields) ? fields : [])
  }
}

function toRow(
  line: number,
  columns: readonly string[],
  fields: ReturnType<typeof fieldsOf>,
): Read {
  if (!Array.isArray(fields)) return { line, fault: fields.wrong }
  return fields.length === columns.length
    ? toRecord(line, recordOf(columns, fields))
    : { line, fault: `has ${String(fields.length)} fields, not ${String(columns.length)}` }
}

function headerOf(fields: string[]): string[] {
  const known: readonly string[] = COLUMNS
  const wrong = fields.find((name) => !known.includes(name))
  if (fields.length === 0 || wrong !== undefined || new Set(fields).size < fields.length)
    throw new HubError(
      'invalid_request',
      `The first line names columns, each once: ${COLUMNS.join(', ')}`,
    )
  return fields
}

const CSV = {
  bom: true,
  trim: true,
  relax_column_count: true,
  max_record_size: 4 * MAX_LINE_CHARS,
} as const

/** The fields of one record (RFC 4180 §2), or what is wrong with its quotation marks. A byte order mark is none of the first. */
export function fieldsOf(text: string): string[] | { wrong: string } {
  try {
    const [fields = []] = parse(text, CSV)
    return fields.map((field) => field.trim())
  } catch (error) {
    if (error instanceof CsvError) return { wrong: WRONG[error.code] ?? 'no CSV' }
    throw error
  }
}

const WRONG: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  INVALID_OPENING_QUOTE:
    'a quotation mark within a field: the field needs them around it, and this one doubled',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'something follows a closing quotation mark',
}

function recordOf(columns: readonly string[], fields: readonly string[]): object {
  const row = Object.fromEntries(
    columns.flatMap((name, index) => (fields[index] ? [[name, fields[index]]] : [])),
  ) as Row // headerOf let no others through
  const { kind, displayName, email, phone_number, iss, sub, account, opaque, did } = row
  const identifiers = [
    ...(iss !== undefined || sub !== undefined ? [{ format: 'iss_sub', iss, sub }] : []),
    ...(email === undefined ? [] : [{ format: 'email', email }]),
    ...(phone_number === undefined ? [] : [{ format: 'phone_number', phone_number }]),
    ...(account === undefined ? [] : [{ format: 'account', uri: account }]),
    ...(did === undefined ? [] : [{ format: 'did', url: did }]),
    ...(opaque === undefined ? [] : [{ format: 'opaque', id: opaque }]),
  ]
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(displayName === undefined ? {} : { displayName }),
    identifiers,
  }
}
