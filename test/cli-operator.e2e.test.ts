import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { ssfHub } from './support/cli.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { createPeer, SET_HEADERS } from './support/peer.ts'
import { refusal, startReceiver } from './support/receiver.ts'

let hub: TestHub
let folder: string
let env: Record<string, string>

beforeAll(async () => {
  hub = await startHub()
  folder = await mkdtemp(join(tmpdir(), 'ssf-hub-cli-'))
  env = { SSF_HUB_URL: hub.url, SSF_HUB_TOKEN: hub.admin.token }
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const file = (name: string) => join(folder, name)

test('tail shows what comes in, is decided and delivered, until it is stopped', async () => {
  await using receiver = await startReceiver()
  await hub.subscribe(receiver, { name: 'Watched' })
  const stop = new AbortController()
  const lines: string[] = []
  const onLine = (line: string) => lines.push(line)
  const watching = ssfHub(['tail'], { env, stop: stop.signal, onLine })
  await eventually(() => {
    expect(lines.join()).toContain('everything is shown')
  })
  const txn = await hub.admin.revoke('tail@example.com')
  await eventually(() => {
    const text = lines.join('\n')
    expect(text).toMatch(/ in +session-revoked from console/)
    expect(text).toContain(`session-revoked txn ${txn}`)
    expect(text).toMatch(/delivered .*accepted/)
  })
  stop.abort()
  expect((await watching).exitCode).toBe(0)
  expect((await ssfHub(['tail'], { env: { ...env, SSF_HUB_TOKEN: 'wrong' } })).exitCode).toBe(3)
  const nowhere = { ...env, SSF_HUB_URL: 'http://127.0.0.1:9' }
  expect((await ssfHub(['tail'], { env: nowhere })).exitCode).toBe(6)
})

test('policies are listed, switched, checked and tried on signals, by those in force or by a file', async () => {
  const { out } = await ssfHub(['policies'], { env })
  expect(out).toMatch(/^leaver +on/m)
  const signals = JSON.stringify([
    { type: 'account-disabled', subject: { format: 'email', email: 'bo@example.com' } },
  ])
  const tried = await ssfHub(['policies', 'test', '-'], { env, stdin: signals })
  expect(tried.out).toMatch(/emit +tokens-revoked +leaver/)
  const own = { name: 'Mine', when: { types: ['account-disabled'] }, reason: 'Because' }
  const policy = {
    ...own,
    then: [{ emit: 'token-claims-change', payload: { claims: { role: 'none' } } }],
  }
  await writeFile(file('policy.json'), JSON.stringify(policy))
  const args = ['policies', 'test', '-', '--policy', file('policy.json')]
  const byFile = await ssfHub(args, { env, stdin: signals })
  expect(byFile.err).toBe('')
  expect(byFile.out).toMatch(/emit +token-claims-change +tried +Because/)
  expect(byFile.out).not.toContain('leaver')
  const check = (condition: string) =>
    ssfHub(['policies', 'check', '-'], {
      env,
      stdin: JSON.stringify({ ...policy, when: { ...own.when, condition } }),
    })
  expect((await check('signal.type != ""')).exitCode).toBe(0)
  expect(await check('signal.type ==')).toMatchObject({
    exitCode: 1,
    out: expect.stringMatching(/^when\.condition:1:\d+ /),
  })
  expect((await ssfHub(['policies', 'check', '-'], { env, stdin: '{}' })).exitCode).toBe(2)
  expect((await ssfHub(['policies', 'mode', 'leaver', 'off'], { env })).exitCode).toBe(7)
  const switched = await ssfHub(['policies', 'mode', 'lost-device', 'shadow', '--yes'], { env })
  expect(switched).toMatchObject({ exitCode: 0, out: 'lost-device is shadow.' })
})

test('a policy is backtested as it is stored, or as it stands in a file', async () => {
  await hub.admin.revoke('past@example.com')
  const policy = {
    name: 'Past',
    when: { types: ['session-revoked'] },
    then: [{ emit: 'token-claims-change', payload: { claims: { role: 'none' } } }],
    reason: 'It would be safer',
  }
  await writeFile(file('past.json'), JSON.stringify(policy))
  const args = ['policies', 'backtest', 'past', '--policy', file('past.json'), '--since', '1h']
  const { out } = await eventually(async () => {
    const told = await ssfHub(args, { env })
    expect(told).toMatchObject({ exitCode: 0, out: expect.stringContaining('past@example.com') })
    return told
  })
  expect(out).toMatch(
    /^In 1 hour it would have told \d+ app-streams? token-claims-change about \d+ users?/,
  )
  const json = await ssfHub(['policies', 'backtest', 'leaver', '--json'], { env })
  expect(JSON.parse(json.out)).toMatchObject({
    policyId: 'leaver',
    version: 1,
    job: { state: 'done' },
    result: { signals: { failed: 0 } },
  })
  expect((await ssfHub(['policies', 'backtest', 'nothing'], { env })).exitCode).toBe(4)
  const vague = ['policies', 'backtest', 'leaver', '--since', 'yesterday']
  expect((await ssfHub(vague, { env })).exitCode).toBe(2)
})

test('the stop switch holds what is decided, and lets it go', async () => {
  await using receiver = await startReceiver()
  await hub.subscribe(receiver, { name: 'Held' })
  const stop = ['stop-switch', 'stop', '--reason', 'Runs wild']
  expect((await ssfHub(stop, { env })).exitCode).toBe(7)
  expect((await ssfHub([...stop, '--yes'], { env })).out).toMatch(/^STOPPED/)
  await hub.admin.revoke('held@example.com')
  await eventually(async () => {
    expect((await ssfHub(['stop-switch'], { env })).out).toMatch(/^stop +1$/m)
  })
  expect(receiver.sets).toEqual([])
  const resume = ['stop-switch', 'resume', '--reason', 'Mended', '--yes', '--held']
  expect((await ssfHub([...resume, 'nonsense'], { env })).exitCode).toBe(2)
  expect((await ssfHub([...resume, 'release'], { env })).exitCode).toBe(0)
  await eventually(() => {
    expect(receiver.sets).toHaveLength(1)
  })
})

test('dead letters are grouped, listed and sent once more', async () => {
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver, { name: 'Refuses' })
  receiver.answer(refusal('invalid_request', 'no such user'))
  await hub.admin.revoke('dead@example.com')
  await eventually(async () => {
    const { out } = await ssfHub(['dead-letters'], { env })
    expect(out).toMatch(/Refuses +invalid_request +1 .*no such user/)
  })
  const listed = ['dead-letters', 'list', '--stream', streamId, '--json']
  const [letter] = (await ssfHub<{ jti: string }[]>(listed, { env })).json()
  const redrive = ['dead-letters', 'redrive', streamId, letter?.jti ?? '']
  expect((await ssfHub(redrive, { env })).exitCode).toBe(7)
  expect((await ssfHub([...redrive, '--yes'], { env })).out).toBe('1 are owed again.')
  await eventually(() => {
    expect(receiver.sets.map(({ jti }) => jti)).toEqual([letter?.jti])
  })
})

test('alerts are listed; one that nobody knows is not acknowledged', async () => {
  expect((await ssfHub(['alerts', 'list', '--all'], { env })).exitCode).toBe(0)
  const unknown = ['alerts', 'acknowledge', '01a20d89-5771-7000-801b-b4d81fc99d9c']
  expect((await ssfHub(unknown, { env })).exitCode).toBe(4)
})

test('an incident is listed, told as its story, and taken to its end; who is in it has a name', async () => {
  await using receiver = await startReceiver()
  await hub.subscribe(receiver, { name: 'Story' })
  const peer = await createPeer()
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
  const type = 'https://schemas.openid.net/secevent/risc/event-type/credential-compromise'
  const claims = peer.claims({
    sub_id: { format: 'email', email: 'victim@example.com' },
    events: { [type]: { credential_type: 'password' } },
  })
  const body = await peer.sign(claims)
  const pushed = await hub.send('/ingest/peer', { body, headers: SET_HEADERS })
  expect(pushed.status).toBe(202)
  type Listed = { id: string; severity: string }[]
  const id = await eventually(async () => {
    const [found] = (await ssfHub<Listed>(['incident', '--json'], { env })).json()
    expect(found).toBeDefined()
    return found?.id ?? ''
  })
  await eventually(async () => {
    const { out } = await ssfHub(['incident', 'show', id], { env })
    expect(out).toContain('victim@example.com')
    expect(out).toMatch(/credential-compromise from peer/)
    expect(out).toMatch(/→ session-revoked: .*1 told/)
  })
  expect((await ssfHub(['who', 'victim@'], { env })).out).toMatch(/^user /)
  expect((await ssfHub(['who', 'nobody-like-that'], { env })).exitCode).toBe(4)
  expect((await ssfHub(['incident', 'comment', id, 'Called her'], { env })).exitCode).toBe(0)
  for (const [step, state] of [
    ['acknowledge', 'acknowledged'],
    ['contain', 'contained'],
    ['close', 'closed'],
  ] as const)
    expect((await ssfHub(['incident', step, id], { env })).out).toBe(`The incident is ${state}.`)
  expect((await ssfHub(['incident', 'acknowledge', id], { env })).exitCode).toBe(5)
  expect((await ssfHub(['incident'], { env })).out).not.toContain(id)
  expect((await ssfHub(['incident', 'list', '--all'], { env })).out).toContain(id)
})

test('replay counts first, asks, and tells the stream once more with the same jti', async () => {
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver, { name: 'Again' })
  await hub.admin.revoke('again@example.com')
  await eventually(async () => {
    expect((await hub.admin.stream(streamId)).backlog).toBe(0)
    expect(receiver.sets).toHaveLength(1)
  })
  const args = ['replay', '--since', '1h', '--stream', streamId]
  const missed = await ssfHub([...args, '--yes'], { env })
  expect(missed).toMatchObject({ exitCode: 0, out: expect.stringContaining('0 of 0') })
  const declined = await ssfHub([...args, '--all'], { env, answer: 'n' })
  expect(declined).toMatchObject({ exitCode: 7 })
  expect((await ssfHub(['jobs'], { env })).out).toMatch(/replay +cancelled/)
  const told = await ssfHub([...args, '--all', '--yes'], { env })
  expect(told).toMatchObject({ exitCode: 0, out: expect.stringContaining('1 of 1 sent again') })
  await eventually(() => {
    expect(receiver.pushes).toHaveLength(2)
  })
  expect(new Set(receiver.pushes.map(({ jws }) => jws)).size).toBe(1)
  expect((await ssfHub(['replay', '--since', 'yesterday'], { env })).exitCode).toBe(2)
})

