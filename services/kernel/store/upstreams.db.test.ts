import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { openOn, openTestStore, type TestStore } from './store.fixture.ts'
import type { NewUpstream } from './upstreams.ts'

let test1: TestStore
beforeAll(async () => {
  test1 = await openTestStore()
})
afterAll(() => test1[Symbol.asyncDispose]())

const upstream = (sourceId: string, changes: Partial<NewUpstream> = {}): NewUpstream => ({
  sourceId,
  tenantId: 'default',
  issuer: `https://${sourceId}.example`,
  audience: [],
  settings: {
    delivery: 'poll',
    adopt: 'own',
    verifyEverySeconds: 3_600,
    silentAfterSeconds: 300,
    whenPaused: 'alarm',
    enabled: true,
  },
  secrets: {
    authorization: {
      method: 'client_secret_basic',
      clientId: 'hub',
      clientSecret: 'secret-in-the-clear',
      dpop: false,
    },
  },
  ...changes,
})

const ids = async (owner: string) =>
  (await test1.store.upstreamDrives.held(owner)).map(({ sourceId }) => sourceId).sort()

describe('an upstream', () => {
  test('is kept with its secrets sealed, once per source', async () => {
    const { store } = test1
    expect(await store.upstreams.create(upstream('kept'))).toBe(true)
    expect(await store.upstreams.create(upstream('kept'))).toBe(false)
    expect(await store.upstreams.find('kept')).toMatchObject({
      ...upstream('kept'),
      revision: 1,
      isRemoved: false,
      drive: { appliedRevision: 0, trouble: [] },
      arrival: { seq: 0 },
    })
    const rows = await test1.sql('select * from upstream')
    expect(JSON.stringify(rows)).not.toContain('secret-in-the-clear')
  })

  test('that is being removed changes no more, and leaves nothing when it is forgotten', async () => {
    const { store } = test1
    await store.upstreams.create(upstream('gone'))
    const at = systemClock.now()
    await store.upstreamArrivals.expect({ sourceId: 'gone', state: 's', streamId: 'x', at })
    const subjects = [{ format: 'opaque', id: 'a' }]
    await store.upstreamSubjects.want('gone', 'adding', { subjects, verified: true })
    expect(await store.upstreams.remove('gone')).toBe(true)
    expect(await store.upstreams.wantVerification('gone')).toBe(false)
    expect(await store.upstreams.remove('gone')).toBe(false)
    expect((await store.upstreams.find('gone'))?.isRemoved).toBe(true)
    expect(await store.upstreams.forget('gone')).toBe(true)
    for (const table of [
      'upstream',
      'upstream_drive',
      'upstream_arrival',
      'upstream_verification',
      'upstream_subject',
    ])
      expect(await test1.sql(`select 1 from ${table} where source_id = 'gone'`)).toEqual([])
  })
})

describe('a lease', () => {
  test('is of one process alone, and of all upstreams of one issuer', async () => {
    const { store } = test1
    const other = openOn(test1.url)
    const issuer = 'https://shared.example'
    for (const id of ['lease-1', 'lease-2', 'lease-3'])
      await store.upstreams.create(upstream(id, id === 'lease-3' ? {} : { issuer }))
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 ? store : other).upstreamDrives.claim(`p${String(index)}`, 60, 1),
      ),
    )
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => ids(`p${String(index)}`)))
    const held = all.flat()
    expect(new Set(held).size).toBe(held.length)
    const owners = await test1.sql<{ owner: string }>(
      `select distinct owner from upstream_drive where issuer = $1 and owner is not null`,
      [issuer],
    )
    expect(owners.length).toBeLessThanOrEqual(1)
    await store.upstreamDrives.clear()
    await other.close()
  })

  test('ends by itself or is given back; who has lost it writes nothing', async () => {
    const { store } = test1
    await store.upstreams.create(upstream('moving'))
    await store.upstreamDrives.claim('first', 60, 100)
    expect(await ids('first')).toContain('moving')
    expect(await store.upstreamDrives.save('moving', 'first', { appliedRevision: 1 })).toBe(true)
    await test1.sql(`update upstream_drive set lease_until = now() - interval '1 second'`)
    expect(await ids('first')).toEqual([])
    await store.upstreamDrives.claim('second', 60, 100)
    expect(await ids('second')).toContain('moving')
    expect(await store.upstreamDrives.save('moving', 'first', { appliedRevision: 2 })).toBe(false)
    expect(await store.upstreamDrives.load('moving', 'first')).toBeUndefined()
    expect((await store.upstreamDrives.load('moving', 'second'))?.drive.appliedRevision).toBe(1)
    await store.upstreamDrives.release('second')
    expect(await ids('second')).toEqual([])
  })

  test('tells its holder when there is something to look at', async () => {
    const { store } = test1
    await store.upstreams.create(upstream('watched'))
    await store.upstreamDrives.claim('watcher', 60, 100)
    const changes = async () =>
      (await store.upstreamDrives.held('watcher')).find((one) => one.sourceId === 'watched')
        ?.changes ?? 0
    const before = await changes()
    await store.upstreams.wantVerification('watched')
    const wanted = await changes()
    await store.upstreamArrivals.statusTold('watched', { status: 'paused', at: systemClock.now() })
    expect(wanted).toBeGreaterThan(before)
    expect(await changes()).toBeGreaterThan(wanted)
    await store.upstreamDrives.release('watcher')
  })
})

