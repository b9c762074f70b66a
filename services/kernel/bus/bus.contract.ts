import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_BATCH } from './bus.ts'
import type { BatchHandler, Bus, BusMessage } from './bus.ts'

/** A bus, and the same bus as another process of the hub has it: in one process, the same object. */
export type Pair = { here: Bus; there: Bus }

const PATIENCE_MS = 30_000

const eventually = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 20 })

const numbered = (key: string, count: number, from = 0): BusMessage[] =>
  Array.from({ length: count }, (_, n) => ({ key, id: `${key}/${String(from + n)}` }))

const idsOf = (batch: readonly BusMessage[]): string[] => batch.map(({ id }) => id)

/** In order of first arrival: a bus may bring a message twice. */
const distinct = (ids: readonly string[]): string[] => [...new Set(ids)]

/** What every bus promises, told by tests. `open` gives a bus that nothing was published to yet. */
export function describeBus(name: string, open: () => Pair): void {
  describe(`${name}:`, { timeout: 2 * PATIENCE_MS }, () => {
    let pair: Pair
    let stop: AbortController
    let runs: Promise<void>[]

    beforeEach(() => {
      pair = open()
      stop = new AbortController()
      runs = []
    })

    afterEach(async () => {
      stop.abort()
      await Promise.all(runs)
      await Promise.all([pair.here.close(), pair.there.close()])
    })

    const consume = (handle: BatchHandler, group = 'group', bus = pair.here): AbortController => {
      const own = new AbortController()
      runs.push(
        bus.consume('ssf.signals', group, handle, AbortSignal.any([own.signal, stop.signal])),
      )
      return own
    }

    /** Publishes, again where a bus that has just been opened is not up yet. */
    const publish = (messages: readonly BusMessage[]): Promise<void> =>
      vi.waitFor(() => pair.here.publish('ssf.signals', messages), { timeout: PATIENCE_MS })

    test('every message arrives, also what was published before anybody consumed', async () => {
      const got: string[] = []
      const [early, late] = [numbered('early', 50), numbered('late', 50)]
      await publish(early)
      consume(async (batch) => void got.push(...idsOf(batch)))
      await publish(late)
      await eventually(() => {
        expect(new Set(got)).toEqual(new Set(idsOf([...early, ...late])))
      })
    })

    test('the messages of a key arrive in the order of their publishing, in batches of bounded size', async () => {
      const got: string[] = []
      const sizes: number[] = []
      consume(async (batch) => {
        sizes.push(batch.length)
        got.push(...idsOf(batch))
      })
      const keys = Array.from({ length: 20 }, (_, n) => `key-${String(n)}`)
      for (const from of [0, 30, 60])
        await publish(
          Array.from({ length: 30 }, (_, n) =>
            keys.flatMap((key) => numbered(key, 1, from + n)),
          ).flat(),
        )
      await publish(numbered('burst', 3 * MAX_BATCH))
      await eventually(() => {
        for (const key of keys)
          expect(distinct(got.filter((id) => id.startsWith(`${key}/`)))).toEqual(
            idsOf(numbered(key, 90)),
          )
        expect(distinct(got.filter((id) => id.startsWith('burst/')))).toEqual(
          idsOf(numbered('burst', 3 * MAX_BATCH)),
        )
      })
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_BATCH)
    })

    test('calls that publish at the same time keep their order', async () => {
      const got: string[] = []
      consume(async (batch) => void got.push(...idsOf(batch)))
      await publish(numbered('key', 1))
      await Promise.all(
        numbered('key', 40, 1).map((message) => pair.here.publish('ssf.signals', [message])),
      )
      await eventually(() => {
        expect(distinct(got)).toEqual(idsOf(numbered('key', 41)))
      })
    })

    test('a batch that threw comes again, in order, while other keys go on', async () => {
      const got: string[] = []
      let isBroken = true
      consume(async (batch) => {
        if (isBroken && idsOf(batch).includes('bad/0')) throw new Error('broken')
        got.push(...idsOf(batch))
      })
      const others = Array.from({ length: 40 }, (_, n) => `other-${String(n)}`)
      await publish([
        ...numbered('bad', MAX_BATCH + 5),
        ...others.flatMap((key) => numbered(key, 1)),
      ])
      await eventually(() => {
        // A few other keys share the lane or partition of the bad one and wait with it.
        expect(distinct(got).length).toBeGreaterThan(others.length / 2)
      })
      expect(got.some((id) => id.startsWith('bad/'))).toBe(false)
      isBroken = false
      await eventually(() => {
        expect(distinct(got.filter((id) => id.startsWith('bad/')))).toEqual(
          idsOf(numbered('bad', MAX_BATCH + 5)),
        )
        expect(distinct(got)).toHaveLength(MAX_BATCH + 5 + others.length)
      })
    })

    test('nothing is lost over the stop and start of the only consumer of a group, nor comes again', async () => {
      const got: string[] = []
      const handle: BatchHandler = async (batch) => {
        await sleep(5)
        got.push(...idsOf(batch))
      }
      const keys = Array.from({ length: 10 }, (_, n) => `key-${String(n)}`)
      for (let round = 0; round < 3; round++) {
        const own = consume(handle)
        await publish(keys.flatMap((key) => numbered(key, 10, round * 10)))
        await eventually(() => {
          expect(got.length).toBeGreaterThan(round * 50)
        })
        own.abort()
        await runs.at(-1)
        await publish(keys.flatMap((key) => numbered(`${key}-between`, 1, round)))
      }
      consume(handle)
      await eventually(() => {
        expect(distinct(got)).toHaveLength(keys.length * 33)
        for (const key of keys)
          expect(distinct(got.filter((id) => id.startsWith(`${key}/`)))).toEqual(
            idsOf(numbered(key, 30)),
          )
      })
      expect(got).toHaveLength(distinct(got).length)
    })

    test('an aborted consume ends only when the batch in hand is done', async () => {
      const finish = Promise.withResolvers<undefined>()
      const started = Promise.withResolvers<undefined>()
      let isDone = false
      const own = consume(async () => {
        started.resolve(undefined)
        await finish.promise
        isDone = true
      })
      await publish(numbered('key', 1))
      await started.promise
      own.abort()
      await sleep(100)
      expect(await Promise.race([runs.at(-1)?.then(() => 'ended'), sleep(0, 'still busy')])).toBe(
        'still busy',
      )
      finish.resolve(undefined)
      await runs.at(-1)
      expect(isDone).toBe(true)
    })

    test('two consumers of a group share the keys and never have one key at the same time', async () => {
      const got: string[] = []
      const by = { here: 0, there: 0 }
      const busy = new Set<string>()
      const overlaps: string[] = []
      const handle =
        (who: 'here' | 'there'): BatchHandler =>
        async (batch) => {
          const keys = distinct(batch.map(({ key }) => key))
          overlaps.push(...keys.filter((key) => busy.has(key)))
          for (const key of keys) busy.add(key)
          await sleep(10)
          for (const key of keys) busy.delete(key)
          by[who] += batch.length
          got.push(...idsOf(batch))
        }
      const keys = Array.from({ length: 40 }, (_, n) => `key-${String(n)}`)
      const next = (n: number): Promise<void> => publish(keys.flatMap((key) => numbered(key, 1, n)))
      consume(handle('here'))
      for (let n = 0; n < 10; n++) await next(n)
      consume(handle('there'), 'group', pair.there)
      let rounds = 10
      await vi.waitFor(
        async () => {
          await next(rounds++)
          expect(Math.min(by.here, by.there)).toBeGreaterThan(100)
        },
        { timeout: PATIENCE_MS, interval: 50 },
      )
      await eventually(() => {
        for (const key of keys)
          expect(distinct(got.filter((id) => id.startsWith(`${key}/`)))).toEqual(
            idsOf(numbered(key, rounds)),
          )
      })
      expect(overlaps).toEqual([])
    })

    test('each of two groups gets every message', async () => {
      const [left, right]: [string[], string[]] = [[], []]
      consume(async (batch) => void left.push(...idsOf(batch)), 'left')
      consume(async (batch) => void right.push(...idsOf(batch)), 'right')
      const all = numbered('key', 30)
      await publish(all)
      await eventually(() => {
        expect(distinct(left)).toEqual(idsOf(all))
        expect(distinct(right)).toEqual(idsOf(all))
      })
    })

    test('a group of the same name on another topic is another group', async () => {
      const [signals, events]: [string[], string[]] = [[], []]
      consume(async (batch) => void signals.push(...idsOf(batch)))
      runs.push(
        pair.here.consume(
          'ssf.events',
          'group',
          async (batch) => void events.push(...idsOf(batch)),
          stop.signal,
        ),
      )
      await publish(numbered('signal', 10))
      await pair.here.publish('ssf.events', numbered('event', 10))
      await eventually(() => {
        expect(distinct(signals)).toEqual(idsOf(numbered('signal', 10)))
        expect(distinct(events)).toEqual(idsOf(numbered('event', 10)))
      })
    })

    test('close ends every consume, and health says so', async () => {
      consume(async () => undefined)
      await publish(numbered('key', 1))
      await eventually(() => {
        expect(pair.here.health()).toMatchObject({ ok: true })
      })
      await pair.here.close()
      await Promise.all(runs)
      await expect(pair.here.publish('ssf.signals', numbered('key', 1))).rejects.toThrow('closed')
      expect(pair.here.health()).toMatchObject({ ok: false })
    })
  })
}
