import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { findPostmaster } from '../services/kernel/postgres/postmaster.ts'
import { balance, type Load, type Trouble } from './support/ledger.ts'
import type { SetBody } from './support/receiver.ts'
import { startWorld, type World } from './support/world.ts'

// Short here; `npm run test:faults` asks for the long form.
const isLong = process.env['FAULTS'] === 'long'
const ROUNDS = isLong ? 8 : 2
const OUTAGE_MS = isLong ? 30_000 : 4_000
const TIMEOUT = isLong ? 900_000 : 240_000
const CALM_MS = 1_500
const HOUR_MS = 3_600_000

/** So long something is wrong: from before `make` until after `end`. */
async function during(make: () => unknown, ms: number, end: () => unknown): Promise<Trouble> {
  const from = performance.now()
  await make()
  await sleep(ms)
  await end()
  return { from, to: performance.now() }
}

/** Waits until the receivers are told of what was sent just now: the trouble is over. */
async function recovered({ receivers }: World, load: Load): Promise<void> {
  const sent = load.ledger.length
  await expect
    .poll(() => Math.min(...receivers.map(({ sets }) => sets.length)), { timeout: 120_000 })
    .toBeGreaterThan(sent)
}

async function play(world: World, trouble: () => Promise<Trouble>, rounds = 1): Promise<void> {
  const load = world.load('signal')
  const troubles: Trouble[] = []
  for (let round = 0; round < rounds; round++) {
    await sleep(CALM_MS * (0.5 + Math.random()))
    troubles.push(await trouble())
    await recovered(world, load)
  }
  await sleep(CALM_MS)
  await load.stop()
  const sum = await balance(load.ledger, world.receivers, troubles)
  console.log(`${expect.getState().currentTestName ?? ''}: ${JSON.stringify(sum)}`)
  expect(sum.sent).toBeGreaterThan(20)
  await nothingIsStuck(world)
}

async function nothingIsStuck({ admin }: World): Promise<void> {
  const { json } = await admin.get<{ items: { backlog: number; rejected: number }[] }>(
    '/admin/streams?limit=200',
  )
  for (const stream of json.items) expect(stream).toMatchObject({ backlog: 0, rejected: 0 })
}

/** Every stream is asked whether it is there. */
async function verify({ admin }: World): Promise<void> {
  const { json } = await admin.get<{ items: { streamId: string }[] }>('/admin/streams')
  for (const { streamId } of json.items) {
    const asked = await admin.post(`/admin/streams/${streamId}/verification`, {})
    expect(asked.status, asked.text).toBe(202)
  }
}
const isVerification = ({ events }: SetBody) => Object.keys(events)[0]?.endsWith('/verification')

test('the hub is killed', { timeout: TIMEOUT }, async () => {
  await using world = await startWorld()
  const sql = new pg.Client(world.databaseUrl)
  await sql.connect()
  await play(
    world,
    async () => {
      const kill = async () => {
        world.hub().kill('SIGKILL')
        await world.hub().ended
      }
      const trouble = await during(kill, 200, () => world.start())
      if (isLong) return { ...trouble, to: performance.now() }
      // As if the 15 seconds were over that a dead hub's leases last.
      await sql.query('delete from shard_lease')
      await sql.query('delete from engine_member')
      return trouble
    },
    ROUNDS,
  )
  await sql.end()
})

test('PostgreSQL refuses connections', { timeout: TIMEOUT }, async () => {
  await using world = await startWorld()
  await play(world, () =>
    during(
      () => world.proxy?.cut(),
      OUTAGE_MS,
      () => world.proxy?.mend(),
    ),
  )
})

test(
  'the disk is slow: every answer of PostgreSQL takes 300 ms',
  { timeout: TIMEOUT },
  async () => {
    await using world = await startWorld()
    await play(world, () =>
      during(
        () => world.proxy?.slowDown(300),
        OUTAGE_MS,
        () => world.proxy?.slowDown(0),
      ),
    )
  },
)

test.each([
  ['ahead', HOUR_MS],
  ['back', -HOUR_MS],
])(
  'the clock jumps an hour %s, and later back to where it was',
  { timeout: TIMEOUT },
  async (_, offsetMs) => {
    await using world = await startWorld()
    const jump = (to: number) => async () => {
      // A retry waits when it jumps, and a verification.
      world.receivers[0]?.answer(503, 503, 503)
      await verify(world)
      await sleep(CALM_MS)
      const trouble = await during(
        () => world.setClock(to),
        OUTAGE_MS,
        () => undefined,
      )
      return trouble
    }
    const jumps = [jump(offsetMs), jump(0)]
    await play(world, () => (jumps.shift() ?? jump(0))(), 2)
    // That of its beginning, and those that waited.
    for (const { sets } of world.receivers) expect(sets.filter(isVerification)).toHaveLength(3)
  },
)

test('PostgreSQL is killed', { timeout: TIMEOUT }, async () => {
  await using folder = await folderOf(0)
  await using world = await startWorld({ embeddedIn: folder.path })
  const postmaster = async () => (await findPostmaster(join(folder.path, 'postgres')))?.pid
  await play(
    world,
    async () => {
      const pid = await postmaster()
      if (pid === undefined) throw new Error('PostgreSQL is not running')
      const isBack = () =>
        expect.poll(async () => (await postmaster()) ?? pid, { timeout: 60_000 }).not.toBe(pid)
      return during(() => process.kill(pid, 'SIGKILL'), 100, isBack)
    },
    ROUNDS,
  )
})

const canMount = mounts(mkdtempSync(join(tmpdir(), 'ssf-hub-disk-')))
if (!canMount) console.warn('SKIPPED: a full disk, for only root can mount a small one')

test.skipIf(!canMount)('the disk is full', { timeout: TIMEOUT }, async () => {
  await using folder = await folderOf(420)
  const limits = { DISK_STOP_MB: '0', DISK_ALERT_MB: '1' } // else it would refuse long before
  await using world = await startWorld({ embeddedIn: folder.path, environment: limits })
  const filler = join(folder.path, 'filler')
  await play(world, () =>
    during(
      async () => {
        const { bavail, bsize } = await statfs(folder.path)
        await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => undefined) // until there is no room
      },
      OUTAGE_MS,
      () => rm(filler),
    ),
  )
  expect(await world.log()).toMatch(/No space left on device/)
})

/** Whether this process may mount a disk: tries it on this folder, which is then gone. */
function mounts(path: string): boolean {
  const isMounted = mount(path, 8)
  if (isMounted) spawnSync('umount', ['-l', path])
  rmSync(path, { recursive: true, force: true })
  return isMounted
}

function mount(path: string, megabytes: number): boolean {
  const options = `size=${String(megabytes)}m,mode=711`
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0
}

/** A folder, on a disk of its own of so many megabytes, where that is not 0. */
async function folderOf(megabytes: number): Promise<AsyncDisposable & { path: string }> {
  const path = mkdtempSync(join(tmpdir(), 'ssf-hub-disk-'))
  chmodSync(path, 0o711) // as root, an embedded PostgreSQL is another user's
  // Else the test would fill the disk of this machine.
  if (megabytes > 0 && !mount(path, megabytes)) throw new Error('no disk of its own to fill')
  return Promise.resolve({
    path,
    [Symbol.asyncDispose]: () => {
      if (megabytes > 0) spawnSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
      return Promise.resolve()
    },
  })
}
