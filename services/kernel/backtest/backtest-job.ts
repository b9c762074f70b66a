import { setImmediate } from 'node:timers/promises'
import { BacktestJob, type ForeseenEvent } from '../../../schemas/backtest.ts'
import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { isAbout } from '../policy/applies.ts'
import { gather } from '../policy/gather.ts'
import type { Facts } from '../policy/facts.ts'
import {
  beginBacktest,
  countPrincipals,
  countStreams,
  endBacktest,
  keepExamples,
  readProgress,
  saveProgress,
  type NewExample,
} from '../store/backtest-progress.ts'
import {
  countStretch,
  glimpse,
  loadDecided,
  stretchOf,
  type Decided,
} from '../store/backtest-signals.ts'
import type { Sql } from '../store/database.ts'
import type { Given, Step, Work } from '../store/job-work.ts'
import { policiesInForce } from '../store/policies.ts'
import { contendersOf, type Contenders } from './contenders.ts'
import { foresee, limitRate, type Forecast, type Foretold } from './foresee.ts'
import { identify } from './identify.ts'
import {
  countEvent,
  countForecasts,
  countSeen,
  countWho,
  emptyResult,
  type Counted,
} from './result.ts'
import { tellStreams, type Told } from './tell-streams.ts'

/** Examples that are kept of one backtest. */
const MOST_EXAMPLES = 1_000

/** What a policy would have done on stored signals, in the order in which they came. Writes nothing but what it has found. */
export const backtestJob: Work = { count, run }

type Cursor = { afterId: string }

async function count(sql: Sql, given: Given): Promise<Step> {
  const asked = BacktestJob.parse(given.request)
  const stretch = stretchFrom(asked, given)
  if (given.cursor === null) {
    const { policies } = await policiesInForce(sql)
    await beginBacktest(sql, given.jobId, {
      against: policies,
      result: emptyResult(asked),
      rate: undefined,
    })
  }
  const { signals, lastId } = await countStretch(sql, stretch)
  return { ...NOTHING, cursor: lastId === null ? null : { afterId: lastId }, done: signals }
}

const NOTHING = { skipped: 0, tally: {}, streamIds: [] } as const satisfies Partial<Step>

const stretchFrom = ({ from, to }: BacktestJob, { cursor }: Given) => ({
  ...stretchOf(from, to),
  ...(cursor === null ? {} : (cursor as Cursor)), // our own, of the part before
})

async function run(sql: Sql, given: Given): Promise<Step> {
  const asked = BacktestJob.parse(given.request)
  const { against, result, rate } = await readProgress(sql, given.jobId)
  const contenders = contendersOf(asked, against)
  const seen = await glimpse(sql, stretchFrom(asked, given), given.limit)
  const about = seen.filter((one) => isAbout(contenders.own, one))
  const decided = await loadDecided(
    sql,
    about.filter(({ state }) => state === 'decided').map(({ id }) => id),
  )
  const facts = await factsOf(sql, decided, contenders)
  const { forecasts, used } = limitRate(await foreseeAll(facts, contenders), contenders, rate)
  countSeen(result, seen, about)
  const before = result.signals.matched
  countForecasts(result, forecasts)
  const told = await reach(sql, given, { forecasts, decided, result })
  await keepExamples(sql, given.jobId, examplesOf(forecasts, told, before))
  await saveProgress(sql, given.jobId, { result, rate: used })
  const lastId = seen.length === given.limit ? seen.at(-1)?.id : undefined
  if (lastId === undefined) await endBacktest(sql, given.jobId)
  const matched = result.signals.matched - before
  return {
    ...NOTHING,
    cursor: lastId === undefined ? null : { afterId: lastId },
    done: seen.length,
    tally: { matched },
  }
}

/** Signals that are decided on before others of this process have a turn: a condition may take its whole budget. */
const IN_A_GO = 10

async function foreseeAll(facts: readonly Facts[], contenders: Contenders): Promise<Forecast[]> {
  const forecasts: Forecast[] = []
  for (const one of facts) {
    forecasts.push(foresee(one, contenders))
    if (forecasts.length % IN_A_GO === 0) await setImmediate()
  }
  return forecasts
}

