import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAll, listen, LOOPBACK, OK, outbound, portOf, post, raw } from './outbound.fixture.ts'
import { createOutbound } from './outbound.ts'

afterEach(closeAll)

describe('a connection', () => {
  test('is kept and reused, and the result says so', async () => {
    const port = await raw((socket) => socket.write(OK))
    const client = outbound()
    const reused: boolean[] = []
    for (let i = 0; i < 3; i++) {
      const result = await post(client, `http://127.0.0.1:${String(port)}/`)
      reused.push(result.kind === 'answer' && result.reusedConnection)
    }
    expect(reused).toEqual([false, true, true])
  })

  test('is one of few to each origin', async () => {
    const sockets = new Set<Socket>()
    const port = await listen(
      http.createServer((_request, response) => setTimeout(() => response.end(), 20)),
      sockets,
    )
    const client = outbound({ connectionsPerOrigin: 2 })
    const results = await Promise.all(
      Array.from({ length: 12 }, () => post(client, `http://127.0.0.1:${String(port)}/`)),
    )
    expect(results.every(({ kind }) => kind === 'answer')).toBe(true)
    expect(sockets.size).toBe(2)
  })

  test('is never kept waiting by long polls, which have their own', async () => {
    const held: http.ServerResponse[] = []
    const port = await listen(
      http.createServer((request, response) => {
        if (request.url === '/poll') held.push(response)
        else response.end()
      }),
    )
    const client = outbound({ connectionsPerOrigin: 1, longPollsPerOrigin: 2 })
    const url = (path: string) => `http://127.0.0.1:${String(port)}${path}`
    const polls = [1, 2].map(() => post(client, url('/poll'), { isLongPoll: true }))
    await expect.poll(() => held.length).toBe(2)
    expect(await post(client, url('/'))).toMatchObject({ kind: 'answer', status: 200 })
    for (const response of held) response.end('{}')
    for (const poll of polls) expect(await poll).toMatchObject({ kind: 'answer', body: '{}' })
  })

  test.each(['PUT', 'PATCH', 'DELETE'] as const)('carries %s too', async (method) => {
    const seen: unknown[] = []
    const port = await listen(
      http.createServer((request, response) => {
        request.on('data', (chunk) => seen.push(String(chunk)))
        request.on('end', () => {
          seen.push(request.method)
          response.writeHead(204).end()
        })
      }),
    )
    const sent = method === 'DELETE' ? { method, body: undefined } : { method }
    const result = await post(outbound(), `http://127.0.0.1:${String(port)}/`, sent)
    expect(result).toMatchObject({ kind: 'answer', status: 204 })
    expect(seen).toEqual(method === 'DELETE' ? [method] : ['set', method])
  })

  test('that was kept and dies unanswered is replaced once, at once', async () => {
    const port = await raw((socket, n) => (n === 2 ? socket.resetAndDestroy() : socket.write(OK)))
    const client = outbound()
    const url = `http://127.0.0.1:${String(port)}/`
    await post(client, url)
    expect(await post(client, url)).toMatchObject({
      kind: 'answer',
      status: 202,
      reusedConnection: false,
    })
  })

  test('that was new and dies is a reset, not retried', async () => {
    const requests: number[] = []
    const port = await raw((socket, n) => {
      requests.push(n)
      socket.resetAndDestroy()
    })
    expect(await post(outbound(), `http://127.0.0.1:${String(port)}/`)).toMatchObject({
      kind: 'failure',
      reason: 'reset',
    })
    expect(requests).toEqual([1])
  })

  test('that dies after the first byte of an answer is a reset, not retried', async () => {
    const requests: number[] = []
    const port = await raw((socket, n) => {
      requests.push(n)
      socket.write(n === 1 ? OK : 'HTTP/1.1 2')
      if (n > 1) setTimeout(() => socket.destroy(), 50)
    })
    const client = outbound()
    const url = `http://127.0.0.1:${String(port)}/`
    await post(client, url)
    expect(await post(client, url)).toMatchObject({ kind: 'failure', reason: 'reset' })
    expect(requests).toEqual([1, 2])
  })

  test('that is refused says so', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = portOf(server)
    await new Promise((resolve) => server.close(resolve))
    for (const host of ['127.0.0.1', 'localhost'])
      expect(await post(outbound(), `http://${host}:${String(port)}/`)).toMatchObject({
        kind: 'failure',
        reason: 'connect',
        detail: expect.stringContaining('ECONNREFUSED') as string,
      })
  })

  test('is let go by close once the request in hand is done', async () => {
    const port = await raw((socket) => setTimeout(() => socket.write(OK), 100))
    const client = createOutbound({ allow: LOOPBACK })
    const inHand = post(client, `http://127.0.0.1:${String(port)}/`)
    await client.close()
    expect(await inHand).toMatchObject({ kind: 'answer', status: 202 })
    expect(await post(client, `http://127.0.0.1:${String(port)}/`)).toMatchObject({
      kind: 'failure',
    })
  })
})

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outbound-'))
  const [key, cert] = selfSigned(folder)
  rmSync(folder, { recursive: true })

  test('with a certificate nobody vouches for is refused as tls [RFC8935 §5.3 push-tls-verified] [RFC8936 §3 poll-tls-verified] [RFC8417 §5.1 set-certificate]', async () => {
    const port = await listen(
      https.createServer({ key, cert }, (_request, response) => response.end()),
    )
    expect(await post(outbound(), `https://localhost:${String(port)}/`)).toMatchObject({
      kind: 'failure',
      reason: 'tls',
      detail: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') as string,
    })
  })

  test('with a certificate of our own trust is kept and reused', async () => {
    const port = await listen(
      https.createServer({ key, cert }, (_request, response) => response.end()),
    )
    const client = outbound({ extraTrust: [cert] })
    const url = `https://localhost:${String(port)}/`
    expect(await post(client, url)).toMatchObject({
      kind: 'answer',
      status: 200,
      reusedConnection: false,
      phases: { tlsMs: expect.any(Number) as number },
    })
    expect(await post(client, url)).toMatchObject({
      kind: 'answer',
      status: 200,
      reusedConnection: true,
    })
  })

  test('with a certificate for another name is refused as tls [RFC8935 §5.3 push-tls-verified] [RFC8935 §3 push-tls-name] [RFC8936 §3 poll-tls-verified] [RFC8417 §5.1 set-certificate]', async () => {
    const port = await listen(
      https.createServer({ key, cert }, (_request, response) => response.end()),
    )
    const client = outbound({ extraTrust: [cert] })
    expect(await post(client, `https://127.0.0.1:${String(port)}/`)).toMatchObject({
      kind: 'failure',
      reason: 'tls',
    })
  })

  test('towards a server that speaks none is refused as tls', async () => {
    const port = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await post(outbound(), `https://127.0.0.1:${String(port)}/`)).toMatchObject({
      kind: 'failure',
      reason: 'tls',
    })
  })
})

function selfSigned(folder: string): [key: string, cert: string] {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const kind = [
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ]
  execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  })
  return [readFileSync(key, 'utf8'), readFileSync(cert, 'utf8')]
}