test('what a driver writes down comes back as it was', async () => {
  const { store } = test1
  await store.upstreams.create(upstream('driven'))
  await store.upstreamDrives.claim('driver', 60, 100)
  const at = new Date('2026-01-02T03:04:05.678Z')
  const changes = {
    metadata: {
      document: { issuer: 'x', a: [1] },
      url: 'https://x.example/m',
      readAt: at,
      revision: 1,
    },
    tokenServer: { issuer: 'a', tokenEndpoint: 'b', scopes: ['c'], foundIn: 'd' },
    tokenExpiresAt: at,
    stream: { id: 's', document: { stream_id: 's' }, readAt: at },
    appliedRevision: 3,
    status: { status: 'paused', reason: 'r', readAt: at },
    verificationAskedAt: at,
    trouble: [{ step: 'verify', since: at, failures: 2, last: 'l', nextAttemptAt: at }],
  } as const
  await store.upstreamDrives.save('driven', 'driver', { ...changes, trouble: [...changes.trouble] })
  expect((await store.upstreams.find('driven'))?.drive).toEqual(changes)
  await store.upstreamDrives.save('driven', 'driver', {
    stream: null,
    status: null,
    tokenServer: null,
    trouble: [],
  })
  const { drive } = (await store.upstreams.find('driven')) ?? {}
  expect(drive?.stream).toBeUndefined()
  expect(drive?.status).toBeUndefined()
  expect(drive?.tokenServer).toBeUndefined()
})

test('a verification answers the stream that its state was sent for, however often it comes', async () => {
  const { store } = test1
  const sourceId = 'verified'
  await store.upstreams.create(upstream(sourceId))
  const at = systemClock.now()
  await store.upstreamArrivals.expect({ sourceId, state: 'known', streamId: 'stream-1', at })
  expect(await store.upstreamArrivals.verified(sourceId, 'unknown', at)).toBeUndefined()
  expect(await store.upstreamArrivals.verified('another', 'known', at)).toBeUndefined()
  expect(await store.upstreamArrivals.verified(sourceId, 'known', at)).toBe('stream-1')
  const later = new Date(at.getTime() + 60_000)
  expect(await store.upstreamArrivals.verified(sourceId, 'known', later)).toBe('stream-1')
  const { arrival } = (await store.upstreams.find(sourceId)) ?? {}
  expect(arrival).toMatchObject({ verifiedAt: at, seq: 1 }) // the repeat proves nothing new
  for (let i = 0; i < 60; i++)
    await store.upstreamArrivals.expect({
      sourceId,
      state: `state-${String(i)}`,
      streamId: 'stream-1',
      at: new Date(later.getTime() + i),
    })
  expect(
    await test1.sql('select 1 from upstream_verification where source_id = $1', [sourceId]),
  ).toHaveLength(50)
})

test('subjects wait, are done, refused, and wanted again', async () => {
  const { store } = test1
  const { upstreamSubjects: subjects } = store
  const sourceId = 'subjects'
  await store.upstreams.create(upstream(sourceId))
  const of = (...names: string[]) => names.map((email) => ({ format: 'email', email }))
  const [a, b, c] = ['a@x.example', 'b@x.example', 'c@x.example']
  await subjects.want(sourceId, 'adding', { subjects: of(a, b, c, a), verified: false })
  expect(await subjects.pendingCount(sourceId)).toBe(3)
  const [first, second, third] = await subjects.pending(sourceId, 10)
  if (!first || !second || !third) throw new Error('three wait')
  await subjects.done(sourceId, first)
  await subjects.failed(sourceId, second, 'answered 404')
  await subjects.want(sourceId, 'removing', { subjects: [third.subject], verified: true })
  await subjects.done(sourceId, third) // was wanted otherwise meanwhile
  const listed = await subjects.list(sourceId, { limit: 2 })
  expect(listed.map(({ state }) => state)).toEqual(['added', 'failed'])
  const [last] = await subjects.list(sourceId, { limit: 2, after: listed[1]?.key })
  expect(last).toMatchObject({ state: 'removing', subject: third.subject })
  expect(await subjects.list(sourceId, { limit: 9, state: 'failed' })).toMatchObject([
    { failure: 'answered 404', verified: false },
  ])
  await subjects.beginAnew(sourceId)
  expect((await subjects.list(sourceId, { limit: 9 })).map(({ state }) => state)).toEqual([
    'adding',
    'failed',
  ])
})
