// Reads only: what a principal touches.
import type { PrincipalKind, RelationKind } from '../../../schemas/principal.ts'
import type { Sql } from './database.ts'

/** `in`: from what is its own to it, the other way round; `out`: to what it is of, on or for. */
type Step = readonly ['in' | 'out', RelationKind]
type Way = readonly [PrincipalKind, readonly Step[]]

const TOKENS: Step = ['in', 'token-for-integration']

/** The ways from a principal of one kind to those of others that it touches. */
const WAYS: Readonly<Partial<Record<PrincipalKind, readonly Way[]>>> = {
  integration: [
    ['token', [TOKENS]],
    ['user', [['in', 'grant-to-integration']]],
    ['user', [TOKENS, ['out', 'token-of-user']]],
    [
      'session',
      [
        ['in', 'grant-to-integration'],
        ['in', 'session-of-user'],
      ],
    ],
    ['session', [TOKENS, ['out', 'token-of-user'], ['in', 'session-of-user']]],
    ['session', [TOKENS, ['out', 'token-of-session']]],
    ['tenant', [['out', 'integration-of-tenant']]],
  ],
  user: [
    ['session', [['in', 'session-of-user']]],
    ['device', [['in', 'device-of-user']]],
    [
      'device',
      [
        ['in', 'session-of-user'],
        ['out', 'session-on-device'],
      ],
    ],
    ['token', [['in', 'token-of-user']]],
    ['integration', [['out', 'grant-to-integration']]],
    [
      'integration',
      [
        ['in', 'token-of-user'],
        ['out', 'token-for-integration'],
      ],
    ],
  ],
  session: [
    ['user', [['out', 'session-of-user']]],
    ['device', [['out', 'session-on-device']]],
    ['token', [['in', 'token-of-session']]],
  ],
  device: [
    ['user', [['out', 'device-of-user']]],
    [
      'user',
      [
        ['in', 'session-on-device'],
        ['out', 'session-of-user'],
      ],
    ],
    ['session', [['in', 'session-on-device']]],
  ],
  token: [
    ['user', [['out', 'token-of-user']]],
    ['session', [['out', 'token-of-session']]],
    ['integration', [['out', 'token-for-integration']]],
  ],
  tenant: [
    ['integration', [['in', 'integration-of-tenant']]],
    ['user', [['in', 'member-of-tenant']]],
  ],
  group: [['user', [['in', 'member-of-group']]]],
  org_unit: [['user', [['in', 'member-of-org-unit']]]],
}

/** Principals that one step finds at most. */
export const MOST_REACHED = 10_000

/** By kind the principals that this one touches, in the order of their ids; `isCut` where there are more. */
export type Reached = { byKind: Map<PrincipalKind, string[]>; isCut: boolean }

/** Follows relations by index, at most three steps: primary key and relation(to_id, kind, from_id). */
export async function reachOf(
  sql: Sql,
  { id, kind }: { id: string; kind: PrincipalKind },
  wanted?: PrincipalKind,
): Promise<Reached> {
  const found = new Map<PrincipalKind, Set<string>>()
  let isCut = false
  const ways = WAYS[kind === 'service_account' ? 'user' : kind] ?? []
  for (const [end, steps] of ways.filter(([one]) => wanted === undefined || one === wanted)) {
    let ids = [id]
    for (const step of steps) {
      ids = await follow(sql, ids, step)
      isCut ||= ids.length >= MOST_REACHED
    }
    found.set(end, new Set([...(found.get(end) ?? []), ...ids]))
  }
  return {
    byKind: new Map([...found].map(([one, ids]) => [one, [...ids].toSorted()])),
    isCut,
  }
}

async function follow(
  sql: Sql,
  ids: readonly string[],
  [direction, kind]: Step,
): Promise<string[]> {
  if (ids.length === 0) return []
  const [own, other] = direction === 'out' ? ['from_id', 'to_id'] : ['to_id', 'from_id']
  const { rows } = await sql.query<{ id: string }>({
    name: `reach-${direction}`,
    text: `select distinct r.id from unnest($1::uuid[]) as f(id) cross join lateral (
        select ${other} as id from relation where ${own} = f.id and kind = $2 order by 1 limit ${MOST_REACHED} offset 0) r
      limit ${MOST_REACHED}`,
    values: [ids, kind],
  })
  return rows.map((row) => row.id)
}
