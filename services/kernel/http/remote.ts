import { HubError } from '../errors.ts'

type Deps = {
  clock: { now(): Date }
  log: { warn(fields: object, message: string): void }
}

/** One document of somebody else's, of which we keep a copy. */
export type Remote<T> = {
  /**
   * What `look` finds in the copy. Where the copy is old or nothing is found, it is fetched again first, unless that was tried too
   * often lately. Undefined only where the document, as it was fetched last, does not hold it.
   * @throws HubError `unavailable` when that cannot be known: an outage, never the fault of who asks
   */
  find<R>(look: (held: T) => R | undefined | Promise<R | undefined>): Promise<R | undefined>
}

export type RemoteDocument<T> = {
  /** For the log and for the error. */
  name: string
  load: () => Promise<T>
  /** What was asked for too often to be fetched again cannot be known, for it may have been added since. */
  isUnknownUntilFetched?: boolean
}

const FRESH_MS = 10 * 60_000
const STALE_MS = 24 * 3_600_000
/** Least time between a fetch that failed and the next. */
export const COOLDOWN_MS = 30_000
/** The same while nothing is held at all, when everybody waits for the first answer. */
const FIRST_FETCH_COOLDOWN_MS = 5_000
/** Whatever was asked, unknown names cannot drive us to flood a peer: so many fetches within this time. */
const MOST_FETCHES = 5
const FETCHES_WITHIN_MS = MOST_FETCHES * COOLDOWN_MS

/** Fresh, or stale while its place is down; one fetch at a time. */
export function createRemote<T>(
  { name, load, isUnknownUntilFetched = false }: RemoteDocument<T>,
  deps: Deps,
): Remote<T> {
  const copy = createCopy({ name, load }, deps)
  return {
    async find(look) {
      const fresh = copy.heldFor(FRESH_MS)
      const foundFresh = fresh && (await look(fresh.value))
      if (foundFresh !== undefined) return foundFresh
      const isFetched = await copy.refresh()
      const stale = copy.heldFor(STALE_MS)
      const found = stale && (await look(stale.value))
      // "It does not hold this" may only be said from an answer newer than the last failure.
      const isKnown = !copy.hasFailed() && (isFetched || !isUnknownUntilFetched)
      if (found === undefined && !isKnown) throw unavailable(name)
      return found
    },
  }
}

/** The document as it was fetched last, and when it may be fetched again. */
function createCopy<T>(
  { name, load }: Pick<RemoteDocument<T>, 'name' | 'load'>,
  { clock, log }: Deps,
) {
  let held: { value: T; atMs: number } | undefined
  let triedAtMs: readonly number[] = []
  let fetching: Promise<void> | undefined
  const nowMs = () => clock.now().getTime()
  const lastTriedAtMs = () => triedAtMs.at(-1) ?? -Infinity
  const hasFailed = () => !held || lastTriedAtMs() > held.atMs

  const mayFetch = (): boolean => {
    const cooldownMs = held ? COOLDOWN_MS : FIRST_FETCH_COOLDOWN_MS
    if (hasFailed()) return nowMs() - lastTriedAtMs() >= cooldownMs
    return triedAtMs.filter((atMs) => nowMs() - atMs < FETCHES_WITHIN_MS).length < MOST_FETCHES
  }

  const reload = async (): Promise<void> => {
    triedAtMs = [...triedAtMs, nowMs()].slice(-MOST_FETCHES)
    held = { value: await load(), atMs: nowMs() }
  }

  return {
    hasFailed,
    heldFor: (maxAgeMs: number) => (held && nowMs() - held.atMs < maxAgeMs ? held : undefined),
    /** Whether it was fetched; joins a fetch in flight. Failure leaves what is held as it was. */
    async refresh(): Promise<boolean> {
      if (fetching === undefined && !mayFetch()) return false
      fetching ??= reload()
        .catch((error: unknown) => {
          log.warn({ document: name, err: error }, 'a document could not be fetched')
        })
        .finally(() => (fetching = undefined))
      await fetching
      return true
    },
  }
}

const unavailable = (name: string) =>
  new HubError(
    'unavailable',
    `${name} cannot be had now; what depends on it is neither accepted nor refused`,
    { retryAfterSeconds: COOLDOWN_MS / 1_000 },
  )
