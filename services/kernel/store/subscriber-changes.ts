// The changes of a subscriber and what they mean for its streams, in one transaction (subscribers.ts).
import { eventsSupported } from '../../../schemas/events/index.ts'
import type { Sql } from './database.ts'
import { followSubjectFormats, followSubscriber } from './stream-changes.ts'

/** What of a subscriber can change (subscribers.ts tells what each means). */
export type SubscriberChanges = Partial<Changeable>
type Changeable = {
  name: string
  description: string | null
  allowedEvents: string[]
  pushHosts: string[]
  ipRanges: string[]
  subjectFormats: string[]
  tellFormats: string[]
  tellIssuers: string[]
  tags: string[]
  signingAlg: string
  requireDpop: boolean
  defaultSubjects: 'ALL' | 'NONE'
}

/** What says by which names its streams are told of subjects. */
const TELLING = ['subjectFormats', 'tellFormats', 'tellIssuers'] as const

/** The row lock keeps streams from being made or changed by what the subscriber was. */
export async function changeSubscriber(
  sql: Sql,
  id: string,
  changes: SubscriberChanges,
): Promise<void> {
  const { rows } = await sql.query<Changeable>(
    `select name, description, allowed_events as "allowedEvents", push_hosts as "pushHosts", ip_ranges as "ipRanges",
       subject_formats as "subjectFormats", signing_alg as "signingAlg", require_dpop as "requireDpop",
       default_subjects as "defaultSubjects", tags, tell_formats as "tellFormats", tell_issuers as "tellIssuers" from subscriber where id = $1 for update`,
    [id],
  )
  const [before] = rows
  if (!before) return
  const after = { ...before, ...changes }
  await sql.query(
    `update subscriber set name = $2, description = $3, allowed_events = $4, push_hosts = $5, ip_ranges = $6,
       subject_formats = $7, signing_alg = $8, require_dpop = $9, default_subjects = $10, tags = $11,
       tell_formats = $12, tell_issuers = $13 where id = $1`,
    [
      id,
      after.name,
      after.description,
      after.allowedEvents,
      after.pushHosts,
      after.ipRanges,
      after.subjectFormats,
      after.signingAlg,
      after.requireDpop,
      after.defaultSubjects,
      after.tags,
      after.tellFormats,
      after.tellIssuers,
    ],
  )
  await followSubscriber(sql, id, eventsSupported(after))
  if (TELLING.some((name) => String(after[name]) !== String(before[name])))
    await followSubjectFormats(sql, id)
}
