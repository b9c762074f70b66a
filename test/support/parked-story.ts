import pg from 'pg'
import { expect, vi } from 'vitest'
import type { TestHub } from './hub-on.ts'
import { createPeer, SESSION_REVOKED, SET_HEADERS } from './peer.ts'
import { startReceiver } from './receiver.ts'

/** Six tries lie some 15 s apart in all; and a machine may have other things to do. */
const PATIENT = { timeout: 120_000, interval: 100 }

/** The database refuses whatever is decided about one subject, or matched about another, as a bug on one row would have it. */
const POISON = `
create function poison() returns trigger language plpgsql as $$ begin
  if tg_table_name like 'signal%' and to_jsonb(new) ->> 'routed_at' is not null and new.subject like '%poison@example.com%' then
    raise exception 'cannot be decided'; end if;
  if tg_table_name like 'event%' and to_jsonb(new) ->> 'fanned_out_at' is not null and new.subject like '%unmatched@example.com%' then
    raise exception 'cannot be matched'; end if;
  return new; end $$;
create trigger poison before update on signal for each row execute function poison();
create trigger poison before update on event for each row execute function poison()`
const CURE = 'drop trigger poison on signal; drop trigger poison on event'

const BAD = ['poison@example.com', 'unmatched@example.com']

export const poison = (hub: TestHub): Promise<void> => run(hub, POISON)
export const cure = (hub: TestHub): Promise<void> => run(hub, CURE)

type Parked = { items: { id: string; error: string; tries: number }[] }

/** A signal that cannot be decided on and an event that cannot be matched hold up nobody, are seen, and go on once their cause is gone. */
export async function playParked(hub: TestHub): Promise<void> {
  await using app = await startReceiver()
  await hub.subscribe(app)
  const hear = await heardFrom(hub)
  const told = () => app.sets.map((set) => set.sub_id['email'])
  const parked = async (what: 'signals' | 'events') =>
    (await hub.admin.get<Parked>(`/admin/parked-${what}`)).json.items
  await poison(hub)
  const others = Array.from({ length: 50 }, (_, n) => `user${String(n)}@example.com`)
  await Promise.all([...others, ...BAD].map(hear))
  await vi.waitFor(() => {
    expect(told().toSorted()).toEqual(others.toSorted())
  }, PATIENT)
  await vi.waitFor(async () => {
    expect(await parked('signals')).toMatchObject([{ error: 'cannot be decided', tries: 6 }])
    expect(await parked('events')).toMatchObject([{ error: 'cannot be matched', tries: 6 }])
    expect(await alertsOf(hub)).toEqual(expect.arrayContaining(['signals-parked', 'events-parked']))
  }, PATIENT)
  await cure(hub)
  for (const what of ['signals', 'events'])
    expect((await hub.admin.post(`/admin/parked-${what}/replay`, {})).status).toBe(202)
  await vi.waitFor(() => {
    expect(told()).toEqual(expect.arrayContaining(BAD))
  }, PATIENT)
  expect(new Set(told()).size).toBe(others.length + BAD.length)
  await vi.waitFor(async () => {
    expect([await parked('signals'), await parked('events')]).toEqual([[], []])
    const open = await alertsOf(hub)
    expect(open.filter((kind) => kind.endsWith('-parked'))).toEqual([])
  }, PATIENT)
}

async function heardFrom(hub: TestHub): Promise<(email: string) => Promise<void>> {
  const { issuer, audience, jwks, ...peer } = await createPeer()
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  return async (email) => {
    const sub_id = { format: 'email', email }
    const body = await peer.sign(peer.claims({ sub_id, events: { [SESSION_REVOKED]: {} } }))
    const reply = await hub.send('/ingest/peer', { body, headers: SET_HEADERS })
    expect(reply.status).toBe(202)
  }
}

async function alertsOf(hub: TestHub): Promise<string[]> {
  type Alerts = { items: { kind: string }[] }
  const { items } = (await hub.admin.get<Alerts>('/admin/alerts?state=open')).json
  return items.map(({ kind }) => kind)
}

async function run(hub: TestHub, statement: string): Promise<void> {
  const database = new pg.Client({ connectionString: hub.databaseUrl })
  await database.connect()
  await database.query(statement)
  await database.end()
}
