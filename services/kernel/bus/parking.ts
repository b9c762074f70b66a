import { errorText } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { BatchHandler, BusMessage } from './bus.ts'

/** A message that failed by itself so often in a row is set aside. Between them lie the bus's delays: about 15 s in all. */
const MOST_TRIES = 6

export type Parking = {
  /** Sets a message aside where an operator sees it. A throw: it is not set aside, and comes again. */
  park: (message: BusMessage, failure: { error: string; tries: number }) => Promise<void>
  /** Whether this failure says nothing of the message: the database is away. */
  isOutage: (error: unknown) => boolean
  log: Pick<Logger, 'error'>
  tries?: number
}

/**
 * What fails together is tried one by one, so that one bad message holds up nobody but those of its key; and these only until
 * it is set aside. A handler is safe to repeat, so what was done already costs a look.
 */
export function withParking(handle: BatchHandler, parking: Parking): BatchHandler {
  const failures = new Map<string, number>()
  return async (batch) => {
    try {
      await handle(batch)
      for (const { id } of batch) failures.delete(id)
    } catch (error) {
      if (parking.isOutage(error)) throw error
      await oneByOne(batch, handle, { ...parking, failures })
    }
  }
}

type State = Parking & { failures: Map<string, number> }

/** @throws the last failure, where one is to be tried again */
async function oneByOne(
  batch: readonly BusMessage[],
  handle: BatchHandler,
  state: State,
): Promise<void> {
  const waiting = new Set<string>()
  let failure: unknown
  for (const message of batch) {
    if (waiting.has(message.key)) continue
    const result = await tryAlone(message, handle, state)
    if (result.settled) continue
    waiting.add(message.key)
    failure = result.error
  }
  if (waiting.size > 0) throw failure
}

async function tryAlone(
  message: BusMessage,
  handle: BatchHandler,
  { failures, tries: most = MOST_TRIES, park, isOutage, log }: State,
): Promise<{ settled: true } | { settled: false; error: unknown }> {
  try {
    await handle([message])
  } catch (error) {
    if (isOutage(error)) throw error
    const tries = (failures.get(message.id) ?? 0) + 1
    failures.set(message.id, tries)
    if (tries < most) return { settled: false, error }
    await park(message, { error: errorText(error), tries })
    log.error({ id: message.id, tries, err: error }, 'message set aside: it failed again and again')
  }
  failures.delete(message.id)
  return { settled: true }
}
