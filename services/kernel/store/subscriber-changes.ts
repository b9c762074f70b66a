// The changes of a subscriber and what they mean for its streams, in one transaction (subscribers.ts).
import { eventsSupported } from '../../../schemas/events/index.ts'
import type { Sql } from './database.ts'
import { followSubscriber } from './stream-changes.ts'
import type { Subscriber } from './subscribers.ts'

/** What of a subscriber can change. */
export type SubscriberChanges = Partial<Changeable>
type Changeable = Pick<
  Subscriber,
  | 'name'
  | 'description'
  | 'allowedEvents'
  | 'pushHosts'
  | 'ipRanges'
  | 'subjectFormats'
  | 'signingAlg'
  | 'requireDpop'
  | 'defaultSubjects'
>

/** The row lock keeps streams from being made or changed by what the subscriber was. */
export async function changeSubscriber(
  sql: Sql,
  id: string,
  changes: SubscriberChanges,
): Promise<void> {
  const { rows } = await sql.query<Changeable>(
    `select name, description, allowed_events as "allowedEvents", push_hosts as "pushHosts", ip_ranges as "ipRanges",
       subject_formats as "subjectFormats", signing_alg as "signingAlg", require_dpop as "requireDpop",
       default_subjects as "defaultSubjects" from subscriber where id = $1 for update`,
    [id],
  )
  const [before] = rows
  if (!before) return
  const after = { ...before, ...changes }
  await sql.query(
    `update subscriber set name = $2, description = $3, allowed_events = $4, push_hosts = $5, ip_ranges = $6,
       subject_formats = $7, signing_alg = $8, require_dpop = $9, default_subjects = $10 where id = $1`,
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
    ],
  )
  await followSubscriber(sql, id, eventsSupported(after))
}
