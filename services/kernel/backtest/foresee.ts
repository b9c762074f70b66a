import { createHash } from 'node:crypto'
import { secondsOf } from '../../../schemas/duration.ts'
import type { HubEvent } from '../../../schemas/event.ts'
import type { Severity } from '../../../schemas/incident.ts'
import type { PrincipalKind } from '../../../schemas/principal.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { decide, type Decided } from '../policy/decide.ts'
import type { Facts } from '../policy/facts.ts'
import type { RateUsed } from '../store/backtest-progress.ts'
import type { Contenders } from './contenders.ts'

/** An event that would have been made. `isOwn`: by the policy that is tried; else one that may silence such a one. */
export type Foretold = {
  event: HubEvent
  isOwn: boolean
  alsoByOthers: boolean
  heldFor: 'approval' | 'rate' | undefined
  who: { key: string; kind: PrincipalKind | undefined }
}

/** What the policy makes of one signal. `because`: why it passes it by, where it does. */
export type Forecast = {
  facts: Facts
  verdict: { kind: 'matched' } | { kind: 'skipped' | 'failed'; because: string }
  events: readonly Foretold[]
  incidents: readonly Severity[]
  notices: readonly string[]
}

/** Pure: what `decide` says of a signal, with the policy that is tried on, and without it. */
export function foresee(facts: Facts, { own, others }: Contenders): Forecast {
  const mine = decide(facts, { policies: [own], isStopped: false })
  const theirs = decide(facts, { policies: others, isStopped: false })
  const rivals = new Map<string, HubEvent>(theirs.events.map((event) => [event.id, event]))
  const events = mine.events.map((event) => foretell(event, rivals.get(event.id), facts))
  const types = new Set(mine.events.map(({ type }) => type))
  const isSilencing = own.policy.suppress !== undefined
  const silencing = theirs.events
    .filter(({ id, suppress, heldFor }) => suppress && heldFor === undefined && !hasId(events, id))
    .map((event) => ({ ...foretell(event, undefined, facts), isOwn: false }))
  return {
    facts,
    verdict: verdictOf(mine, types.size > 0),
    events: isSilencing ? [...events, ...silencing] : events,
    incidents: mine.raise,
    notices: mine.notices.map(({ channel }) => channel),
  }
}

const hasId = (events: readonly Foretold[], id: string): boolean =>
  events.some(({ event }) => event.id === id)

/** What two policies want is made once, as `decide` joins it. */
function foretell(event: HubEvent, rival: HubEvent | undefined, facts: Facts): Foretold {
  const { suppress, heldFor, ...rest } = event
  const isWaiting = heldFor !== undefined && !(rival && rival.heldFor === undefined)
  const silence = rival ? shorter(suppress, rival.suppress) : suppress
  return {
    event: { ...rest, ...(silence ? { suppress: silence } : {}) },
    isOwn: true,
    alsoByOthers: rival !== undefined,
    heldFor: isWaiting ? 'approval' : undefined,
    who: whoOf(event, facts),
  }
}

const shorter = (one: HubEvent['suppress'], other: HubEvent['suppress']): HubEvent['suppress'] =>
  one && other ? (one.seconds <= other.seconds ? one : other) : undefined

/** Whom an event is about: a related principal, or the signal's own. */
function whoOf({ subject }: HubEvent, { signal, principals, related }: Facts): Foretold['who'] {
  const other = related.find((one) => one.subject === subject)
  if (other) return { key: other.id, kind: other.kind }
  const { primary } = principals
  return primary && subject === signal.subject
    ? { key: primary.id, kind: primary.kind }
    : { key: digest(canonicalSubjectKey(subject)), kind: undefined }
}

/** What is kept for counting names nobody. */
export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url')

function verdictOf({ decisions, raise, notices }: Decided, emits: boolean): Forecast['verdict'] {
  const [first] = decisions
  if (first?.decision === 'skip') return { kind: 'skipped', because: first.because }
  if (first?.decision === 'error') return { kind: 'failed', because: first.because }
  return emits || raise.length > 0 || notices.length > 0
    ? { kind: 'matched' }
    : { kind: 'skipped', because: 'nobody who is related to it is known' }
}

/**
 * Pure: what is above the policy's rate limit is held, as store/policy-rates.ts counts it. An event that a policy of a
 * lower id makes too is counted there.
 */
export function limitRate(
  forecasts: readonly Forecast[],
  { own, others }: Contenders,
  used: RateUsed | undefined,
): { forecasts: readonly Forecast[]; used: RateUsed | undefined } {
  const { rateLimit } = own.policy
  if (!rateLimit) return { forecasts, used: undefined }
  const isFirst = others.every(({ policy }) => policy.id > own.policy.id)
  let { startedAt, count } = used ?? { startedAt: new Date(0), count: 0 }
  const limited = forecasts.map((one) => {
    const at = one.facts.signal.receivedAt
    if (at.getTime() >= startedAt.getTime() + secondsOf(rateLimit.per) * 1_000) {
      startedAt = at
      count = 0
    }
    const events = one.events.map((event): Foretold => {
      if (!event.isOwn || (event.alsoByOthers && !isFirst)) return event
      count += 1
      return count > rateLimit.max ? { ...event, heldFor: event.heldFor ?? 'rate' } : event
    })
    return { ...one, events }
  })
  return { forecasts: limited, used: { startedAt, count } }
}
