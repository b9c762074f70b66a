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

/** Names are replaced; of the tenant itself, of anybody's, of a stream, of a source. */
const cleaned =
  (tenant: string) =>
  (table: string, key: Place['key'], columns: Place['columns']): Place => ({
    ...{ table, key, columns, tenant },
    rule: 'clean',
  })
const [own, common] = [cleaned(OWN), cleaned(ANY)]
const [streams, sources] = [cleaned(ofStream), cleaned(ofSource)]

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
    tenant: 'coalesce((select s.tenant_id from signal s where s.id = t.signal_id), $1) = $1',
    rule: 'key',
  },
  streams('attempt', { id: 'bigint', at: 'timestamptz' }, text('err', 'description', 'response')),
  streams('delivery_exception', { stream_id: 'text', seq: 'bigint' }, text('err', 'description')),
  {
    table: 'control_set',
    key: { jti: 'text' },
    columns: text('payload'),
    tenant: ofStream,
    rule: 'control',
  },
  streams('stream_cursor', { stream_id: 'text' }, text('last_failure')),
  own('stream', { id: 'text' }, text('description', 'status_reason')),
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
  streams('enforcement', { event_id: 'uuid', stream_id: 'text' }, text('note')),
  own('subscriber', { id: 'text' }, text('description')),
  own('incident', ID, text('txn')),
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
  own('identifier_history', { id: 'bigint' }, text('key', 'subject', 'reason', 'ended_because')),
  own('identifier', { tenant_id: 'text', key: 'text' }, text('reason')),
  {
    table: 'directory_user',
    key: ID,
    columns: text('attributes'),
    tenant: 'exists (select from directory d where d.id = t.directory_id and d.tenant_id = $1)',
    rule: 'clean',
  },
  own('directory', { id: 'text' }, text('refused_because')),
  own('principal_merge', ID, text('moved', 'reason')),
  own('approval', ID, { ...text('about', 'summary', 'comment', 'txn', 'cause'), request: 'jsonb' }),
  own('channel_notice', ID, text('about', 'text', 'last_failure')),
  common('channel', { name: 'text' }, text('description')),
  own('alert', ID, text('target', 'text')),
  {
    table: 'parked_signal',
    key: { signal_id: 'uuid' },
    columns: text('error'),
    tenant: 'exists (select from signal s where s.id = t.signal_id and s.tenant_id = $1)',
    rule: 'clean',
  },
  {
    table: 'parked_event',
    key: { event_id: 'uuid' },
    columns: text('error'),
    tenant: 'exists (select from event e where e.id = t.event_id and e.tenant_id = $1)',
    rule: 'clean',
  },
  common('job', ID, text('request', 'cursor', 'failure')),
  common('backtest', { job_id: 'uuid' }, text('against', 'result')),
  common('backtest_example', { job_id: 'uuid', nr: 'bigint' }, text('foreseen')),
  {
    table: 'backtest_suppression',
    key: { job_id: 'uuid', key: 'text', stream_id: 'text' },
    columns: text('key'),
    tenant: ANY,
    rule: 'remove',
  },
  common('policy_trouble', { policy_id: 'text' }, text('last_error')),
  common('router_state', { id: 'bigint' }, text('reason')),
  sources('source_refusal', { source_id: 'text', day: 'date', code: 'text' }, { samples: 'jsonb' }),
  sources('source_poll', { source_id: 'text' }, text('problem')),
  sources('upstream_drive', { source_id: 'text' }, text('trouble', 'status_reason')),
  sources('upstream_arrival', { source_id: 'text' }, text('told_reason')),
  sources('conformance_run', { id: 'text' }, { ...text('seen', 'steps'), request: 'jsonb' }),
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
