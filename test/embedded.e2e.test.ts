import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPostmaster } from '../services/kernel/postgres/postmaster.ts'
import { eventually } from './support/eventually.ts'
import { adminOf, emailOf } from './support/admin.ts'
import { request } from './support/http.ts'
import { startProcess } from './support/process.ts'
import { startReceiver } from './support/receiver.ts'
import { subscribeTo } from './support/subscribe.ts'

const open = new AsyncDisposableStack()
const token = randomBytes(24).toString('base64url')
let environment: Record<string, string>
beforeAll(async () => {
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-embedded-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  await chmod(folder, 0o711) // as root, the embedded PostgreSQL is another user's
  environment = { DATA_DIR: folder, PORT: '0', ADMIN_TOKEN: token }
})
afterAll(() => open.disposeAsync())

const addressIn = (output: string): string =>
  /http:\/\/localhost:\d+/.exec(output)?.[0] ?? 'no address'

/** A subscriber's client asks for an access token; the status of the answer. */
async function tokenFor(url: string, subscriberId: string): Promise<number> {
  const path = `${url}/admin/subscribers/${subscriberId}/clients`
  const body = { authMethod: 'client_secret_basic' }
  const { json } = await request<{ clientId: string; clientSecret: string }>(path, { token, body })
  const basic = Buffer.from(`${json.clientId}:${json.clientSecret}`).toString('base64')
  const answer = await request(`${url}/oauth/token`, {
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  })
  return answer.status
}

test('with its own database a hub refuses to share its folder, and after kill -9 the next one has everything', async () => {
  await using receiver = await startReceiver()
  receiver.always(503)
  {
    await using hub = startProcess(environment)
    await hub.printed(/Ctrl-C/)
    const url = addressIn(hub.output())

    await using second = startProcess(environment)
    expect(await second.ended).toMatchObject({ code: 1 })
    expect(second.output()).toMatch(/^ssf-hub: Another hub is running on .*\n$/)

    const admin = adminOf(url, token)
    const { streamId, subscriberId } = await subscribeTo({ url, admin }, receiver)
    expect(await tokenFor(url, subscriberId)).toBe(200)
    await admin.revoke('jane@example.com')
    // Recorded, so that its bytes are kept: the next hub's port and with it its issuer differ.
    await eventually(async () => {
      expect((await admin.stream(streamId)).failing).toBeDefined()
    })
    hub.kill('SIGKILL')
    await hub.ended
  }
  receiver.always(202)
  await using next = startProcess(environment)
  await next.printed(/Ctrl-C/)
  // The same keys, another port and so another issuer: the receiver is told.
  const { items } = (
    await adminOf(addressIn(next.output()), token).get<{ items: { name: string }[] }>(
      '/admin/subscribers',
    )
  ).json
  expect(items.map(({ name }) => name).toSorted()).toEqual(['CRM', 'Sample app (local mode)'])
  const [failed] = receiver.pushes
  await eventually(() => {
    expect(receiver.pushes.filter(({ answered }) => answered === 202)).toHaveLength(1)
  })
  expect(receiver.pushes.at(-1)?.jws).toBe(failed?.jws)
  next.kill('SIGTERM')
  expect(await next.ended).toEqual({ code: 0, signal: null })
})

test('its database killed, a hub starts it again and delivers what was told before and after', async () => {
  await using receiver = await startReceiver()
  await using hub = startProcess({ ...environment, LOG_FILE: '-' })
  await hub.printed(/Ctrl-C/)
  const url = addressIn(hub.output())
  const admin = adminOf(url, token)
  await subscribeTo({ url, admin }, receiver, { name: 'Outlives' })
  const { pid } = await postmasterOf(environment['DATA_DIR'] ?? '')
  receiver.always(503)
  await admin.revoke('before@example.com')
  process.kill(pid, 'SIGKILL')
  await eventually(async () => {
    expect((await postmasterOf(environment['DATA_DIR'] ?? '')).pid).not.toBe(pid)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  })
  receiver.always(202)
  await admin.revoke('after@example.com')
  await eventually(() => {
    expect(receiver.sets.map(emailOf)).toEqual(
      expect.arrayContaining(['before@example.com', 'after@example.com']),
    )
  })
  const alerts = await admin.get<{ items: { kind: string; state: string }[] }>('/admin/alerts')
  expect(alerts.json.items).toMatchObject([{ kind: 'database-restarted', state: 'open' }])
  hub.kill('SIGTERM')
  expect(await hub.ended).toEqual({ code: 0, signal: null })
  expect(await findPostmaster(join(environment['DATA_DIR'] ?? '', 'postgres'))).toBeUndefined()
})

async function postmasterOf(dataDir: string) {
  const found = await findPostmaster(join(dataDir, 'postgres'))
  if (!found) throw new Error('no PostgreSQL runs')
  return found
}
