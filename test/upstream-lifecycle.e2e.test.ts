import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startTransmitter } from './support/transmitter/index.ts'
import { connect, query, secretOf } from './support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const ask = (id: string, what: string, body: object = {}) =>
  hub.send(`/admin/sources/${id}/upstream/${what}`, {
    method: 'POST',
    token: hub.admin.token,
    body,
  })

type Alert = { kind: string; text: string }
const openAlerts = async (id: string) =>
  (await hub.admin.get<{ items: Alert[] }>(`/admin/alerts?state=open&target=source:${id}`)).json
    .items

describe('a stream whose status the transmitter changes', () => {
  test.each(['push', 'poll'] as const)(
    'by %s is shown, with the reason, and as it is again',
    async (delivery) => {
      await using transmitter = await startTransmitter()
      const source = await connect(hub, transmitter, { upstream: { delivery } })
      await source.healthy()
      const stream = transmitter.stream()
      transmitter.sets.updated(stream, 'paused', 'licence expired')
      stream.reason = 'licence expired'
      const paused = await source.healthy('paused')
      expect(paused.stream).toMatchObject({ status: 'paused', statusReason: 'licence expired' })
      expect(paused.problem).toContain('licence expired')
      await eventually(async () => {
        expect(await openAlerts(source.id)).toMatchObject([
          { kind: 'source-failing', text: expect.stringContaining('licence expired') },
        ])
      })
      transmitter.sets.updated(stream, 'enabled')
      await source.healthy()
      await eventually(async () => {
        expect(await openAlerts(source.id)).toEqual([])
      })
    },
  )

  test('is enabled again where the operator said so, once', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { whenPaused: 'enable' } })
    await source.healthy()
    const stream = transmitter.stream()
    transmitter.sets.updated(stream, 'disabled', 'no traffic')
    await eventually(() => {
      expect(stream.status).toBe('enabled')
    })
    await source.healthy()
    transmitter.sets.updated(stream, 'disabled', 'no traffic')
    await source.healthy('disabled') // not again at once
  })

  test('is what an operator asks the transmitter for', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter, { upstream: { whenPaused: 'enable' } })
    await source.healthy()
    expect(
      (await ask(source.id, 'status', { status: 'paused', reason: 'maintenance' })).status,
    ).toBe(202)
    await source.healthy('paused')
    expect(transmitter.stream().status).toBe('paused')
    await ask(source.id, 'status', { status: 'enabled' })
    await source.healthy()
    expect((await ask(source.id, 'status', { status: 'gone' })).status).toBe(400)
  })
})

describe('subjects', () => {
  type Listed = {
    items: { subject: { email: string }; state: string; failure?: string }[]
    next?: string
  }
  const email = (name: string) => ({ format: 'email', email: `${name}@example.com` })

  test('are added and removed at the transmitter, many at once, and listed in pages', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const stream = transmitter.stream()
    const names = Array.from(
      { length: 120 },
      (_, index) => `user-${String(index).padStart(3, '0')}`,
    )
    const added = await ask(source.id, 'subjects', { add: names.map(email), verified: false })
    expect(added.json).toEqual({ adding: 120, removing: 0 })
    await eventually(() => {
      expect(stream.subjects.size).toBe(120)
    })
    expect([...stream.subjects.values()][0]).toEqual({
      subject: email('user-000'),
      verified: false,
    })
    await ask(source.id, 'subjects', { remove: names.slice(0, 20).map(email) })
    await eventually(async () => {
      expect(stream.subjects.size).toBe(100)
      expect((await source.shown()).subjectsPending).toBe(0)
    })
    const path = `/admin/sources/${source.id}/upstream/subjects`
    const first = (await hub.admin.get<Listed>(`${path}?limit=60`)).json
    const rest = (
      await hub.admin.get<Listed>(`${path}?limit=60&after=${encodeURIComponent(first.next ?? '')}`)
    ).json
    const all = [...first.items, ...rest.items]
    expect(all.map(({ subject }) => subject.email.split('@')[0])).toEqual(names.slice(20))
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['added']))
    // A new stream knows none of them.
    transmitter.streams.delete(stream.id)
    await ask(source.id, 'verification')
    await eventually(() => {
      expect([...transmitter.streams.values()][0]?.subjects.size).toBe(100)
    })
  })

  test('that the transmitter refuses are shown with its words, the others are told', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    transmitter.faults.management = { status: 403, times: 1, path: /subjects/ }
    await ask(source.id, 'subjects', { add: [email('a'), email('b')] })
    await eventually(() => {
      expect(transmitter.stream().subjects.size).toBe(1)
    })
    const path = `/admin/sources/${source.id}/upstream/subjects?state=failed`
    expect((await hub.admin.get<Listed>(path)).json.items).toMatchObject([
      { state: 'failed', failure: expect.stringContaining('403') },
    ])
    expect((await ask(source.id, 'subjects', {})).status).toBe(400)
    expect((await ask(source.id, 'subjects', { add: [{ email: 'x' }] })).status).toBe(400)
  })

  test('that were removed may still be told about: that is no error (SSF 1.0 §9.3) [SSF §9.3 removal-tolerated]', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    await ask(source.id, 'subjects', { add: [email('jane')] })
    await ask(source.id, 'subjects', { remove: [email('jane')] })
    await eventually(async () => {
      expect((await source.shown()).subjectsPending).toBe(0)
    })
    const [jti] = transmitter.emit({ type: REVOKED, subject: email('jane') })
    await eventually(() => {
      expect(transmitter.stream().acked).toContain(jti)
    })
  })
})

