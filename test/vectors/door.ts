import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { SourceId } from '../../schemas/ids.ts'
import { openHub } from '../../services/hub.ts'
import { systemClock, type Clock } from '../../services/kernel/clock.ts'
import { loadConfig } from '../../services/kernel/config.ts'
import type { Case, Stated } from './case.ts'
import type { StandIns } from './stand-ins.ts'

/** A hub, to whose door the cases come one by one, each at its own time. */
export type Door = AsyncDisposable & {
  /** Posts it to a source of its own; undefined where what came of it is as stated, else what is not. */
  judge(one: Case): Promise<string | undefined>
  /** The names of those that were refused and that, for half a minute, were not where their operators look. */
  uncounted(): Promise<string[]>
}

type Settings = { databaseUrl: string; folder: string; standIns: StandIns }

export async function openDoor({ databaseUrl, folder, standIns }: Settings): Promise<Door> {
  let at: Date | undefined
  const clock: Clock = { ...systemClock, now: () => at ?? systemClock.now() }
  await using opening = new AsyncDisposableStack()
  const hub = opening.adopt(
    await openHub(
      loadConfig({
        PORT: '0',
        DATABASE_URL: databaseUrl,
        DATA_DIR: folder,
        MASTER_KEY: randomBytes(32).toString('base64'),
        LOG_FILE: `${folder}/hub.log`,
        BODY_LIMIT_BYTES: String(2 ** 21),
      }),
      ['receiver'],
      { clock, outbound: standIns.outbound },
    ),
    (opened) => opened.close(),
  )
  const stopping = new AbortController()
  const finished = hub.run(stopping.signal)
  opening.defer(async () => {
    stopping.abort()
    await finished
  })
  const database = opening.adopt(new pg.Pool({ connectionString: databaseUrl }), (pool) =>
    pool.end(),
  )
  const open = opening.move()
  const refused: Refused[] = []
  let number = 0
  return {
    async judge(one) {
      const id = SourceId.parse(`case-${String((number += 1))}`)
      await hub.deps.store.sources.create({ ...one.source, id, trust: 'proof', mayLink: false })
      at = one.at
      const answer = await post(`${hub.config.issuer}/ingest/${id}`, one.request)
      at = undefined
      const stored = await storedOf(id, database)
      if (one.stated.kind === 'refused')
        refused.push({ id, name: one.name, code: one.stated.err ?? 'authentication_failed' })
      return faultOf(one.stated, { ...answer, stored, visited: standIns.visited })
    },
    uncounted: () => uncounted(refused, database),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

async function post(url: string, { headers, body }: Case['request']) {
  const signal = AbortSignal.timeout(15_000)
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), signal })
  return { status: response.status, text: await response.text() }
}

type Stored = { type: string; subject: unknown } // the column is JSON

const storedOf = async (id: string, database: pg.Pool): Promise<Stored[]> =>
  (
    await database.query<Stored>(
      'select type, subject::json as subject from signal where source_id = $1',
      [id],
    )
  ).rows

type Refused = { id: string; name: string; code: string }

/** They are written down every few seconds. */
async function uncounted(refused: readonly Refused[], database: pg.Pool): Promise<string[]> {
  const until = performance.now() + 30_000
  for (;;) {
    const { rows } = await database.query<{ pair: string }>(
      "select source_id || ' ' || code as pair from source_refusal",
    )
    const counted = new Set(rows.map(({ pair }) => pair))
    const missing = refused.filter(({ id, code }) => !counted.has(`${id} ${code}`))
    if (missing.length === 0 || performance.now() > until) return missing.map(({ name }) => name)
    await systemClock.sleep(100)
  }
}

type Came = { status: number; text: string; stored: Stored[]; visited: readonly string[] }

function faultOf(stated: Stated, came: Came): string | undefined {
  const { status, text, stored } = came
  const types = stored.map(({ type }) => type.split('/').at(-1) ?? type)
  const saw = `${String(status)} ${text.slice(0, 200)} [${types.join()}]`
  if (stated.kind === 'refused') {
    const isSaid = stated.err === undefined || text.includes(`"err":"${stated.err}"`)
    return status === stated.status && isSaid && types.length === 0 ? undefined : saw
  }
  // What is authentic may still be no event of the vendor's: then it is 400.
  const isBelieved =
    stated.status === undefined ? [202, 204, 400].includes(status) : status === stated.status
  return isBelieved && isSaying(stated, came, types) ? undefined : saw
}

function isSaying(
  { says, subject, visits }: Extract<Stated, { kind: 'believed' }>,
  { stored, visited }: Came,
  types: readonly string[],
): boolean {
  if (visits !== undefined && !visited.includes(visits)) return false
  if (says === undefined) return types.length === 0
  if (subject !== undefined && !isDeepStrictEqual(stored[0]?.subject, subject)) return false
  return types.length > 0 && types.every((type) => says.includes(type))
}
