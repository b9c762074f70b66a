import { atMost } from '../kernel/clock.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { noticeBody } from '../kernel/notify/notice-body.ts'
import { waitAfter } from '../kernel/notify/retry.ts'
import { send, type Sent } from '../kernel/notify/send.ts'
import type { DueNotice, Outcome } from '../kernel/store/channel-notices.ts'

const EVERY_MS = 1_000
const TROUBLES_EVERY_MS = 5_000
/** Notices of one channel in one round; while more than so many are under way, none are added: no more than an origin has connections. */
const OF_EACH = 4
/** A stop waits so long for answers; what is not on record by then is told again, with the same id. */
const STOP_MS = 5_000

type NoticesDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'outbound' | 'metrics'>

/** Tells channels what policies had to say (kernel/notify), and operators what could not be told. */
export async function tellChannels(deps: NoticesDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  const underWay = new Map<Promise<void>, string>()
  let lookedAtMs = -Infinity
  while (!signal.aborted) {
    let round: Promise<unknown> = clock.sleep(EVERY_MS, signal)
    try {
      const telling = await tellSome(deps, underWay)
      // A full round is followed by the next as soon as it is over; a slow channel does not hold it up.
      if (telling.length >= OF_EACH) round = Promise.race([round, Promise.all(telling)])
      if (clock.now().getTime() - lookedAtMs >= TROUBLES_EVERY_MS) {
        lookedAtMs = clock.now().getTime()
        await tellOfTroubles(deps)
      }
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'channels not told, next round follows')
    }
    await round
  }
  await atMost(clock, STOP_MS, Promise.all(underWay.keys()))
}

async function tellSome(
  deps: NoticesDeps,
  underWay: Map<Promise<void>, string>,
): Promise<Promise<void>[]> {
  const counts = Map.groupBy(underWay.values(), (channel) => channel)
  const busy = [...counts].filter(([, own]) => own.length > OF_EACH).map(([name]) => name)
  return (await deps.store.channelNotices.claim(OF_EACH, busy)).map((due) => {
    const telling = tell(due, deps).finally(() => underWay.delete(telling))
    underWay.set(telling, due.notice.channel)
    return telling
  })
}

/** Never rejects: what is not on record is tried again once its lease is over. */
async function tell(due: DueNotice, deps: NoticesDeps): Promise<void> {
  const { store, log, metrics } = deps
  const { id, channel, attempts } = due.notice
  try {
    const sent = await sendTo(due, deps)
    const outcome = outcomeOf(sent, attempts + 1, Math.random())
    await store.channelNotices.settle(id, outcome)
    metrics.noticesSent.inc({ outcome: outcome.state === 'pending' ? 'retry' : outcome.state })
    const { isGone: _, ...told } = sent
    log.info({ noticeId: id, channel, attempt: attempts + 1, ...told }, 'channel told')
  } catch (error) {
    log.warn({ noticeId: id, channel, reason: errorText(error) }, 'channel not told, tried again')
  }
}

async function sendTo({ notice, told }: DueNotice, deps: NoticesDeps): Promise<Sent> {
  const channel = await deps.store.channels.open(notice.channel)
  if (!channel) throw new Error('it is gone meanwhile')
  const { url, secrets } = channel
  const now = deps.clock.now()
  return send(deps.outbound, { id: notice.id, url, secrets, body: noticeBody(told), now })
}

/** Pure: what a request came to, after so many; `random` from 0 to 1. */
export function outcomeOf(
  { isDelivered, isGone, failure = 'no answer', retryAfterSeconds }: Sent,
  attempts: number,
  random: number,
): Outcome {
  if (isDelivered) return { state: 'delivered' }
  const waitSeconds = isGone ? undefined : waitAfter(attempts, { random, retryAfterSeconds })
  return waitSeconds === undefined
    ? { state: 'dead', failure }
    : { state: 'pending', waitSeconds, failure }
}

async function tellOfTroubles({ store }: NoticesDeps): Promise<void> {
  await store.channelNotices.giveUpOrphans()
  const { failing, dead } = await store.channelNotices.troubles()
  await store.alerts.settle(
    'channel-failing',
    failing.map(({ channel, since, lastFailure }) => ({
      target: `channel:${channel}`,
      text: `Nothing has been told to ${channel} since ${since.toISOString()}; the last failure: ${lastFailure}`,
    })),
  )
  await store.alerts.settle(
    'notices-dead',
    dead.map(({ channel, notices }) => ({
      target: `channel:${channel}`,
      text: `${String(notices)} ${notices === 1 ? 'notice was' : 'notices were'} given up: POST /admin/notices/replay sends them again`,
    })),
  )
}
