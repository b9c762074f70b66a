import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from './setup/database.ts'
import { adminOf, emailOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { freePort } from './support/free-port.ts'
import { request } from './support/http.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller } from './support/poller.ts'
import { startProcess } from './support/process.ts'
import { startReceiver } from './support/receiver.ts'

// What a poll stream is owed is signed before anybody asks: seen from outside, and by what lies ready in the database.

let hub: TestHub
let client: pg.Client
beforeAll(async () => {
  hub = await startHub()
  client = new pg.Client(hub.databaseUrl)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await hub[Symbol.asyncDispose]()
})
let names: string[]
beforeEach(() => {
  names = Array.from({ length: 3 }, () => `${randomBytes(6).toString('hex')}@example.com`)
})

type Ready = { jti: string; jws: string }
const lie = async (by: pg.Client, streamId: string): Promise<Record<string, string>> => {
  const { rows } = await by.query<Ready>(
    'select jti, jws from signed_ahead where stream_id = $1 order by seq',
    [streamId],
  )
  return Object.fromEntries(rows.map(({ jti, jws }) => [jti, jws]))
}
/** What lies ready once it is so many. */
const ready = (streamId: string, count: number, by = client) =>
  eventually(async () => {
    const sets = await lie(by, streamId)
    expect(Object.keys(sets)).toHaveLength(count)
    return sets
  })

test('a poll answers the bytes that lie ready, and again until they are acknowledged', async () => {
  await using poller = await startPoller(hub)
  for (const name of names) await hub.admin.revoke(name)
  const prepared = await ready(poller.streamId, 3)
  const first = await poller.poll()
  expect(first.json).toEqual({ sets: prepared })
  expect((await poller.poll()).json).toEqual({ sets: prepared })
  const acked = await poller.poll({ returnImmediately: true, ack: Object.keys(prepared) })
  expect(acked.json).toEqual({ sets: {} })
  expect(await lie(client, poller.streamId)).toEqual({})
  expect((await hub.admin.stream(poller.streamId)).backlog).toBe(0)
})

test('a stream that changes before the first hand-out is told what its new configuration says, by the same names', async () => {
  await using poller = await startPoller(hub)
  for (const name of names) await hub.admin.revoke(name)
  const prepared = await ready(poller.streamId, 3)
  const [handedOut] = Object.entries((await poller.poll({ maxEvents: 1 })).json.sets)
  const put = { method: 'PUT', token: hub.admin.token, body: { signingAlg: 'ES256' } }
  await hub.send(`/admin/streams/${poller.streamId}/signing`, put)
  const { json, claims } = await poller.poll()
  expect(claims.map(emailOf).toSorted()).toEqual(names.toSorted())
  expect(Object.keys(json.sets).toSorted()).toEqual(Object.keys(prepared).toSorted())
  const algs = Object.entries(json.sets).map(([jti, jws]) => [
    jti === handedOut?.[0],
    decodeProtectedHeader(jws).alg,
  ])
  expect(algs.toSorted()).toEqual([
    [false, 'ES256'],
    [false, 'ES256'],
    [true, 'RS256'],
  ])
  expect(json.sets[handedOut?.[0] ?? '']).toBe(handedOut?.[1])
})

test('a SET whose bytes an erasure took while it was out is signed anew, under the same jti', async () => {
  await using poller = await startPoller(hub)
  for (const name of names) await hub.admin.revoke(name)
  const prepared = await ready(poller.streamId, 3)
  const [acked = '', ...left] = Object.keys(prepared)
  expect(Object.keys((await poller.poll()).json.sets)).toHaveLength(3)
  await poller.poll({ ack: [acked] })
  const { rowCount } = await client.query(
    `update delivery_exception set jws = '' where stream_id = $1 and state = 'polled'`,
    [poller.streamId],
  )
  expect(rowCount).toBe(2)
  const { json, claims } = await poller.poll()
  expect(Object.keys(json.sets).toSorted()).toEqual(left.toSorted())
  expect(claims.map(({ jti }) => jti).toSorted()).toEqual(left.toSorted())
  expect((await poller.poll()).json).toEqual(json)
})

test('what lies ready for a poll stream that becomes a push stream is pushed once', async () => {
  await using receiver = await startReceiver()
  await using poller = await startPoller(hub)
  for (const name of names) await hub.admin.revoke(name)
  const prepared = await ready(poller.streamId, 3)
  const [first] = Object.values((await poller.poll({ maxEvents: 1 })).json.sets)
  const authorizationHeader = 'Bearer of-this-test'
  receiver.trust({ issuer: hub.url, audience: 'https://poller.example', authorizationHeader })
  const delivery = {
    method: 'urn:ietf:rfc:8935',
    endpoint_url: receiver.url,
    authorization_header: authorizationHeader,
  }
  const body = { stream_id: poller.streamId, delivery }
  const patched = await hub.send('/ssf/streams', { method: 'PATCH', token: poller.token, body })
  expect(patched.status).toBe(200)
  await eventually(() => {
    expect(receiver.pushes.map(({ claims }) => claims.jti).toSorted()).toEqual(
      Object.keys(prepared).toSorted(),
    )
  })
  expect(receiver.pushes.map(({ jws }) => jws)).toContain(first)
  expect(await lie(client, poller.streamId)).toEqual({})
})

test('kill -9 between signing and handing out loses nothing, and repeats nothing under another name', async () => {
  await using open = new AsyncDisposableStack()
  const database = open.use(await createTestDatabase())
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-ahead-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const port = await freePort()
  const [url, token] = [`http://127.0.0.1:${String(port)}`, randomBytes(24).toString('base64url')]
  const environment = {
    ...{ DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(port), ISSUER: url },
    ...{ MASTER_KEY: randomBytes(32).toString('base64'), ADMIN_TOKEN: token },
  }
  const sql = open.adopt(new pg.Client(database.url), (one) => one.end())
  await sql.connect()
  const before = open.use(startProcess(environment))
  await before.printed(/is ready at/)
  const admin = adminOf(url, token)
  const poller = open.use(
    await startPoller({
      ...hub,
      url,
      admin,
      send: (path, options) => request(`${url}${path}`, options),
    }),
  )
  for (const name of names) await admin.revoke(name)
  const prepared = await ready(poller.streamId, 3, sql)
  const [first] = Object.keys((await poller.poll({ maxEvents: 1 })).json.sets)
  before.kill('SIGKILL')
  await before.ended
  const after = open.use(startProcess(environment))
  await after.printed(/is ready at/)
  const { json } = await poller.poll()
  expect(json.sets).toEqual(prepared)
  expect(Object.keys(json.sets)).toContain(first)
  const ack = Object.keys(json.sets)
  expect((await poller.poll({ returnImmediately: true, ack })).json).toEqual({ sets: {} })
})
