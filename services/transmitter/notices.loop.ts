import type { Deps } from '../kernel/deps.ts'
import { errorText } from '../kernel/errors.ts'
import { noticeBody } from '../kernel/notify/notice-body.ts'
import { waitAfter } from '../kernel/notify/retry.ts'
import { send, type Sent } from '../kernel/notify/send.ts'
import type { DueNotice, Outcome } from '../kernel/store/channel-notices.ts'

const EVERY_MS = 1_000
const TROUBLES_EVERY_MS = 15_000
/** Requests to one channel at once. */
const OF_EACH = 4

type NoticesDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'outbound' | 'metrics'>

/** Tells channels what policies had to say (kernel/notify), and operators what could not be told. */
export async function tellChannels(deps: NoticesDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, log } = deps
  const underWay = new Set<Promise<void>>()
  let lookedAtMs = -Infinity
  while (!signal.aborted) {
    try {
      for (const due of await store.channelNotices.claim(OF_EACH)) {
        const telling = tell(due, deps).finally(() => underWay.delete(telling))
        underWay.add(telling)
      }
      if (clock.now().getTime() - lookedAtMs >= TROUBLES_EVERY_MS) {
        lookedAtMs = clock.now().getTime()
        await tellOfTroubles(deps)
      }
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'channels not told, next round follows')
    }
    await clock.sleep(EVERY_MS, signal)
  }
  await Promise.all(underWay)
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
