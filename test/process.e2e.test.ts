import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { close, listen } from '../services/demo/listen.ts'
import { createTestDatabase } from './setup/database.ts'
import { adminOf } from './support/admin.ts'
import { freePort } from './support/free-port.ts'
import { startProcess } from './support/process.ts'
import { startReceiver } from './support/receiver.ts'
import { subscribeTo } from './support/subscribe.ts'

/** A configuration on an empty database: what a killed hub left there would slow down the next test. */
async function environment() {
  const stack = new AsyncDisposableStack()
  const { url } = stack.use(await createTestDatabase())
  const folder = stack.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-process-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const adminToken = randomBytes(24).toString('base64url')
  const variables: Record<string, string> = {
    DATABASE_URL: url,
    MASTER_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: folder,
    PORT: '0',
  }
  return { variables, adminToken, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const saying = (text: string): string => expect.stringContaining(text) as string // vitest's matchers have no type

const addressIn = (output: string): string =>
  /http:\/\/localhost:\d+/.exec(output)?.[0] ?? 'no address'

/** A process that must not start: its exit code and what it said, once. */
async function refused(variables: Record<string, string>, args: string[] = []) {
  await using hub = startProcess(variables, { args })
  const { code } = await hub.ended
  expect(hub.output()).not.toMatch(/\n\s+at /)
  return { code, said: hub.output() }
}

describe('a hub that cannot start says why in one message and exits with 1:', () => {
  test('every mistake in its configuration at once', async () => {
    const { code, said } = await refused({
      PORT: 'eighty',
      HOST: '0.0.0.0',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      OUTBOUND_ALLOW: '10.0.0.0/99',
    })
    expect(code).toBe(1)
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'OUTBOUND_ALLOW'])
      expect(said).toContain(name)
    expect(said.match(/Bad configuration/g)).toHaveLength(1)
  })

  test('a plain http issuer, a public host without an issuer, a database without a master key', async () => {
    expect(await refused({ ISSUER: 'http://hub.example.com' })).toMatchObject({
      code: 1,
      said: saying('uses https'),
    })
    expect(await refused({ HOST: '0.0.0.0' })).toMatchObject({
      code: 1,
      said: saying('ISSUER'),
    })
    expect(await refused({ DATABASE_URL: 'postgresql://x@127.0.0.1/x' })).toMatchObject({
      code: 1,
      said: saying('MASTER_KEY'),
    })
  })

  test('a port that is taken', async () => {
    await using given = await environment()
    const server = createServer()
    const port = await listen(server)
    const { code, said } = await refused({ ...given.variables, PORT: String(port) })
    await close(server)
    expect(code).toBe(1)
    expect(said.trim().split('\n')).toHaveLength(1)
    expect(said).toContain(`Port ${String(port)} on 127.0.0.1 is taken`)
  })

  test('a database that does not answer', async () => {
    await using given = await environment()
    const port = await freePort()
    const { code, said } = await refused({
      ...given.variables,
      DATABASE_URL: `postgresql://hub@127.0.0.1:${String(port)}/x`,
    })
    expect(code).toBe(1)
    expect(said).toContain(String(port))
  })

  test('a service that nobody knows', async () => {
    expect(await refused({}, ['rooter'])).toMatchObject({
      code: 1,
      said: saying('rooter'),
    })
  })
})

describe('local mode', () => {
  const hasCurl = spawnSync('curl', ['--version']).status === 0
  if (!hasCurl) console.warn('SKIPPED: no curl on this machine')

  test.skipIf(!hasCurl)(
    'tells at the first start what to paste, and shows that it arrived; later the token is not told again',
    async () => {
      await using given = await environment()
      {
        await using hub = startProcess(given.variables)
        await hub.printed(/Ctrl-C/)
        const banner = hub.output()
        expect(banner.trim().split('\n').length).toBeLessThanOrEqual(15)
        expect(banner).toMatch(/ssfadm_[\w-]+/)
        expect(banner).not.toContain('\u001b')
        const command = /^curl [^]*?}'$/m.exec(banner)?.[0] ?? ''
        const pasted = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
        expect(pasted.stdout).toContain('"txn":"console-')
        await hub.printed(
          /↳ Sample app received session-revoked for jane@example\.com \(txn console-\w+\): verified, RS256, \d+ ms after the revocation\n/,
        )
        hub.kill('SIGTERM')
        expect(await hub.ended).toEqual({ code: 0, signal: null })
      }
      await using again = startProcess(given.variables)
      await again.printed(/Ctrl-C/)
      expect(again.output()).not.toContain('ssfadm_')
      expect(again.output()).toContain('"Authorization: Bearer $TOKEN"')
    },
  )

  test('has one sample app however often it starts, and none as soon as an issuer is configured', async () => {
    await using given = await environment()
    const token = given.adminToken
    const names = async (url: string) =>
      (
        await adminOf(url, token).get<{ items: { name: string }[] }>('/admin/subscribers')
      ).json.items.map(({ name }) => name)
    for (let start = 0; start < 2; start++) {
      await using local = startProcess({ ...given.variables, ADMIN_TOKEN: token })
      await local.printed(/Ctrl-C/)
      expect(await names(addressIn(local.output()))).toEqual(['Sample app (local mode)'])
      expect(
        (
          await adminOf(addressIn(local.output()), token).get<{ items: unknown[] }>(
            '/admin/streams',
          )
        ).json.items,
      ).toHaveLength(1)
      local.kill('SIGTERM')
      await local.ended
    }
    const port = await freePort()
    const url = `http://127.0.0.1:${String(port)}`
    await using configured = startProcess({
      ...given.variables,
      ADMIN_TOKEN: token,
      ISSUER: 'https://hub.example',
      PORT: String(port),
    })
    await configured.printed(/is ready at https:\/\/hub\.example/)
    expect(configured.output()).not.toContain('curl')
    expect(await names(url)).toEqual([])
    expect(
      (await adminOf(url, token).get<{ items: unknown[] }>('/admin/streams')).json.items,
    ).toEqual([])
  })
})

describe('a hub whose receiver does not answer', () => {
  /** Started, and in the middle of a push that hangs. */
  async function hanging() {
    const stack = new AsyncDisposableStack()
    const given = stack.use(await environment())
    const token = given.adminToken
    const hub = stack.use(
      startProcess({ ...given.variables, ADMIN_TOKEN: token, PUSH_TIMEOUT_MS: '60000' }),
    )
    await hub.printed(/Ctrl-C/)
    const receiver = stack.use(await startReceiver())
    receiver.always('hang')
    const url = addressIn(hub.output())
    const admin = adminOf(url, token)
    stack.use(await subscribeTo({ url, admin }, receiver))
    await admin.revoke('jane@example.com')
    await eventually(() => {
      expect(receiver.pushes.length).toBeGreaterThan(0)
    })
    return { hub, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'stops cleanly on %s within 5 seconds',
    async (signal) => {
      await using started = await hanging()
      const from = performance.now()
      started.hub.kill(signal)
      expect(await started.hub.ended).toEqual({ code: 0, signal: null })
      expect(performance.now() - from).toBeLessThan(5_000)
    },
  )

  test('stops at once on a second Ctrl-C', async () => {
    await using started = await hanging()
    started.hub.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 500)) // a person's second keystroke
    const from = performance.now()
    started.hub.kill('SIGINT')
    expect(await started.hub.ended).toEqual({ code: 130, signal: null })
    expect(performance.now() - from).toBeLessThan(1_000)
  })
})
