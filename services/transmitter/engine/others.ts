import { errorText } from '../../kernel/errors.ts'
import type { EngineDeps } from './engine-deps.ts'
import type { Parts } from './parts.ts'

/** A notice holds 8,000 bytes: of ids of 32 characters so many. */
const IDS_IN_A_NOTICE = 200

/** Tells the processes that share the shards of streams which are not ours; a hint, for they look by themselves too. */
export function tellOthers(
  { shards }: Pick<Parts, 'shards'>,
  { store, log }: Pick<EngineDeps, 'store' | 'log'>,
  streamIds: readonly string[],
): void {
  if (!shards.isShared()) return
  const theirs = streamIds.filter((id) => shards.tenureOf(id) === undefined)
  if (theirs.length === 0) return
  const text = theirs.length > IDS_IN_A_NOTICE ? '' : theirs.join()
  store.notices.tell('ssf_hub_streams', text).catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'other processes not told of new deliveries')
  })
}

/** Runs until the signal aborts. */
export function listenToOthers(
  { shards, look, control, bell }: Parts,
  { store }: Pick<EngineDeps, 'store'>,
  signal: AbortSignal,
): Promise<void> {
  return store.notices.listen((channel, text) => {
    if (channel === 'ssf_hub_shards') {
      shards.lookAgain()
      return
    }
    const ours = text.split(',').filter((id) => shards.tenureOf(id) !== undefined)
    if (text === '') look.want('all')
    else if (ours.length === 0) return
    look.want(ours)
    control.want()
    bell.ring()
  }, signal)
}
