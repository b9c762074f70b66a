import { randomBytes } from 'node:crypto'
import type { LiveChange } from '../../../schemas/live.ts'
import type { Deps } from '../../kernel/deps.ts'
import { errorText } from '../../kernel/errors.ts'
import type { Service } from '../../kernel/run.ts'
import type { Operator } from '../access/operator.ts'
import { startLooking } from './look.ts'

export type Message = { id: string; event: 'change' | 'resync' | 'ping' | 'over'; data: unknown }

/** Somebody who watches, by session or by token. */
export type Watcher = {
  by: Pick<Operator, 'sessionId' | 'tokenId'>
  send(message: Message): void
  end(): void
}

export type Feed = Required<Pick<Service, 'run'>> & {
  /** Joins; what was missed since the message `after` comes first. Answers how to leave. */
  join(watcher: Watcher, after: string | undefined): () => void
  size(): number
}

const EVERY_MS = 1_000
const PING_TICKS = 15
const IDLE_MS = 3_600_000
/** Messages that are kept for who was away for a moment. */
const KEPT = 300

type FeedDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config'>

/**
 * One look a second for everybody who watches, and none while nobody does. Whoever was ended as an operator is sent away
 * with the same look.
 */
export function createFeed(deps: FeedDeps): Feed {
  const watchers = new Set<Watcher>()
  const log = createLog()
  let arrived = new AbortController()
  const someone = async (signal: AbortSignal) => {
    arrived = new AbortController()
    await deps.clock.sleep(IDLE_MS, AbortSignal.any([signal, arrived.signal]))
  }
  return {
    size: () => watchers.size,
    join(watcher, after) {
      for (const message of log.since(after)) watcher.send(message)
      watchers.add(watcher)
      arrived.abort()
      return () => watchers.delete(watcher)
    },
    async run(signal) {
      while (!signal.aborted) {
        if (watchers.size === 0) await someone(signal)
        await watch({ watchers, log }, deps, signal).catch(async (error: unknown) => {
          deps.log.warn({ reason: errorText(error) }, 'live feed interrupted')
          await deps.clock.sleep(EVERY_MS, signal)
        })
      }
      for (const watcher of watchers) watcher.end()
    },
  }
}

type Audience = { watchers: Set<Watcher>; log: ReturnType<typeof createLog> }

/** Until nobody watches any more. */
async function watch(
  { watchers, log }: Audience,
  deps: FeedDeps,
  signal: AbortSignal,
): Promise<void> {
  const all = (message: Message) => {
    for (const watcher of watchers) watcher.send(message)
  }
  const look = await startLooking(deps)
  all({ id: log.last(), event: 'resync', data: {} }) // what happened before the first look is not known
  for (let n = 1; watchers.size > 0 && !signal.aborted; n += 1) {
    const change = await look()
    if (change) all(log.add(change))
    if (n % PING_TICKS === 0) all({ id: log.last(), event: 'ping', data: {} })
    await sendAway(watchers, deps)
    await deps.clock.sleep(EVERY_MS, signal)
  }
  log.forget()
}

/** Ends the streams of those whose session or token is over. */
async function sendAway(watchers: Set<Watcher>, { store, config }: FeedDeps): Promise<void> {
  const idsOf = (name: 'sessionId' | 'tokenId') => [...watchers].flatMap(({ by }) => by[name] ?? [])
  const [sessions, tokens] = await Promise.all([
    store.operatorSessions.openOf(idsOf('sessionId'), config.console.idleMs),
    store.adminTokens.validOf(idsOf('tokenId')),
  ])
  for (const watcher of watchers) {
    const { sessionId, tokenId } = watcher.by
    const isOver =
      (sessionId !== undefined && !sessions.has(sessionId)) ||
      (tokenId !== undefined && !tokens.has(tokenId))
    if (!isOver) continue
    watcher.send({ id: '', event: 'over', data: {} })
    watcher.end()
    watchers.delete(watcher)
  }
}

/** The last messages, by ids that another process's are not mistaken for. */
function createLog() {
  const process = randomBytes(4).toString('hex')
  let kept: Message[] = []
  let last = 0
  const idOf = (n: number) => `${process}-${String(n)}`
  const resync = (): Message => ({ id: idOf(last), event: 'resync', data: {} })
  return {
    last: () => idOf(last),
    add(change: LiveChange): Message {
      last += 1
      const message: Message = { id: idOf(last), event: 'change', data: change }
      kept = [...kept.slice(1 - KEPT), message]
      return message
    },
    /** What came after that message, or that it is not known any more. */
    since(after: string | undefined): Message[] {
      if (after === undefined || after === '' || after === idOf(last)) return []
      const at = kept.findIndex(({ id }) => id === after)
      return at === -1 ? [resync()] : kept.slice(at + 1)
    },
    forget() {
      kept = []
      last += 1
    },
  }
}
