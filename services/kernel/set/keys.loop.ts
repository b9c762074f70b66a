import type { Deps } from '../deps.ts'
import { errorText } from '../errors.ts'
import type { Service } from '../run.ts'
import { isAlg, makeKey, type Alg } from './algorithms.ts'

const EVERY_MS = 5_000
/** A retired key stays published at least this long: receivers may verify late what they took in time. */
const PUBLISHED_AFTER_MS = 24 * 3_600_000

type KeyDeps = Pick<Deps, 'store' | 'signer' | 'clock' | 'log' | 'config'>

/** Keeps the signing keys: rotates on schedule, retires what was replaced, forgets what nobody needs, sees other processes' changes. */
export const keepKeys = (deps: KeyDeps): Service => ({
  name: 'keys',
  run: async (signal) => {
    const { clock, log } = deps
    while (!signal.aborted) {
      await clock.sleep(EVERY_MS, signal)
      await tend(deps).catch((error: unknown) => {
        log.warn({ reason: errorText(error) }, 'signing keys not tended, next round follows')
      })
    }
  },
})

async function tend({ store, signer, clock, log, config }: KeyDeps): Promise<void> {
  const now = clock.now()
  const dueBefore = now.getTime() - config.signingKeyDays * 86_400_000
  for (const { alg, kid, activeFrom, retiredAt } of await store.signingKeys.all()) {
    if (retiredAt || activeFrom.getTime() > dueBefore || !isAlg(alg)) continue
    if (await rotate({ store, clock, config }, alg))
      log.info({ alg, kid }, 'signing key will be replaced')
  }
  const retired = await store.signingKeys.retireReplaced(now)
  const forgotten = await store.signingKeys.forget(new Date(now.getTime() - PUBLISHED_AFTER_MS))
  if (retired.length + forgotten.length > 0)
    log.info({ retired, forgotten }, 'signing keys retired, forgotten')
  await signer.refresh()
}

/** Makes the next key of an algorithm: published at once, used after the overlap, so that receivers know it by then. */
export function rotate(
  { store, clock, config }: Pick<Deps, 'store' | 'clock' | 'config'>,
  alg: Alg,
  isUrgent = false,
): Promise<boolean> {
  const overlapMs = isUrgent ? 0 : config.keyOverlapSeconds * 1_000
  return store.signingKeys.rotate(
    alg,
    () => makeKey(alg),
    new Date(clock.now().getTime() + overlapMs),
  )
}
