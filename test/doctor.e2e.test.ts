import { createServer, type RequestListener } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { close, listen } from '../services/demo/listen.ts'
import { ssfHub } from './support/cli.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { freePort } from './support/free-port.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

type Report = { findings: { name: string; clause: string; verdict: string; seen: string }[] }

const verdicts = ({ findings }: Report): Record<string, string> =>
  Object.fromEntries(findings.map(({ name, verdict }) => [name, verdict]))
const faultsIn = ({ findings }: Report): string[] =>
  findings.filter(({ verdict }) => verdict === 'fault').map(({ name }) => name)

const AUTHORIZATION = 'Bearer doctor-visits'
const AUDIENCE = 'https://me.example'

async function visitReceiver(url: string, port: number) {
  const by = ['--authorization', AUTHORIZATION, '--port', String(port), '--yes', '--json']
  const ran = await ssfHub<Report>(['doctor', 'receiver', url, '--audience', AUDIENCE, ...by])
  return { ...ran, report: ran.json() }
}

async function withServer<T>(
  answer: RequestListener,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      answer(request, response)
    })
  })
  try {
    return await work(`http://127.0.0.1:${await listen(server)}`)
  } finally {
    await close(server)
  }
}

describe('a receiver', () => {
  test('that is right has no fault: the hub’s own door', async () => {
    const port = await freePort()
    const issuer = `http://localhost:${port}`
    await hub.admin.createSource({
      id: 'doctor',
      kind: 'ssf',
      issuer,
      audience: [AUDIENCE],
      jwksUri: `${issuer}/jwks.json`,
      pushAuthorization: AUTHORIZATION,
    })
    const { report, exitCode } = await visitReceiver(`${hub.url}/ingest/doctor`, port)
    expect(report.findings.filter(({ verdict }) => verdict !== 'ok')).toMatchObject([
      { name: 'is reached by TLS', verdict: 'note' },
    ])
    expect(exitCode).toBe(0)
  })

  test('that takes everything is told of each thing that it must refuse', async () => {
    const accept: RequestListener = (_request, response) => response.writeHead(200).end('thanks')
    const { report, exitCode } = await withServer(accept, async (url) =>
      visitReceiver(url, await freePort()),
    )
    expect(exitCode).toBe(1)
    expect(faultsIn(report)).toEqual(
      expect.arrayContaining([
        'refuses a forged signature',
        'refuses another issuer',
        'refuses another audience',
        'refuses typ is JWT',
        'refuses no signature (alg none)',
        'refuses no Authorization header',
      ]),
    )
    expect(verdicts(report)).toMatchObject({
      'accepts a session-revoked': 'ok',
      'says 202 with an empty body': 'note',
      'refuses with err and description': 'skipped',
    })
  })

  test('that fails with 500, or with nothing but a status, is told so', async () => {
    const fail: RequestListener = (_request, response) => response.writeHead(500).end()
    const failing = await withServer(fail, async (url) => visitReceiver(url, await freePort()))
    expect(faultsIn(failing.report)).toContain('refuses a forged signature')
    const mute: RequestListener = (_request, response) => response.writeHead(400).end()
    const { report } = await withServer(mute, async (url) => visitReceiver(url, await freePort()))
    expect(verdicts(report)).toMatchObject({
      'accepts a session-revoked': 'fault',
      'refuses with err and description': 'fault',
      'says in which language': 'note',
    })
  })

  test('that is not there is a fault, not a crash', async () => {
    const port = await freePort()
    const { report, exitCode } = await visitReceiver(`http://127.0.0.1:${port}/`, await freePort())
    expect(exitCode).toBe(1)
    expect(report.findings.map(({ seen }) => seen).join()).toContain('no answer')
  })
})

describe('a transmitter', () => {
  test('that is right has no fault: the hub, and no stream stays behind', async () => {
    const app = await hub.admin.createSubscriber({ name: 'Doctor', audience: [AUDIENCE] })
    const ran = await ssfHub<Report>(['doctor', 'transmitter', hub.url, '--json'], {
      env: { SSF_ACCESS_TOKEN: app.token },
    })
    expect(ran.json().findings.filter(({ verdict }) => verdict !== 'ok')).toMatchObject([
      { name: 'uses https', verdict: 'note' },
    ])
    expect(ran.exitCode).toBe(0)
    expect((await hub.send('/ssf/streams', { token: app.token })).json).toEqual([])
  })

  test('is looked at with client credentials too', async () => {
    const app = await hub.admin.createSubscriber({ name: 'OAuth', audience: [AUDIENCE] })
    const { json: client } = await hub.admin.post<{ clientId: string; clientSecret: string }>(
      `/admin/subscribers/${app.id}/clients`,
      {},
    )
    const ran = await ssfHub<Report>(
      ['doctor', 'transmitter', hub.url, '--client-id', client.clientId, '--json'],
      { env: { SSF_CLIENT_SECRET: client.clientSecret } },
    )
    expect(faultsIn(ran.json())).toEqual([])
    expect(verdicts(ran.json())).toMatchObject({ 'sends the state back': 'ok' })
  })

  test('that names another issuer and is open to strangers is told so', async () => {
    const serve: RequestListener = (request, response) => {
      const host = `http://${request.headers.host ?? ''}`
      response.setHeader('content-type', 'application/json')
      if (request.url !== '/.well-known/ssf-configuration') response.end('{"keys":[]}')
      else
        response.end(
          JSON.stringify({
            issuer: `${host}/else`,
            jwks_uri: `${host}/jwks`,
            configuration_endpoint: `${host}/streams`,
            critical_subject_members: [],
          }),
        )
    }
    const bad = await withServer(serve, (url) =>
      ssfHub<Report>(['doctor', 'transmitter', url, '--json']),
    )
    expect(bad.exitCode).toBe(1)
    expect(bad.json().findings.length).toBeGreaterThan(0)
  })

  test('that publishes nothing ends the visit with the reason', async () => {
    const nothing: RequestListener = (_request, response) => response.writeHead(404).end()
    const ran = await withServer(nothing, (url) =>
      ssfHub<Report>(['doctor', 'transmitter', url, '--json']),
    )
    expect(ran.exitCode).toBe(1)
    expect(ran.json().findings).toMatchObject([
      { name: 'publishes its metadata', verdict: 'fault', seen: expect.stringContaining('404') },
    ])
  })
})
