import { setTimeout as sleep } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import { request } from './http.ts'
import type { Push, Receiver } from './receiver.ts'
import { githubDelivery, memberRemoved } from './vendors.ts'

/** A signal that was answered by 2xx; `nth` of its principal, who is told of in that order. */
export type Sent = { txn: string; principal: number; nth: number }

/** Signals without end about some principals, each one's in order; `stop` resolves when what was begun is taken. */
export type Load = { ledger: readonly Sent[]; stop(): Promise<void> }

export type LoadOptions = {
  ingestUrl: () => string
  secret: string
  name: string
  principals?: number
}

/** A vendor that gets no 2xx comes again with the same; between two signals of a principal it waits a little. */
const PAUSE_MS = 100
const AGAIN_MS = 50

export function startLoad({ ingestUrl, secret, name, principals = 6 }: LoadOptions): Load {
  const ledger: Sent[] = []
  let isOver = false
  const sendAll = async (principal: number) => {
    for (let nth = 0; !isOver; nth++) {
      const txn = `${name}-${String(principal)}-${String(nth)}`
      const body = memberRemoved(principal)
      const headers = githubDelivery('organization', body, { secret, id: txn })
      while (!(await isTaken(ingestUrl(), headers, body))) await sleep(AGAIN_MS)
      ledger.push({ txn, principal, nth })
      await sleep(PAUSE_MS)
    }
  }
  const sending = Promise.all(Array.from({ length: principals }, (_, one) => sendAll(one)))
  sending.catch(() => undefined) // told by stop
  return {
    ledger,
    stop: async () => {
      isOver = true
      await sending
    },
  }
}

/** @throws where the hub says that the signal is wrong, which it is not */
async function isTaken(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<boolean> {
  const reply = await request(url, { headers, body }).catch(() => undefined)
  if (reply && reply.status >= 400 && reply.status < 500 && reply.status !== 429)
    throw new Error(`The hub answered ${String(reply.status)}: ${reply.text}`)
  return reply !== undefined && reply.status < 300
}

/** From when until when something was wrong, by performance.now(). */
export type Trouble = { from: number; to: number }

/** So long before a fault a SET may have been pushed whose outcome was not on disk when it came. */
const UNWRITTEN_MS = 3_000

export type Balance = { sent: number; pushes: number; repeated: number }

/**
 * Every signal came to every receiver, as one SET; each principal's came in order, by their first arrivals; and what came more
 * than once had come just before or during a trouble. @throws where not
 */
export async function balance(
  ledger: readonly Sent[],
  receivers: readonly Receiver[],
  troubles: readonly Trouble[],
): Promise<Balance> {
  const sum = { sent: ledger.length, pushes: 0, repeated: 0 }
  for (const receiver of receivers) {
    await vi.waitFor(
      () => {
        const told = new Set(receiver.sets.map(({ txn }) => txn))
        expect(ledger.filter(({ txn }) => !told.has(txn))).toEqual([])
      },
      { timeout: 120_000, interval: 200 },
    )
    const byTxn = Map.groupBy(receiver.pushes, ({ claims }) => claims.txn)
    const own = ledger.map((sent) => ({ ...sent, pushes: byTxn.get(sent.txn) ?? [] }))
    for (const one of own) checkRepeats(one.pushes, troubles)
    for (const [, ofOne] of Map.groupBy(own, ({ principal }) => principal)) checkOrder(ofOne)
    sum.pushes += own.reduce((count, { pushes }) => count + pushes.length, 0)
    sum.repeated += own.filter(({ pushes }) => pushes.length > 1).length
    expect(receiver.faults).toEqual([])
  }
  return sum
}

function checkRepeats(pushes: readonly Push[], troubles: readonly Trouble[]): void {
  expect(new Set(pushes.map(({ claims }) => claims.jti)).size).toBe(1)
  expect(new Set(pushes.map(({ jws }) => jws)).size).toBe(1)
  for (const { at, answered, claims } of pushes.slice(0, -1)) {
    const isExplained =
      answered !== 202 || troubles.some(({ from, to }) => at > from - UNWRITTEN_MS && at < to)
    expect(isExplained, `${String(claims.txn)} was told again without need`).toBe(true)
  }
}

function checkOrder(ofOne: readonly (Sent & { pushes: readonly Push[] })[]): void {
  const inOrder = ofOne.toSorted((a, b) => a.nth - b.nth)
  const arrivals = inOrder.map(({ pushes }) => pushes[0]?.at ?? Infinity)
  expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b))
}
