import { uriOf } from '../../../schemas/events/index.ts'
import { StreamUpdated } from '../../../schemas/events/ssf.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import type { Deps } from '../../kernel/deps.ts'
import { errorText } from '../../kernel/errors.ts'
import type { Observed, StreamWatch } from '../sets.ts'
import type { Source } from '../source.ts'
import { isRun } from './conformance/run-source.ts'
import { strangeMembers } from './critical.ts'

const VERIFICATION = uriOf('verification')
const UPDATED = uriOf('stream-updated')

/** How often at most it is written down that SETs of one source arrive. */
const NOTE_MS = 1_000

type WatchDeps = Pick<Deps, 'clock' | 'log'> & {
  store: Pick<Deps['store'], 'upstreams' | 'upstreamArrivals' | 'conformanceRuns'>
}

/** Looks at what comes on the streams that the hub has elsewhere: by push or by poll, in any process. */
export function createStreamWatch(
  deps: WatchDeps,
): StreamWatch & { run(signal: AbortSignal): Promise<void> } {
  const { store, clock, log } = deps
  const arrivals = new Map<string, { at: Date; lagSeconds: number }>()

  async function flush(): Promise<void> {
    for (const [sourceId, { at, lagSeconds }] of arrivals) {
      arrivals.delete(sourceId)
      await store.upstreamArrivals.arrived(sourceId, at, lagSeconds).catch((error: unknown) => {
        log.warn({ sourceId, reason: errorText(error) }, 'arrival not noted')
      })
    }
  }

  return {
    observe: async (source, signal) =>
      source.hasUpstream ? observe(source, signal, deps) : { ok: true },
    arrived(source, { claims }) {
      if (!source.hasUpstream || isRun(source.id)) return
      const at = clock.now()
      const lagSeconds = Math.max(0, at.getTime() / 1_000 - claims.iat)
      arrivals.set(source.id, { at, lagSeconds })
    },
    async run(signal) {
      while (!signal.aborted) {
        await clock.sleep(NOTE_MS, signal)
        await flush()
      }
    },
  }
}

async function observe(
  source: Source,
  signal: NormalisedSignal,
  deps: WatchDeps,
): Promise<Observed> {
  if (isRun(source.id)) return seenByRun(source, signal, deps)
  if (signal.type === VERIFICATION) return verification(source, signal, deps)
  if (signal.type === UPDATED) return updated(source, signal, deps)
  return critical(source, signal, deps)
}

/** On the stream of a conformance run: written down for its report, and told to nobody. */
async function seenByRun(
  { id }: Source,
  { dedupeKey: jti, type, payload: { state }, subject }: NormalisedSignal,
  { store, clock }: WatchDeps,
): Promise<Observed> {
  const run = await store.conformanceRuns.find(id)
  if (type === VERIFICATION && state !== undefined && state !== run?.stream?.expectedState)
    return WRONG_STATE
  await store.conformanceRuns.saw(id, {
    jti,
    type,
    ...(typeof state === 'string' && { state }),
    subject: typeof subject['id'] === 'string' ? subject['id'] : subject.format,
    at: clock.now().toISOString(),
  })
  return { ok: true, isDiscarded: true }
}

const WRONG_STATE: Observed = {
  ok: false,
  err: 'invalid_state',
  description: 'the verification has a state that was not sent (SSF 1.0 §8.1.4.1)',
}

/** "The Event Receiver SHALL confirm that the value for state is as expected" (SSF 1.0 §8.1.4.1). One unasked has none. */
async function verification(
  source: Source,
  { payload }: NormalisedSignal,
  { store, clock, log }: WatchDeps,
): Promise<Observed> {
  const { state } = payload
  if (typeof state !== 'string') return { ok: true } // the event's schema lets nothing else be there
  const streamId = await store.upstreamArrivals.verified(source.id, state, clock.now())
  if (streamId === undefined) return WRONG_STATE
  log.info({ sourceId: source.id, streamId }, 'stream verified')
  return { ok: true }
}

async function updated(
  source: Source,
  signal: NormalisedSignal,
  { store, clock, log }: WatchDeps,
): Promise<Observed> {
  const told = StreamUpdated.safeParse(signal.payload)
  // About a subject, as drafts allow: no news of the stream itself.
  if (!told.success || signal.subject.format !== 'opaque') return { ok: true }
  const { status, reason } = told.data
  await store.upstreamArrivals.statusTold(source.id, { status, reason, at: clock.now() })
  log.warn({ sourceId: source.id, status, reason }, 'transmitter changed the status of its stream')
  return { ok: true }
}

/** An event with a critical member that cannot be processed is discarded (SSF 1.0 §3.6): that is no error of the SET. */
async function critical(
  source: Source,
  { subject, dedupeKey }: NormalisedSignal,
  { store, log }: WatchDeps,
): Promise<Observed> {
  const strange = strangeMembers(subject)
  if (strange.length === 0) return { ok: true }
  const upstream = await store.upstreams.find(source.id)
  const listed: unknown = upstream?.drive.metadata?.document['critical_subject_members']
  const members = strange.filter((name) => Array.isArray(listed) && listed.includes(name))
  if (members.length === 0) return { ok: true }
  log.warn(
    { sourceId: source.id, jti: dedupeKey, members },
    'event discarded: it has critical members that are not understood',
  )
  return { ok: true, isDiscarded: true }
}