test('evidence is exported, and verified against the hub that signed it', async () => {
  await using receiver = await startReceiver()
  const { streamId } = await hub.subscribe(receiver, { name: 'Proof' })
  const txn = await hub.admin.revoke('proof@example.com')
  await eventually(async () => {
    expect(receiver.sets).toHaveLength(1)
    expect((await hub.admin.stream(streamId)).backlog).toBe(0)
  })
  const out = file('bundle.json')
  expect((await ssfHub(['evidence', 'export', txn, '--out', out], { env })).exitCode).toBe(0)
  const genuine = await ssfHub(['evidence', 'verify', out, '--issuer', hub.url])
  expect(genuine).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^Genuine\./) })
  const elsewhere = await ssfHub(['evidence', 'verify', out, '--issuer', 'https://other.example'])
  expect(elsewhere.exitCode).toBe(1)
  const text = await readFile(out, 'utf8')
  await writeFile(out, text.replace('proof@example.com', 'other@example.com'))
  expect(await ssfHub(['evidence', 'verify', out])).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining('changed after it was signed'),
  })
  const pages = out.replace(/json$/, 'pdf')
  expect(
    (await ssfHub(['evidence', 'export', txn, '--pdf', '--out', pages], { env })).exitCode,
  ).toBe(0)
  expect(await ssfHub(['evidence', 'verify', pages, '--issuer', hub.url])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('Genuine.'),
  })
  const altered = await readFile(pages)
  altered[200] = (altered[200] ?? 0) ^ 1
  await writeFile(pages, altered)
  expect(await ssfHub(['evidence', 'verify', pages, '--issuer', hub.url])).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining('changed after it was signed'),
  })
  expect((await ssfHub(['evidence', 'export', 'nobody-knows'], { env })).exitCode).toBe(4)
  expect((await ssfHub(['evidence', 'verify', '-'], { stdin: '{}' })).exitCode).toBe(2)
})
