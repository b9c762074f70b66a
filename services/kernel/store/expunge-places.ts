// Every table with words of people's in it, for erasures: where names are looked for, and what becomes of them.

type Kind = 'text' | 'text[]' | 'jsonb'

export type Place = {
  table: string
  /** Columns of the primary key, with their types. */
  key: Readonly<Record<string, 'text' | 'uuid' | 'bigint' | 'date' | 'timestamptz'>>
  columns: Readonly<Record<string, Kind>>
  /** Whether row `t` is tenant $1's; other tenants' stay as they are. */
  tenant: string
  /**
   * `clean`: a pseudonym takes the names' places. `remove`: the row goes. `tell`: nothing is changed, it is only counted.
   * The others are as expunge-scan.ts says.
   */
  rule: 'clean' | 'remove' | 'tell' | 'signal' | 'event' | 'key' | 'subject' | 'control' | 'audit'
}

const ID = { id: 'uuid' } as const
const OWN = 't.tenant_id = $1'
const ANY = '$1::text is not null'
const ofStream = `exists (select from stream s where s.id = t.stream_id and s.tenant_id = $1)`
const ofSource = `exists (select from source s where s.id = t.source_id and s.tenant_id = $1)`
const text = (...names: string[]): Record<string, Kind> =>
  Object.fromEntries(names.map((name) => [name, 'text']))

