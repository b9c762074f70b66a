import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { eventually } from './eventually.ts'
import type { TestHub } from './hub.ts'
import type { Transmitter } from './transmitter/index.ts'

export type UpstreamShown = {
  sourceId: string
  health: string
  problem?: string
  trouble: { step: string; failures: number; last: string; nextAttemptAt: string }[]
  settings: Record<string, unknown>
  authorization: Record<string, unknown> & { publicKey?: Record<string, string> }
  transmitter?: { metadataUrl: string; metadata: Record<string, unknown> }
  stream?: {
    id: string
    status?: string
    statusReason?: string
    configuration: Record<string, unknown>
  }
  verificationAskedAt?: string
  verifiedAt?: string
  lastSetAt?: string
  lagSeconds?: number
  polledAt?: string
  tokenExpiresAt?: string
  subjectsPending: number
}

export type Connected = {
  id: string
  /** What the admin API says of it. */
  shown(): Promise<UpstreamShown>
  /** Waits until it is so. */
  healthy(health?: string): Promise<UpstreamShown>
  patch(changes: object): Promise<{ status: number; text: string }>
  /** The signals of this source that are on disk, oldest first. */
  signals(): Promise<{ dedupe_key: string; type: string; txn: string; subject: string }[]>
}

type Wanted = { id?: string; upstream?: object; settings?: object; audience?: string[] }

/** The credentials of the transmitter's one client. */
export const secretOf = ({ authorization: { client } }: Transmitter) => ({
  method: 'client_secret_basic',
  clientId: client.id,
  clientSecret: client.secret,
})

/** A source whose stream the hub is to make at this transmitter. */
export async function connect(
  hub: TestHub,
  transmitter: Pick<Transmitter, 'issuer'> & Partial<Transmitter>,
  { id = `up-${randomUUID().slice(0, 8)}`, upstream = {}, ...rest }: Wanted = {},
): Promise<Connected> {
  const authorization = transmitter.authorization && secretOf(transmitter as Transmitter)
  const source = { id, kind: 'ssf', issuer: transmitter.issuer, ...rest }
  await hub.admin.createSource({ ...source, upstream: { authorization, ...upstream } })
  return connectedOf(hub, id)
}

export function connectedOf(hub: TestHub, id: string): Connected {
  const path = `/admin/sources/${id}/upstream`
  const shown = async () => (await hub.admin.get<UpstreamShown>(path)).json
  return {
    id,
    shown,
    healthy: (health = 'ok') =>
      eventually(async () => {
        const now = await shown()
        if (now.health !== health) throw new Error(JSON.stringify(now, null, 1))
        return now
      }),
    patch: (body) => hub.send(path, { method: 'PATCH', token: hub.admin.token, body }),
    signals: () =>
      query(
        hub,
        'select dedupe_key, type, txn, subject from signal where source_id = $1 order by id',
        [id],
      ),
  }
}

/** One statement on the hub's database, beside the hub. */
export async function query<Row extends pg.QueryResultRow>(
  { databaseUrl }: Pick<TestHub, 'databaseUrl'>,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}