describe('a stream that is there already', () => {
  test('and is the source’s own is found again: a hub that forgot it makes no second one', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const { id } = transmitter.stream()
    await query(
      hub,
      'update upstream_drive set stream_id = null, stream = null where source_id = $1',
      [source.id],
    )
    await ask(source.id, 'verification')
    await eventually(async () => {
      expect((await source.shown()).stream?.id).toBe(id)
    })
    await hub.restart()
    await source.healthy()
    expect(transmitter.stream().id).toBe(id)
  })

  test('and is somebody else’s is not taken over, unless the operator says so', async () => {
    await using transmitter = await startTransmitter({ faults: { maxStreams: 1 } })
    const first = await connect(hub, transmitter)
    await first.healthy()
    const { id } = transmitter.stream()
    const second = await connect(hub, transmitter)
    await eventually(async () => {
      const { health, problem } = await second.shown()
      expect({ health, problem }).toEqual({
        health: 'connecting',
        problem: expect.stringContaining('adopt'),
      })
    })
    await hub.admin.delete(`/admin/sources/${first.id}`)
    await second.healthy()
    expect(transmitter.stream().id).not.toBe(id)
    const third = await connect(hub, transmitter, { upstream: { adopt: 'any' } })
    await eventually(async () => {
      expect((await third.shown()).stream?.id).toBe(transmitter.stream().id)
    })
  })

  test('is used where the operator names it', async () => {
    await using transmitter = await startTransmitter()
    const first = await connect(hub, transmitter)
    await first.healthy()
    const { id } = transmitter.stream()
    const named = await connect(hub, transmitter, { upstream: { streamId: id } })
    expect((await named.healthy()).stream?.id).toBe(id)
  })
})

describe('a source that is removed', () => {
  test('while its transmitter is down: the stream is deleted when it is back, and that is seen', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    await transmitter.stop()
    expect((await hub.admin.delete(`/admin/sources/${source.id}`)).status).toBe(204)
    await eventually(async () => {
      const { health, problem } = await source.shown()
      expect({ health, problem }).toMatchObject({
        health: 'removing',
        problem: expect.stringContaining('delete'),
      })
    })
    const again = {
      id: source.id,
      kind: 'ssf',
      issuer: transmitter.issuer,
      upstream: { authorization: secretOf(transmitter) },
    }
    expect((await hub.admin.post('/admin/sources', again)).status).toBe(409)
    expect((await hub.admin.get('/admin/sources')).text).not.toContain(source.id)
    await hub.restart()
    await transmitter.start()
    await eventually(async () => {
      expect(transmitter.streams.size).toBe(0)
      expect((await hub.admin.get(`/admin/sources/${source.id}/upstream`)).status).toBe(404)
    })
    expect((await hub.admin.post('/admin/sources', again)).status).toBe(201)
  })

  test('from a transmitter that never comes back can be forgotten', async () => {
    await using transmitter = await startTransmitter()
    const source = await connect(hub, transmitter)
    await source.healthy()
    const path = `/admin/sources/${source.id}/upstream`
    expect((await hub.admin.delete(path)).status).toBe(409)
    await transmitter.stop()
    await hub.admin.delete(`/admin/sources/${source.id}`)
    expect((await hub.admin.delete(path)).status).toBe(204)
    expect((await hub.admin.get(path)).status).toBe(404)
  })
})