/** In this order: what is derived from something comes after it. */
export const PLACES: readonly Place[] = [
  {
    table: 'signal',
    key: ID,
    columns: text(
      ...['subject', 'subject_key', 'order_key', 'payload', 'txn', 'vendor_type', 'decisions'],
      ...['known_as', 'dedupe_key'],
    ),
    tenant: OWN,
    rule: 'signal',
  },
  {
    table: 'event',
    key: ID,
    columns: {
      ...text('subject', 'subject_key', 'order_key', 'payload', 'txn', 'because', 'names'),
      ...text('suppress_key'),
      terms: 'text[]',
    },
    tenant: OWN,
    rule: 'event',
  },
  {
    table: 'signal_key',
    key: { source_id: 'text', dedupe_key: 'text' },
    columns: text('dedupe_key'),
    tenant: ANY,
    rule: 'key',
  },
  {
    table: 'attempt',
    key: { id: 'bigint', at: 'timestamptz' },
    columns: text('err', 'description', 'response'),
    tenant: ofStream,
    rule: 'clean',
  },
  {
    table: 'delivery_exception',
    key: { stream_id: 'text', seq: 'bigint' },
    columns: text('err', 'description'),
    tenant: ofStream,
    rule: 'clean',
  },
  {
    table: 'control_set',
    key: { jti: 'text' },
    columns: text('payload'),
    tenant: ofStream,
    rule: 'control',
  },
  {
    table: 'stream_cursor',
    key: { stream_id: 'text' },
    columns: text('last_failure'),
    tenant: ofStream,
    rule: 'clean',
  },
  {
    table: 'stream',
    key: { id: 'text' },
    columns: text('description', 'status_reason'),
    tenant: OWN,
    rule: 'clean',
  },
  {
    table: 'stream_subject',
    key: { stream_id: 'text', subject_key: 'text' },
    columns: { ...text('subject_key', 'subject'), terms: 'text[]' },
    tenant: ofStream,
    rule: 'subject',
  },
  {
    table: 'suppression',
    key: { stream_id: 'text', key: 'text' },
    columns: text('key'),
    tenant: ofStream,
    rule: 'remove',
  },
  {
    table: 'enforcement',
    key: { event_id: 'uuid', stream_id: 'text' },
    columns: text('note'),
    tenant: ofStream,
    rule: 'clean',
  },
  {
    table: 'subscriber',
    key: { id: 'text' },
    columns: text('description'),
    tenant: OWN,
    rule: 'clean',
  },
  { table: 'incident', key: ID, columns: text('txn'), tenant: OWN, rule: 'clean' },
  {
    table: 'incident_txn',
    key: { tenant_id: 'text', txn: 'text' },
    columns: text('txn'),
    tenant: OWN,
    rule: 'remove',
  },
  {
    table: 'incident_note',
    key: ID,
    columns: text('text'),
    tenant: 'exists (select from incident i where i.id = t.incident_id and i.tenant_id = $1)',
    rule: 'clean',
  },
  {
    table: 'link_dispute',
    key: ID,
    columns: text('key', 'subject', 'reason'),
    tenant: OWN,
    rule: 'remove',
  },
  {
    table: 'identifier_history',
    key: { id: 'bigint' },
    columns: text('key', 'subject', 'reason', 'ended_because'),
    tenant: OWN,
    rule: 'clean',
  },
  {
    table: 'identifier',
    key: { tenant_id: 'text', key: 'text' },
    columns: text('reason'),
    tenant: OWN,
    rule: 'clean',
  },
  {
    table: 'principal_merge',
    key: ID,
    columns: text('moved', 'reason'),
    tenant: OWN,
    rule: 'clean',
  },
  {
    table: 'approval',
    key: ID,
    columns: { ...text('about', 'summary', 'comment'), request: 'jsonb' },
    tenant: OWN,
    rule: 'clean',
  },
  { table: 'alert', key: ID, columns: text('target', 'text'), tenant: OWN, rule: 'clean' },
  {
    table: 'parked_signal',
    key: { signal_id: 'uuid' },
    columns: text('error'),
    tenant: 'exists (select from signal s where s.id = t.signal_id and s.tenant_id = $1)',
    rule: 'clean',
  },
  {
    table: 'job',
    key: ID,
    columns: text('request', 'cursor', 'failure'),
    tenant: ANY,
    rule: 'clean',
  },
  {
    table: 'backtest',
    key: { job_id: 'uuid' },
    columns: text('against', 'result'),
    tenant: ANY,
    rule: 'clean',
  },
  {
    table: 'backtest_example',
    key: { job_id: 'uuid', nr: 'bigint' },
    columns: text('foreseen'),
    tenant: ANY,
    rule: 'clean',
  },
  {
    table: 'backtest_suppression',
    key: { job_id: 'uuid', key: 'text', stream_id: 'text' },
    columns: text('key'),
    tenant: ANY,
    rule: 'remove',
  },
  {
    table: 'policy_trouble',
    key: { policy_id: 'text' },
    columns: text('last_error'),
    tenant: ANY,
    rule: 'clean',
  },
  {
    table: 'router_state',
    key: { id: 'bigint' },
    columns: text('reason'),
    tenant: ANY,
    rule: 'clean',
  },
  {
    table: 'source_refusal',
    key: { source_id: 'text', day: 'date', code: 'text' },
    columns: { samples: 'jsonb' },
    tenant: ofSource,
    rule: 'clean',
  },
  {
    table: 'source_poll',
    key: { source_id: 'text' },
    columns: text('problem'),
    tenant: ofSource,
    rule: 'clean',
  },
  {
    table: 'upstream_drive',
    key: { source_id: 'text' },
    columns: text('trouble', 'status_reason'),
    tenant: ofSource,
    rule: 'clean',
  },
  {
    table: 'upstream_arrival',
    key: { source_id: 'text' },
    columns: text('told_reason'),
    tenant: ofSource,
    rule: 'clean',
  },
  {
    table: 'conformance_run',
    key: { id: 'text' },
    columns: { ...text('seen', 'steps'), request: 'jsonb' },
    tenant: ofSource,
    rule: 'clean',
  },
  {
    table: 'policy',
    key: { id: 'text' },
    columns: { document: 'jsonb' },
    tenant: ANY,
    rule: 'tell',
  },
  {
    table: 'policy_version',
    key: { policy_id: 'text', version: 'bigint' },
    columns: { document: 'jsonb' },
    tenant: ANY,
    rule: 'tell',
  },
  {
    table: 'audit',
    key: { seq: 'bigint' },
    columns: text('target', 'txn', 'detail'),
    tenant: OWN,
    rule: 'audit',
  },
]
