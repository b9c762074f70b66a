// Goes through the tables of expunge-places.ts for names that stand in texts: writes of all of them. An erasure is rare, and
// only reading everything finds everything; so it is done in parts, in the order of primary keys.
import type { Scrubber } from '../identity/scrub.ts'
import { eraseSaid } from './audit.ts'
import type { Sql } from './database.ts'
import { PLACES, type Place } from './expunge-places.ts'
import type { Subject } from './expunge-who.ts'
import { signAnew } from './signed-ahead.ts'

/** Where the next part begins: the place's number, and the key of the row before. */
export type ScanPlace = { place: number; after: readonly string[] | null }

/** Rows that one part reads. */
const READ_ROWS = 2_000

export type By = { who: Subject; actor: string; jobId: string; now: Date }

type Hit = { key: string[]; values: unknown[] }
type Context = By & { sql: Sql; at: Place }

/** One part. `next` is undefined where all has been read. */
export async function scan(
  sql: Sql,
  from: ScanPlace,
  by: By,
): Promise<{ hits: number; told: number; next: ScanPlace | undefined }> {
  const at = PLACES[from.place]
  const { patterns } = by.who.scrubber
  if (!at || patterns.length === 0) return { hits: 0, told: 0, next: undefined }
  const context = { sql, at, ...by }
  const last = await lastKey(context, from.after)
  const hits = (await read(context, from.after)).filter(({ values }) =>
    values.some((value) => cleaned(value, by.who.scrubber) !== value),
  )
  await RULES[at.rule](context, hits)
  const told = at.rule === 'tell' ? hits.length : 0
  const next = last ? { place: from.place, after: last } : { place: from.place + 1, after: null }
  return { hits: hits.length - told, told, next: next.place < PLACES.length ? next : undefined }
}

const keyOf = ({ key }: Place): string => Object.keys(key).join(', ')
const after = ({ key }: Place, first: number): string =>
  `(${keyOf({ key } as Place)}) > (${Object.values(key)
    .map((type, index) => `$${String(first + index)}::${type}`)
    .join(', ')})`

/** The rows of one part that may hold a name. */
async function read({ sql, at, who }: Context, from: ScanPlace['after']): Promise<Hit[]> {
  const columns = Object.entries(at.columns)
  const texts = columns.map(([name]) => `t."${name}"::text`).join(', ')
  const { rows } = await sql.query<unknown[]>({
    text: `select ${Object.keys(at.key)
      .map((name) => `t."${name}"::text`)
      .join(', ')},
        ${columns.map(([name, kind]) => `t."${name}"${kind === 'jsonb' ? '::text' : ''}`).join(', ')}
      from (select * from ${at.table} ${from ? `where ${after(at, 4)}` : ''} order by ${keyOf(at)} limit $3) t
      where lower(concat_ws(' ', ${texts})) like any($2::text[]) and ${at.tenant}`,
    values: [who.tenantId, who.scrubber.patterns, READ_ROWS, ...(from ?? [])],
    rowMode: 'array',
  } as never) // pg's own form of a query, which its types split in two
  const width = Object.keys(at.key).length
  return rows.map((row) => ({ key: row.slice(0, width).map(String), values: row.slice(width) }))
}

/** The key of the part's last row, where there are more. */
async function lastKey(
  { sql, at }: Context,
  from: ScanPlace['after'],
): Promise<string[] | undefined> {
  const names = Object.keys(at.key)
  const { rows } = await sql.query<Record<string, string>>(
    `select ${names.map((name) => `${name}::text as "${name}"`).join(', ')} from ${at.table} t
     ${from ? `where ${after(at, 2)}` : ''} order by ${names.map((name) => `t.${name}`).join(', ')} offset $1 limit 1`,
    [READ_ROWS - 1, ...(from ?? [])],
  )
  const [row] = rows
  return row && names.map((name) => row[name] ?? '')
}

const cleaned = (value: unknown, { clean }: Scrubber): unknown => {
  if (typeof value === 'string') return clean(value)
  if (!Array.isArray(value)) return value
  const list = value.map((one) => (typeof one === 'string' ? clean(one) : (one as unknown)))
  return list.some((one, index) => one !== value[index]) ? list : value
}

type Rule = (context: Context, hits: readonly Hit[]) => Promise<void>

const where = ({ key }: Place): string =>
  Object.entries(key)
    .map(([name, type], index) => `${name} = $${String(index + 1)}::${type}`)
    .join(' and ')

/** `more` is set too. */
const rewrite =
  (more = ''): Rule =>
  async ({ sql, at, who }, hits) => {
    const first = Object.keys(at.key).length + 1
    const columns = Object.entries(at.columns)
      .map(([name, kind], index) => `"${name}" = $${String(first + index)}::${kind}`)
      .join(', ')
    for (const { key, values } of hits)
      await sql.query(`update ${at.table} set ${columns}${more} where ${where(at)}`, [
        ...key,
        ...values.map((value) => cleaned(value, who.scrubber)),
      ])
  }

const remove: Rule = async ({ sql, at }, hits) => {
  for (const { key } of hits) await sql.query(`delete from ${at.table} where ${where(at)}`, key)
}

const RULES: Record<Place['rule'], Rule> = {
  clean: rewrite(),
  remove,
  tell: () => Promise.resolve(),
  /** Not about the subject, but the source's words name it: they go. */
  signal: async (context, hits) => {
    await context.sql.query(
      'delete from signal_original where id in (select original_id from signal where id = any($1::uuid[]))',
      [hits.map(({ key }) => key[0])],
    )
    await rewrite(', original_id = null')(context, hits)
  },
  /** A SET that was signed before names it too: it is signed anew where it is still owed, with the same jti. */
  event: async (context, hits) => {
    await context.sql.query(
      `update delivery_exception x set jws = '', kid = null from delivery d
       where d.event_id = any($1::uuid[]) and x.stream_id = d.stream_id and x.seq = d.seq`,
      [hits.map(({ key }) => key[0])],
    )
    await signAnew(
      context.sql,
      hits.map(({ key }) => String(key[0])),
    )
    await rewrite()(context, hits)
  },
  /** A repeat of what was received by that key is not known as one any more. */
  key: async ({ sql, at }, hits) => {
    for (const { key } of hits)
      await sql.query(
        `update ${at.table} set dedupe_key = 'expunged:' || signal_id where ${where(at)}`,
        key,
      )
  },
  /** Whether the stream wanted to hear of the subject or not is forgotten with it. */
  subject: async (context, hits) => {
    for (const { key } of hits)
      await context.sql.query(
        'delete from stream_subject_term where stream_id = $1 and subject_key = $2',
        key,
      )
    await remove(context, hits)
  },
  control: rewrite(', jws = null, kid = null'),
  audit: async ({ sql, who, actor, jobId, now }, hits) => {
    const { clean } = who.scrubber
    const erasures = hits.map(({ key: [seq], values: [target, txn] }) => ({
      seq: Number(seq),
      target: clean(String(target)),
      txn: typeof txn === 'string' ? clean(txn) : null,
    }))
    await eraseSaid(sql, erasures, { actor, target: `job:${jobId}`, at: now })
  },
}
