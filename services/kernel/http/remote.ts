import { HubError } from '../errors.ts'

type Deps = {
  clock: { now(): Date }
  log: { warn(fields: object, message: string): void }
}

/** One document of somebody else's, of which we keep a copy. */
export type Remote<T> = {
  /**
   * What `look` finds in the copy. Where the copy is old or nothing is found, it is fetched again first, unless that was just
   * tried. Undefined only where the document, as it is now, does not hold it.
   * @throws HubError `unavailable` when that cannot be known: an outage, never the fault of who asks
   */
  find<R>(look: (held: T) => R | undefined | Promise<R | undefined>): Promise<R | undefined>
}

const FRESH_MS = 10 * 60_000
const STALE_MS = 24 * 3_600_000
/** Least time between two fetches, whatever was asked: unknown names cannot drive us to flood a peer. */
export const COOLDOWN_MS = 30_000
/** The same while nothing is held at all, when everybody waits for the first answer. */
const FIRST_FETCH_COOLDOWN_MS = 5_000

/** Fresh, or stale while its place is down; one fetch at a time. `name` is for the log and for the error. */
export function createRemote<T>(
  { name, load }: { name: string; load: () => Promise<T> },
  { clock, log }: Deps,
): Remote<T> {
  let held: { value: T; atMs: number } | undefined
  let triedAtMs = -Infinity
  let fetching: Promise<void> | undefined
  const nowMs = () => clock.now().getTime()

  const reload = async (): Promise<void> => {
    held = { value: await load(), atMs: nowMs() }
  }

  /** Fetches unless the cooldown forbids it; joins a fetch in flight. Failure leaves what is held as it was. */
  const refresh = async (): Promise<void> => {
    const cooldownMs = held ? COOLDOWN_MS : FIRST_FETCH_COOLDOWN_MS
    if (fetching === undefined && nowMs() - triedAtMs < cooldownMs) return
    if (fetching === undefined) triedAtMs = nowMs()
    fetching ??= reload()
      .catch((error: unknown) => {
        log.warn({ document: name, err: error }, 'a document could not be fetched')
      })
      .finally(() => (fetching = undefined))
    await fetching
  }

  const isHeldFor = (maxAgeMs: number) => held !== undefined && nowMs() - held.atMs < maxAgeMs

  return {
    async find(look) {
      const fresh = held && isHeldFor(FRESH_MS) ? await look(held.value) : undefined
      if (fresh !== undefined) return fresh
      await refresh()
      const found = held && isHeldFor(STALE_MS) ? await look(held.value) : undefined
      // "It does not hold this" may only be said from an answer newer than the last failure.
      if (found === undefined && (!held || triedAtMs > held.atMs)) throw unavailable(name)
      return found
    },
  }
}

const unavailable = (name: string) =>
  new HubError(
    'unavailable',
    `${name} cannot be had now; what depends on it is neither accepted nor refused`,
    { retryAfterSeconds: COOLDOWN_MS / 1_000 },
  )
