import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import { errorText } from '../../kernel/errors.ts'
import { readStream } from '../../kernel/upstream/stream.ts'
import type { Source } from '../source.ts'
import { backoffMs } from './backoff.ts'
import type { Link } from './link.ts'
import type { Polled, PollPlan } from './poll-plan.ts'
import { pollStream, type PollDeps } from './poll.loop.ts'
import { takeSets, type TakeSetsDeps } from './take-sets.ts'

/** Polls a source's stream as long as it is one to be polled, beside what else is done with its transmitter. */
export type Polling = {
  /** Begins, goes on or ends, as the stream is now. */
  follow(record: UpstreamRecord, link: Link | undefined): Promise<void>
  /** Resolves when the poll under way is given up and what is on disk is acknowledged. */
  stop(): Promise<void>
}

export type PollingDeps = Pick<PollDeps, 'clock' | 'random'> & {
  take: TakeSetsDeps & { sources: { get(id: string): Promise<Source | undefined> } }
  /** Told of each poll of this source. */
  onPolled: (polled: Polled, next: PollPlan) => void
  log: { warn(fields: object, message: string): void }
}

type Target = { endpointUrl: string; session: Link['session'] }
type Running = Target & { stopping: AbortController; done: Promise<void> }

export function createPolling(sourceId: string, deps: PollingDeps): Polling {
  let running: Running | undefined

  async function stop(): Promise<void> {
    const ending = running
    running = undefined
    ending?.stopping.abort()
    await ending?.done
  }

  return {
    stop,
    async follow(record, link) {
      const target = targetOf(record, link)
      const isSame =
        running?.endpointUrl === target?.endpointUrl && running?.session === target?.session
      if (isSame) return
      await stop()
      if (!target) return
      const stopping = new AbortController()
      running = { ...target, stopping, done: poll(sourceId, target, deps, stopping.signal) }
    },
  }
}

function targetOf(
  { isRemoved, settings, drive, issuer }: UpstreamRecord,
  link: Link | undefined,
): Target | undefined {
  if (isRemoved || !settings.enabled || !drive.stream || !link) return undefined
  const read = readStream(drive.stream.document, issuer)
  if (!read.ok || read.stream.delivery !== 'poll') return undefined
  const { endpointUrl } = read.stream
  return endpointUrl === undefined ? undefined : { endpointUrl, session: link.session }
}

async function poll(
  sourceId: string,
  target: Target,
  deps: PollingDeps,
  signal: AbortSignal,
): Promise<void> {
  const take: PollDeps['take'] = async (sets) => {
    const source = await deps.take.sources.get(sourceId)
    if (source) return takeSets(source, sets, deps.take)
    return { ack: [], setErrs: new Map(), delayed: Object.keys(sets) }
  }
  for (let stumbles = 1; !signal.aborted; stumbles++) {
    await pollStream({ ...target, ...deps, take }, signal).catch(async (error: unknown) => {
      deps.log.warn({ sourceId, reason: errorText(error) }, 'polling stumbled, it begins anew')
      await deps.clock.sleep(backoffMs(stumbles, deps.random()), signal)
    })
  }
}
