import { EVENT_TYPES, isEventTypeUri, occurredAt } from '../../../schemas/events/index.ts'
import { Subject } from '../../../schemas/subject.ts'
import { fact, type Fact } from './facts.ts'
import { instantOf } from './normalised.ts'

/**
 * The fact of a sender that speaks our words: its `type` is the URI of a specified event type, `sub_id` in its data names
 * the subject, the rest of the data is the event. Anything else is no fact.
 */
export function factOfUri(type: string, data: Record<string, unknown>, time: unknown): Fact[] {
  if (!isEventTypeUri(type) || EVENT_TYPES[type].family === 'ssf') return []
  // `subject` is left out: in old drafts it may hold a token itself.
  const { sub_id: subId, subject: _subject, ...payload } = data
  return fact(EVENT_TYPES[type].name, Subject.safeParse(subId).data, {
    payload,
    occurredAt: occurredAt(payload) ?? instantOf(time),
  })
}
