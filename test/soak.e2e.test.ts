import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { growth, takeReading, type Reading } from './support/gauge.ts'
import { balance } from './support/ledger.ts'
import { startWorld } from './support/world.ts'

// A quarter of a minute here; `npm run test:soak` asks for more, and only that can tell whether something grows.
const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 0.25)
const READINGS = 30
const IS_LONG = MINUTES >= 3

const MOST_GROWTH = { heapBytes: 0.15, handles: 0.1, sockets: 0.1 } as const
/** Autovacuum comes when a fifth of a table is dead: what it has not cleared stays below this. */
const MOST_DEAD_TUPLES = 50_000

const canRead = process.platform === 'linux'
if (!canRead) console.warn('SKIPPED: soak, for only Linux tells what a process holds')

test.skipIf(!canRead)(
  'under load nothing grows, and everything arrives',
  { timeout: MINUTES * 60_000 + 240_000 },
  async () => {
    await using open = new AsyncDisposableStack()
    const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-soak-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    const heapFile = join(folder, 'heap')
    const report = fileURLToPath(new URL('support/heap-report.mjs', import.meta.url))
    const environment = { NODE_OPTIONS: `--import=${report}`, HEAP_FILE: heapFile }
    const world = open.use(await startWorld({ environment }))
    const load = world.load('soak')
    const readings: Reading[] = []
    const { databaseUrl } = world
    for (let n = 0; n < READINGS; n++) {
      await sleep((MINUTES * 60_000) / READINGS)
      readings.push(await takeReading(world.hub().pid, { heapFile, databaseUrl }))
    }
    await load.stop()
    const sum = await balance(load.ledger, world.receivers, [])
    const grown = Object.fromEntries(
      Object.keys(MOST_GROWTH).map((what) => [
        what,
        growth(readings.map((reading) => reading[what as keyof typeof MOST_GROWTH])), // a key of that table
      ]),
    )
    console.log(JSON.stringify({ minutes: MINUTES, ...sum, grown, last: readings.at(-1) }))
    expect(sum).toMatchObject({ repeated: 0 })
    expect(Math.max(...readings.map(({ deadTuples }) => deadTuples))).toBeLessThan(MOST_DEAD_TUPLES)
    if (!IS_LONG) return
    for (const [what, most] of Object.entries(MOST_GROWTH))
      expect(grown[what], what).toBeLessThan(most)
  },
)
