import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emailOf, typeOf } from './support/admin.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { registerClient } from './support/oauth.ts'
import { startReceiver, type Receiver } from './support/receiver.ts'
import { connect, type Connected } from './support/upstream.ts'
import { oktaHook } from './support/vendors.ts'

const SECRET = 'value-of-the-okta-header'

/** `idp` hears of Okta and is a transmitter; `saas` has a stream there and tells its own subscribers. */
let idp: TestHub
let saas: TestHub
let receiver: Receiver
beforeAll(async () => {
  ;[idp, saas] = await Promise.all([startHub(), startHub()])
  receiver = await startReceiver()
  await idp.admin.createSource({
    id: 'okta',
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: [SECRET],
    trust: 'trusted',
  })
  await saas.subscribe(receiver)
})
afterAll(async () => {
  await receiver[Symbol.asyncDispose]()
  await saas[Symbol.asyncDispose]()
  await idp[Symbol.asyncDispose]()
})

/** Okta says that a user's session ended; answers the txn that the first hub gave it. */
async function sessionEnds(user: string): Promise<string> {
  const body = oktaHook('user.session.end', user)
  const headers = { authorization: SECRET, 'content-type': 'application/json' }
  const reply = await idp.send('/ingest/okta', { method: 'POST', headers, body })
  expect(reply.status, reply.text).toBeLessThan(300)
  return eventually(async () => {
    const { items } = (
      await idp.admin.get<{ items: { txn: string; subject: unknown }[] }>('/admin/events')
    ).json
    const found = items.find(({ subject }) => JSON.stringify(subject).includes(user))
    if (!found) throw new Error('no event yet')
    return found.txn
  })
}

/** A source of the second hub with a stream at the first. */
async function subscribed(upstream: object, client: object = {}): Promise<Connected> {
  const { clientId, clientSecret } = await registerClient(idp, client)
  const authorization = { method: 'client_secret_basic', clientId, clientSecret }
  return connect(saas, { issuer: idp.url }, { upstream: { authorization, ...upstream } })
}

describe.each(['push', 'poll'] as const)('one hub is upstream of another by %s', (delivery) => {
  test('what Okta tells the first reaches the apps of the second, with the same txn', async () => {
    const source = await subscribed({ delivery })
    await source.healthy()
    const user = `00u${delivery}`
    const txn = await sessionEnds(user)
    const told = await eventually(() => {
      const found = receiver.sets.find((set) => set.txn === txn)
      if (!found) throw new Error('not told yet')
      return found
    })
    expect(told.iss).toBe(saas.url)
    expect(typeOf(told)).toContain('session-revoked')
    expect(JSON.stringify(told.sub_id)).toContain(user)
    const [signal] = (await source.signals()).filter((one) => one.txn === txn)
    expect(signal).toBeDefined()
    expect(receiver.faults).toEqual([])
    // Each of the hubs has it acknowledged: nothing waits at the first.
    await eventually(async () => {
      const { items } = (await idp.admin.get<{ items: { backlog: number }[] }>('/admin/streams'))
        .json
      expect(items.every(({ backlog }) => backlog === 0)).toBe(true)
    })
    await saas.admin.delete(`/admin/sources/${source.id}`)
    await eventually(async () => {
      const { items } = (await idp.admin.get<{ items: unknown[] }>('/admin/streams')).json
      expect(items).toEqual([])
    })
  })

  test('the whole of a receiver passes against it', async () => {
    const source = await subscribed({ delivery, enabled: false })
    const { json } = await saas.send<{ state: string; steps: object[] }>(
      `/admin/sources/${source.id}/conformance`,
      { method: 'POST', token: saas.admin.token },
    )
    expect(json, JSON.stringify(json.steps, null, 1)).toMatchObject({ state: 'passed' })
  })
})

test('a client that proves itself by a key, with tokens bound to another', async () => {
  const authorization = { method: 'private_key_jwt', clientId: 'not-known-yet', dpop: true }
  const source = await connect(saas, { issuer: idp.url }, { upstream: { authorization } })
  const { publicKey } = (await source.shown()).authorization
  const { clientId } = await registerClient(idp, {
    authMethod: 'private_key_jwt',
    jwks: { keys: [publicKey] },
    requireDpop: true,
  })
  await source.patch({ authorization: { ...authorization, clientId } })
  const { authorization: shown } = await source.healthy()
  expect(shown).toMatchObject({
    clientId,
    publicKey: { kid: publicKey?.['kid'] },
    authorizationServer: idp.url,
    scope: 'ssf.read ssf.manage',
  })
  await saas.admin.delete(`/admin/sources/${source.id}`)
})

test('a revocation that the SOC of the first makes ends at the apps of the second', async () => {
  const source = await subscribed({ delivery: 'poll' })
  await source.healthy()
  const txn = await idp.admin.revoke('jane@example.com')
  await eventually(() => {
    const told = receiver.sets.find((set) => set.txn === txn)
    expect(told && emailOf(told)).toBe('jane@example.com')
  })
})
