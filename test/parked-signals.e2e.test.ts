import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { startHub } from './support/hub.ts'
import { createPeer, SESSION_REVOKED, SET_HEADERS } from './support/peer.ts'
import { startReceiver } from './support/receiver.ts'

/** Six tries lie some 15 s apart in all; and a machine may have other things to do. */
const PATIENT = { timeout: 120_000, interval: 100 }

/** The database refuses whatever is decided about this subject, as a bug on one signal would have it. */
const POISON = `
create function poison() returns trigger language plpgsql as $$ begin
  if new.routed_at is not null and new.subject like '%poison@example.com%' then raise exception 'cannot be decided'; end if;
  return new; end $$;
create trigger poison before update on signal for each row execute function poison()`

test('a signal that cannot be decided on holds up nobody, is seen, and is decided once its cause is gone', async () => {
  await using hub = await startHub()
  await using app = await startReceiver()
  await hub.subscribe(app)
  const { issuer, audience, jwks, ...peer } = await createPeer()
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  const hear = async (email: string): Promise<void> => {
    const sub_id = { format: 'email', email }
    const body = await peer.sign(peer.claims({ sub_id, events: { [SESSION_REVOKED]: {} } }))
    const reply = await hub.send('/ingest/peer', { body, headers: SET_HEADERS })
    expect(reply.status).toBe(202)
  }
  const told = () => app.sets.map((set) => set.sub_id['email'])
  const database = new pg.Client({ connectionString: hub.databaseUrl })
  await database.connect()
  await database.query(POISON)

  const others = Array.from({ length: 50 }, (_, n) => `user${String(n)}@example.com`)
  await Promise.all([...others, 'poison@example.com'].map(hear))
  await vi.waitFor(() => {
    expect(told().toSorted()).toEqual(others.toSorted())
  }, PATIENT)

  type Parked = { items: { id: string; sourceId: string; error: string; tries: number }[] }
  const parked = async () => (await hub.admin.get<Parked>('/admin/parked-signals')).json.items
  await vi.waitFor(async () => {
    expect(await parked()).toMatchObject([
      { sourceId: 'peer', error: 'cannot be decided', tries: 6 },
    ])
  }, PATIENT)
  type Alerts = { items: { kind: string }[] }
  const alerts = async () => (await hub.admin.get<Alerts>('/admin/alerts?state=open')).json.items
  await vi.waitFor(async () => {
    expect(await alerts()).toContainEqual(expect.objectContaining({ kind: 'signals-parked' }))
  }, PATIENT)

  await database.query('drop trigger poison on signal')
  await database.end()
  const replayed = await hub.admin.post('/admin/parked-signals/replay', {})
  expect([replayed.status, replayed.json]).toEqual([202, { replayed: 1 }])
  await vi.waitFor(() => {
    expect(told()).toContain('poison@example.com')
  }, PATIENT)
  expect(told()).toHaveLength(51)
  expect(await parked()).toEqual([])
  expect(await alerts()).not.toContainEqual(expect.objectContaining({ kind: 'signals-parked' }))
  const again = await hub.admin.post('/admin/parked-signals/replay', {})
  expect(again.json).toEqual({ replayed: 0 })
}, 300_000)
