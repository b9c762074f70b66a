import { readdir, readFile, readlink } from 'node:fs/promises'
import pg from 'pg'

/** What a process and its database hold at one moment. */
export type Reading = { heapBytes: number; handles: number; sockets: number; deadTuples: number }

/** Linux only: what a process holds is told by /proc. */
export async function takeReading(
  pid: number,
  { heapFile, databaseUrl }: { heapFile: string; databaseUrl: string },
): Promise<Reading> {
  const folder = `/proc/${String(pid)}/fd`
  const targets = await Promise.all(
    (await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')), // closed meanwhile
  )
  return {
    heapBytes: Number(await readFile(heapFile, 'utf8').catch(() => '0')), // not written yet
    handles: targets.length,
    sockets: targets.filter((target) => target.startsWith('socket:')).length,
    deadTuples: await deadTuples(databaseUrl),
  }
}

async function deadTuples(url: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ dead: string }>(
      'select coalesce(sum(n_dead_tup), 0) as dead from pg_stat_user_tables',
    )
    return Number(rows[0]?.dead ?? 0)
  } finally {
    await client.end()
  }
}

/** Pure: by how much the last third of a series is above its middle third, as a share; the first third is warming up. */
export function growth(series: readonly number[]): number {
  const third = Math.floor(series.length / 3)
  const middle = median(series.slice(third, 2 * third))
  return middle === 0 ? 0 : median(series.slice(2 * third)) / middle - 1
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
