import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { ssfHub } from './support/cli.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startProcess } from './support/process.ts'
import { startReceiver } from './support/receiver.ts'

let hub: TestHub
let folder: string
let env: Record<string, string>

beforeAll(async () => {
  hub = await startHub()
  folder = await mkdtemp(join(tmpdir(), 'ssf-hub-cli-'))
  const SSF_HUB_CONFIG = join(folder, 'config.json')
  env = { SSF_HUB_URL: hub.url, SSF_HUB_TOKEN: hub.admin.token, SSF_HUB_CONFIG }
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const file = (name: string) => join(folder, name)

describe('exit codes say what happened', () => {
  test.each([
    [['keys'], {}, 0],
    [['revoke'], {}, 2],
    [['nonsense'], {}, 2],
    [['keys', '--limit'], {}, 2],
    [['--help'], {}, 0],
    [['trace', 'nobody-knows'], {}, 4],
    [['streams', 'verify', 'nobody-knows'], {}, 4],
    [['keys'], { SSF_HUB_TOKEN: 'wrong' }, 3],
    [['keys'], { SSF_HUB_TOKEN: '' }, 3],
    [['keys'], { SSF_HUB_URL: 'http://127.0.0.1:9' }, 6],
    [['revoke', 'a@b.c', '--reason', 'x'], {}, 7],
  ])('%j with %j exits with %i', async (args, changes, exitCode) => {
    const ran = await ssfHub(args, { env: { ...env, ...changes } })
    expect({ ...ran, exitCode: ran.exitCode }).toMatchObject({ exitCode })
    if (exitCode > 2) expect(ran.err).not.toBe('')
    expect(ran.err).not.toContain(hub.admin.token)
  })
})

test('login keeps a token that works, for this hub alone, where only its user reads it', async () => {
  const without = { SSF_HUB_CONFIG: file('kept.json') }
  const refused = await ssfHub(['login', hub.url], { env: without, stdin: 'wrong' })
  expect(refused.exitCode).toBe(3)
  await expect(stat(file('kept.json'))).rejects.toThrow()
  const kept = await ssfHub(['login', `${hub.url}/`], {
    env: without,
    stdin: `${hub.admin.token}\n`,
  })
  expect(kept.exitCode).toBe(0)
  expect((await stat(file('kept.json'))).mode & 0o077).toBe(0)
  expect((await ssfHub(['keys'], { env: without })).exitCode).toBe(0)
  const elsewhere = await ssfHub(['keys', '--url', 'http://127.0.0.1:9'], { env: without })
  expect(elsewhere.exitCode).toBe(3)
  await ssfHub(['logout'], { env: without })
  expect((await ssfHub(['keys', '--url', hub.url], { env: without })).exitCode).toBe(3)
})

describe('revoke', () => {
  test('asks first, does nothing without a yes, and with one waits until every app has it', async () => {
    await using receiver = await startReceiver()
    await hub.subscribe(receiver, { name: 'CRM' })
    const args = ['revoke', 'jane@example.com', '--reason', 'Stolen laptop', '--wait', '20']
    const declined = await ssfHub(args, { env, answer: 'n' })
    expect(declined).toMatchObject({
      exitCode: 7,
      err: expect.stringMatching(
        /session-revoked .* 1 told.*CRM +told +at once.*Nothing was done/s,
      ),
    })
    const done = await ssfHub(args, { env, answer: 'y' })
    expect(done).toMatchObject({ exitCode: 0, out: expect.stringMatching(/CRM +delivered/) })
    expect(receiver.sets.map(({ sub_id: subject }) => subject['email'])).toEqual([
      'jane@example.com',
    ])
  })

  test('is one revocation with a txn that trace understands', async () => {
    const args = ['revoke', 'joe@example.com', '--reason', 'Leaver', '--kind', 'both', '--yes']
    const accepted = await ssfHub<{ txn: string; signals: object[] }>([...args, '--json'], { env })
    const { txn, signals } = accepted.json()
    expect(signals).toHaveLength(2)
    await eventually(async () => {
      const { out, exitCode } = await ssfHub(['trace', txn], { env })
      expect({ out, exitCode }).toMatchObject({ exitCode: 0, out: expect.stringContaining(txn) })
      expect(out).toContain('tokens-revoked')
    })
  })
})

test('subscribers, sources and streams are made, shown and removed', async () => {
  const made = await ssfHub<{ id: string; token: string }>(
    ['subscribers', 'add', 'Wiki', '--audience', 'https://wiki', '--json'],
    { env },
  )
  const { id, token } = made.json()
  expect(token).toMatch(/^ssfsub_/)
  expect((await ssfHub(['subscribers'], { env })).out).toContain(id)
  expect((await ssfHub(['subscribers', 'remove', id], { env })).exitCode).toBe(7)
  expect((await ssfHub(['subscribers', 'remove', id, '--yes'], { env })).exitCode).toBe(0)
  expect((await ssfHub(['subscribers'], { env })).out).not.toContain(id)
  const source = { id: 'git', kind: 'github', secrets: ['a secret that is long'] }
  const added = await ssfHub(['sources', 'add', '-'], { env, stdin: JSON.stringify(source) })
  expect(added).toMatchObject({ exitCode: 0, err: '', out: expect.stringContaining('/ingest/git') })
  expect((await ssfHub(['sources'], { env })).out).toContain('github')
  const wrong = await ssfHub(['sources', 'add', '-'], { env, stdin: '{"id":"x","kind":"nothing"}' })
  expect(wrong.exitCode).toBe(2)
})

test('a directory is made with a token, changed to another, seen at work and removed', async () => {
  type Made = { id: string; token: string; scimUrl: string }
  const add = ['directories', 'add', 'okta', '--issuer', 'https://acme.okta.example']
  const made = (await ssfHub<Made>([...add, '--json'], { env })).json()
  const ask = (token: string, filter = '') =>
    fetch(`${made.scimUrl}/Users?${filter}`, { headers: { authorization: `Bearer ${token}` } })
  expect((await ssfHub(['directories'], { env })).out).toMatch(/^okta .* never/m)
  expect((await ask(made.token)).status).toBe(200)
  expect((await ask(made.token, 'filter=title%20pr')).status).toBe(400)
  await eventually(async () => {
    const { out } = await ssfHub(['directories'], { env })
    expect(out).toMatch(/^okta .* 0 +\d+ s ago +\d+ s ago: GET \/Users 400: A filter says by eq/m)
  })
  const second = await ssfHub(['directories', 'rotate', 'okta', '--keep', '--json'], { env })
  const { id, token } = second.json() as Made
  expect((await ask(made.token)).status).toBe(200)
  const shown = (await ssfHub(['directories', 'show', 'okta'], { env })).out
  expect(shown).toContain(`base URL: ${made.scimUrl}`)
  expect(shown).toContain(id)
  expect(shown).not.toContain(token)
  const end = ['directories', 'end-token', 'okta', made.id]
  expect((await ssfHub(end, { env })).exitCode).toBe(7)
  expect((await ssfHub([...end, '--yes'], { env })).exitCode).toBe(0)
  expect((await ask(made.token)).status).toBe(401)
  expect((await ssfHub(['directories', 'rotate', 'okta'], { env, answer: 'n' })).exitCode).toBe(7)
  const third = await ssfHub(['directories', 'rotate', 'okta', '--yes'], { env })
  expect(third.out).toMatch(/shown this once: ssfscim_/)
  expect((await ask(token)).status).toBe(401)
  expect((await ssfHub(['directories', 'remove', 'okta', '--yes'], { env })).exitCode).toBe(0)
  expect((await ssfHub(['directories'], { env })).out).toBe('No directory.')
  const vague = ['directories', 'add', 'x', '--subject', 'email']
  expect((await ssfHub(vague, { env })).exitCode).toBe(2)
})

test('set: keygen, sign, decode and verify fit together', async () => {
  const key = file('key.json')
  const keygen = await ssfHub(['set', 'keygen', '--alg', 'ES256', '--out', key])
  await writeFile(file('jwks.json'), keygen.out)
  expect(keygen.out).not.toContain((JSON.parse(await readFile(key, 'utf8')) as { d: string }).d)
  expect((await stat(key)).mode & 0o077).toBe(0)
  const claims = {
    sub_id: { format: 'email', email: 'jane@example.com' },
    events: { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} },
  }
  const by = ['--key', key, '--issuer', 'https://idp.example', '--audience', 'https://me.example']
  const { out: set } = await ssfHub(['set', 'sign', JSON.stringify(claims), ...by])
  expect((await ssfHub(['set', 'decode', set])).out).toContain('"jane@example.com"')
  const jwks = ['--jwks', file('jwks.json')]
  expect(await ssfHub(['set', 'verify', set, ...jwks])).toMatchObject({ exitCode: 0 })
  const other = await ssfHub(['set', 'verify', set, ...jwks, '--audience', 'https://you.example'])
  expect(other).toMatchObject({ exitCode: 1, out: expect.stringContaining('invalid_audience') })
  const changed = `${set.slice(0, -4)}AAAA`
  expect(await ssfHub(['set', 'verify', changed, ...jwks])).toMatchObject({ exitCode: 1 })
  expect(await ssfHub(['set', 'decode', 'not.a.set'])).toMatchObject({ exitCode: 2 })
})

test('listen forwards what the receiver takes, reports what it refuses, and leaves no stream behind', async () => {
  await using receiver = await startReceiver()
  const audience = 'https://dev.example'
  const authorizationHeader = 'Bearer for-development'
  receiver.trust({ issuer: hub.url, audience, authorizationHeader })
  const app = await hub.admin.createSubscriber({ name: 'Dev', audience: [audience] })
  const stop = new AbortController()
  const lines: string[] = []
  const listening = ssfHub(
    ['listen', hub.url, receiver.url, '--authorization', authorizationHeader],
    {
      env: { SSF_ACCESS_TOKEN: app.token },
      stop: stop.signal,
      onLine: (line) => lines.push(line),
    },
  )
  await eventually(() => {
    expect(lines.join()).toContain('Listening')
  })
  await hub.admin.revoke('kim@example.com')
  await eventually(() => {
    expect(lines.join('\n')).toMatch(/session-revoked .*kim@example.com.* HTTP 202/)
  })
  stop.abort()
  expect((await listening).exitCode).toBe(0)
  expect(receiver.faults).toEqual([])
  const left = await hub.send<unknown[]>('/ssf/streams', { token: app.token })
  expect(left.json).toEqual([])
})

test('npx ssf-hub runs in a clone, whatever Node the machine has', async () => {
  const ran = startProcess(
    { SSF_HUB_URL: hub.url, SSF_HUB_TOKEN: hub.admin.token },
    { script: 'scripts/ssf-hub.mjs', args: ['keys', '--json'] },
  )
  expect({ ...(await ran.ended), output: ran.output() }).toMatchObject({
    code: 0,
    output: expect.stringContaining('RS256'),
  })
  expect(JSON.parse(ran.output())).toMatchObject([{ alg: 'RS256', state: 'active' }])
})
