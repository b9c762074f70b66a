import { setTimeout as sleep } from 'node:timers/promises'
import type { TestHub } from '../support/hub-on.ts'
import { must } from './stage.ts'

const PATIENCE_MS = 240_000
const EVERY_MS = 50

/**
 * Waits until the hub has nothing left to do: every signal is decided, every event that nothing holds is owed, every
 * delivery is settled, twice in a row.
 * @throws where that takes too long
 */
export async function untilQuiet(hub: TestHub): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  for (let before = ''; ;) {
    const { open, seen } = await lookAt(hub)
    if (open.length === 0 && seen === before) return
    before = open.length === 0 ? seen : ''
    if (performance.now() > deadline)
      throw new Error(`The hub does not come to rest: ${open.join(', ')}`)
    await sleep(EVERY_MS)
  }
}

/** What is still to be done, and numbers that change when something happens. */
async function lookAt(hub: TestHub): Promise<{ open: string[]; seen: string }> {
  const { text } = await hub.send('/metrics', { token: hub.admin.token })
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^ssf_hub_${name}(?:\\{.*\\})? (\\d+)`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0,
    )
  const stored = sum('signals_stored_total')
  const [routed, made, fanned] = [
    sum('signals_routed_total'),
    sum('events_made_total'),
    sum('events_fanned_out_total'),
  ]
  const backlog = await backlogOf(hub)
  const open = [
    ...(stored === routed ? [] : [`${String(routed)} of ${String(stored)} signals are decided`]),
    ...(made === fanned ? [] : [`${String(fanned)} of ${String(made)} events are owed`]),
    ...(backlog === 0 ? [] : [`${String(backlog)} deliveries are not settled`]),
    ...((await isTelling(hub)) ? ['channels are being told'] : []),
  ]
  return { open, seen: [stored, made, sum('delivery_attempts_total')].join() }
}

async function isTelling(hub: TestHub): Promise<boolean> {
  const path = '/admin/notices?state=pending&limit=1'
  return (await must<{ items: object[] }>(hub, 'GET', path)).items.length > 0
}

async function backlogOf(hub: TestHub): Promise<number> {
  const { items } = await must<{ items: { backlog: number }[] }>(
    hub,
    'GET',
    '/admin/streams?limit=200',
  )
  return items.reduce((total, { backlog }) => total + backlog, 0)
}