/**
 * Each with its own history: signals of one part may lie far apart, and those of a router's turn, which are looked up
 * together, do not.
 */
async function factsOf(
  sql: Sql,
  decided: readonly Decided[],
  { own, others }: Contenders,
): Promise<Facts[]> {
  const policies = [own, ...others]
  const layers = policies.some(({ history }) => history) ? layersOf(decided) : [decided]
  const facts = new Map<string, Facts>()
  for (const layer of layers) {
    const gathered = await gather(sql, layer.map(identify), policies)
    for (const one of gathered.facts) facts.set(one.signal.id, one)
  }
  return decided.flatMap(({ signal: { id } }) => facts.get(id) ?? [])
}

/** In each nobody occurs twice. */
function layersOf(decided: readonly Decided[]): Decided[][] {
  const layers: Decided[][] = []
  const seen = new Map<string, number>()
  for (const one of decided) {
    const who = one.principal?.id ?? canonicalSubjectKey(one.signal.subject)
    const place = seen.get(who) ?? 0
    seen.set(who, place + 1)
    const layer = (layers[place] ??= [])
    layer.push(one)
  }
  return layers
}

/** Whom the events are about and which streams would be told, by event id. */
async function reach(
  sql: Sql,
  { jobId, now }: Given,
  {
    forecasts,
    decided,
    result,
  }: { forecasts: readonly Forecast[]; decided: readonly Decided[]; result: Counted },
): Promise<Map<string, Told['counts'][number]>> {
  const scopes = new Map<string, string>(decided.map(({ signal, scope }) => [signal.id, scope]))
  const due = forecasts.flatMap(({ facts: { signal }, events }) =>
    events
      .filter(({ heldFor }) => heldFor !== 'rate')
      .map((foretold) => ({
        foretold,
        at: signal.receivedAt,
        scope: scopes.get(signal.id) ?? '',
      })),
  )
  const told = await tellStreams(sql, jobId, due, now)
  const reached = new Map(
    due.map(({ foretold }, index) => [foretold.event.id as string, told.counts[index] ?? NOBODY]),
  )
  const own = forecasts.flatMap(({ events }) => events.filter(({ isOwn }) => isOwn))
  for (const event of own) countEvent(result, event, reached.get(event.event.id) ?? NOBODY)
  result.streams += await countStreams(sql, jobId, told.streams)
  const who = new Map(own.map((event) => [event.who.key, event.who]))
  const fresh = await countPrincipals(sql, jobId, [...who.keys()])
  countWho(
    result,
    [...who.values()].filter(({ key }) => fresh.has(key)),
  )
  return reached
}

const NOBODY = { told: 0, suppressed: 0 }

/** The first ones; `before`: how many there were before this part. */
function examplesOf(
  forecasts: readonly Forecast[],
  reached: Awaited<ReturnType<typeof reach>>,
  before: number,
): NewExample[] {
  return forecasts
    .filter(({ verdict }) => verdict.kind === 'matched')
    .slice(0, Math.max(0, MOST_EXAMPLES - before))
    .map(({ facts, events, incidents, notices }, index) => ({
      nr: before + index + 1,
      signalId: facts.signal.id,
      principalId: facts.principals.primary?.id,
      foreseen: {
        events: events
          .filter(({ isOwn }) => isOwn)
          .slice(0, MOST_TOLD)
          .map((event) => toForeseen(event, reached)),
        incidents: [...incidents],
        notices: [...notices],
      },
    }))
}

/** Events of one example that are kept: an integration may touch thousands. */
const MOST_TOLD = 20

const toForeseen = (
  { event, alsoByOthers, heldFor }: Foretold,
  reached: Awaited<ReturnType<typeof reach>>,
): ForeseenEvent => ({
  type: event.type,
  rule: event.becauseOf.rule,
  reason: event.becauseOf.reason,
  ...(reached.get(event.id) ?? NOBODY),
  alsoByOthers,
  ...(heldFor ? { heldFor } : {}),
  ...(event.becauseOf.signals ? { signals: event.becauseOf.signals } : {}),
})
