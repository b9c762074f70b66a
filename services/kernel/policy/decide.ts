import { eventName } from '../../../schemas/events/index.ts'
import type { HubEvent } from '../../../schemas/event.ts'
import type { Severity } from '../../../schemas/incident.ts'
import type { Decision, Policy, PolicyEmission } from '../../../schemas/policy.ts'
import { secondsOf } from '../../../schemas/duration.ts'
import { derivedId } from '../ids.ts'
import { applies, isAbout } from './applies.ts'
import type { CompiledPolicy } from './compile.ts'
import type { Facts, Related } from './facts.ts'
import { findHistory } from './history.ts'
import { toEvent, whoOf } from './to-event.ts'

/** A policy wants an operator's yes before what it emits goes out. One open question a policy and `about` is enough. */
export type Ask = { id: string; policyId: string; about: string; seconds: number; summary: string }

/** What a channel is told. `about`: whom it is about; told once in so many seconds, where there are any. */
export type Notice = {
  id: string
  channel: string
  policyId: string
  policyVersion: number
  text: string
  about: string
  suppressSeconds: number
}

/** What happens because of one signal, and why (not). */
export type Decided = {
  signalId: string
  decisions: Decision[]
  events: HubEvent[]
  asks: Ask[]
  notices: Notice[]
  /** What policies say the incident is worth at least. */
  raise: Severity[]
}

export type DecideContext = {
  policies: readonly CompiledPolicy[]
  /** The stop switch: what would be told is held. */
  isStopped: boolean
}

/**
 * Pure: every policy that is about this type of event looks at the signal. An event's id derives from the signal, its type and whom it is about, so deciding
 * twice makes the same events, and two policies that want the same event make it once.
 */
export function decide(facts: Facts, { policies, isStopped }: DecideContext): Decided {
  const decided: Decided = {
    signalId: facts.signal.id,
    decisions: [],
    events: [],
    asks: [],
    notices: [],
    raise: [],
  }
  for (const compiled of policies)
    if (isAbout(compiled, facts.signal)) decideOne(compiled, facts, decided)
  // What happened is told before what follows from it.
  const events = decided.events.toSorted(
    (a, b) => Number(b.type === facts.signal.type) - Number(a.type === facts.signal.type),
  )
  return isStopped ? held({ ...decided, events }) : { ...decided, events }
}

function decideOne(compiled: CompiledPolicy, facts: Facts, decided: Decided): void {
  const { policy } = compiled
  const by = { policyId: policy.id, policyVersion: policy.version }
  const verdict = judge(compiled, facts)
  if (!verdict.applies) {
    const decision = verdict.isError ? 'error' : 'skip'
    decided.decisions.push({ decision, ...by, because: verdict.because })
    return
  }
  const events = compiled.emissions.flatMap((emission) =>
    aboutOf(emission, facts).map((about) =>
      toEvent({ facts, policy, emission, about, because: verdict.signals }),
    ),
  )
  if (policy.mode === 'shadow') {
    decided.decisions.push(...shadowsOf(policy, events))
    return
  }
  const ask = askOf(policy, facts, events)
  if (ask) decided.asks.push(ask)
  for (const event of events)
    addEvent(decided, ask ? { ...event, heldFor: `approval:${ask.id}` } : event)
  addOtherActions(policy, facts, decided)
}

type Judged =
  | { applies: true; signals: readonly { id: string }[] }
  | { applies: false; because: string; isError?: true }

function judge(compiled: CompiledPolicy, facts: Facts): Judged {
  const fit = applies(compiled, facts)
  if (!fit.applies) return fit
  const history = findHistory(compiled, facts)
  return history.found
    ? { applies: true, signals: history.signals }
    : { ...history, applies: false }
}

/** Whom an event is about: the signal's subject (undefined), or each related principal of the kind. */
function aboutOf(emission: PolicyEmission, { related }: Facts): (Related | undefined)[] {
  const kind = 'about' in emission ? emission.about?.related : undefined
  return kind === undefined ? [undefined] : related.filter((one) => one.kind === kind)
}

function askOf(policy: Policy, facts: Facts, events: readonly HubEvent[]): Ask | undefined {
  const wanted = policy.then.find((action) => 'approval' in action)
  if (!wanted || events.length === 0) return undefined
  const { signal } = facts
  const types = [...new Set(events.map(({ type }) => eventName(type)))].join(', ')
  return {
    id: derivedId(signal.id, 'approval', policy.id),
    policyId: policy.id,
    about: whoOf(facts),
    seconds: secondsOf(wanted.approval),
    summary: `${policy.name}: ${types} about ${String(events.length)} because of ${eventName(signal.type)} from ${signal.sourceId}`,
  }
}

/** Two policies want the same event: it is made once, for the streams of both, and nothing that one asks for holds up the other's. */
function addEvent(decided: Decided, event: HubEvent): void {
  const at = decided.events.findIndex(({ id }) => id === event.id)
  const known = decided.events[at]
  if (known) decided.events[at] = both(known, event)
  else decided.events.push(event)
  decided.decisions.push({
    decision: 'emit',
    eventId: event.id,
    type: event.type,
    becauseOf: event.becauseOf,
    ...(event.heldFor === undefined ? {} : { heldFor: event.heldFor }),
  })
}

function both(one: HubEvent, other: HubEvent): HubEvent {
  const { tags, suppress, heldFor, ...event } = one
  return {
    ...event,
    ...(tags && other.tags ? { tags: [...new Set([...tags, ...other.tags])] } : {}),
    ...(suppress && other.suppress
      ? { suppress: suppress.seconds <= other.suppress.seconds ? suppress : other.suppress }
      : {}),
    ...(heldFor !== undefined && other.heldFor !== undefined ? { heldFor } : {}),
  }
}

function addOtherActions(policy: Policy, facts: Facts, decided: Decided): void {
  const by = { policyId: policy.id, policyVersion: policy.version }
  for (const action of policy.then) {
    if ('incident' in action) {
      decided.raise.push(action.incident)
      decided.decisions.push({ decision: 'incident', ...by, severity: action.incident })
    }
    if ('notify' in action) {
      decided.notices.push(noticeOf(policy, facts, action.notify))
      decided.decisions.push({ decision: 'notify', ...by, channel: action.notify })
    }
  }
}

const noticeOf = (policy: Policy, facts: Facts, channel: string): Notice => ({
  id: derivedId(facts.signal.id, 'notice', policy.id, channel),
  channel,
  policyId: policy.id,
  policyVersion: policy.version,
  text: `${policy.name}: ${policy.reason} (${eventName(facts.signal.type)} from ${facts.signal.sourceId})`,
  about: whoOf(facts),
  suppressSeconds: policy.suppress === undefined ? 0 : secondsOf(policy.suppress),
})

const shadowsOf = (policy: Policy, events: readonly HubEvent[]): Decision[] =>
  events.map(({ type }) => ({
    decision: 'shadow',
    policyId: policy.id,
    policyVersion: policy.version,
    type,
    because: `it would have: ${policy.reason}`.slice(0, 1024),
  }))

/** With the stop switch on nothing goes out, whatever it waits for besides. */
const held = (decided: Decided): Decided => ({
  ...decided,
  events: decided.events.map((event) => ({ ...event, heldFor: event.heldFor ?? 'stop' })),
  decisions: decided.decisions.map((decision) =>
    decision.decision === 'emit' ? { ...decision, heldFor: decision.heldFor ?? 'stop' } : decision,
  ),
})
