import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startTransmitter } from './support/transmitter/index.ts'
import { connect, secretOf } from './support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

describe.each(['push', 'poll'] as const)('by %s', (delivery) => {
  test('a stream is made, read, verified, used, and deleted with its source', async () => {
    await using transmitter = await startTransmitter({ path: '/tenant/1' })
    const source = await connect(hub, transmitter, { upstream: { delivery } })
    const shown = await source.healthy()
    const stream = transmitter.stream()
    expect(shown).toMatchObject({
      stream: { id: stream.id, status: 'enabled', configuration: { aud: transmitter.audience } },
      authorization: {
        method: 'client_secret_basic',
        clientId: 'hub',
        tokenEndpoint: `${transmitter.issuer}/token`,
      },
      trouble: [],
    })
    const asked = transmitter.seen.map(({ method, path }) => `${method} ${path}`)
    expect(asked).toContain('POST /api/stream')
    expect(asked).toContain(`GET /api/stream?stream_id=${stream.id}`)
    expect(asked).toContain(`GET /api/status?stream_id=${stream.id}`)
    expect(asked).toContain('POST /api/verify')
    await eventually(async () => {
      expect((await source.shown()).verifiedAt).toBeDefined()
    })
    const [jti] = transmitter.emit({ type: REVOKED, claims: { txn: 'txn-of-the-idp' } })
    await eventually(() => {
      expect(stream.acked).toContain(jti)
    })
    expect((await source.signals()).map(({ type, txn }) => [type, txn])).toEqual([
      [VERIFICATION, expect.any(String)],
      [REVOKED, 'txn-of-the-idp'],
    ])
    await eventually(async () => {
      expect((await source.shown()).lastSetAt).toBeDefined()
    })
    expect(stream.errors).toEqual(new Map())
    expect((await hub.admin.delete(`/admin/sources/${source.id}`)).status).toBe(204)
    await eventually(async () => {
      expect(transmitter.streams.size).toBe(0)
      expect((await hub.admin.get(`/admin/sources/${source.id}/upstream`)).status).toBe(404)
    })
  })
})

test('secrets are shown never, not even in the log', async () => {
  await using transmitter = await startTransmitter()
  const source = await connect(hub, transmitter)
  await source.healthy()
  const secret = secretOf(transmitter).clientSecret
  const [token = ''] = [...transmitter.authorization.tokens.keys()]
  const seen = [
    JSON.stringify(await source.shown()),
    (await hub.admin.get('/admin/sources')).text,
    (await hub.admin.get('/admin/audit')).text,
    await hub.log(),
  ]
  for (const text of seen) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(token)
  }
})
