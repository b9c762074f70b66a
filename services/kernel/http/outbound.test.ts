import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { addressesIn, createResolve } from './outbound-dial.ts'
import { createOutbound } from './outbound.ts'
import type { Outbound, OutboundOptions, OutboundResult } from './outbound.ts'

const LOOPBACK = ['127.0.0.0/8', '::1/128']
const open: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function listen(server: Server, sockets = new Set<Socket>()): Promise<number> {
  server.on(
    server instanceof https.Server ? 'secureConnection' : 'connection',
    (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return portOf(server)
}

/** `as`: a server that listens on TCP has an AddressInfo. */
const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** A server of raw bytes: what it does with each request, counted from 1 over all connections. */
async function raw(onRequest: (socket: Socket, n: number) => void): Promise<number> {
  let n = 0
  return await listen(
    createServer((socket) => {
      socket.on('data', () => {
        onRequest(socket, ++n)
      })
    }),
  )
}

function outbound(options: Partial<OutboundOptions> = {}): Outbound {
  const client = createOutbound({ allow: LOOPBACK, ...options })
  open.push(() => client.close())
  return client
}

const post = (client: Outbound, url: string, extra: object = {}): Promise<OutboundResult> =>
  client.request({
    method: 'POST',
    url,
    body: 'set',
    timeoutMs: 5_000,
    maxResponseBytes: 1_000,
    ...extra,
  })

const OK = 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'

describe('an answer', () => {
  test('comes with status, headers, body and where it came from', async () => {
    const port = await listen(
      http.createServer((request, response) => {
        const { method, url, headers } = request
        response.writeHead(400, { 'x-many': ['a', 'b'], 'content-language': 'en' })
        request
          .setEncoding('utf8')
          .on('data', (body) => response.end(JSON.stringify({ method, url, headers, body })))
      }),
    )
    const headers = { authorization: 'Bearer t', 'accept-encoding': 'gzip' }
    const result = await post(outbound(), `http://127.0.0.1:${String(port)}/a?b=c`, { headers })
    expect(result).toMatchObject({
      kind: 'answer',
      status: 400,
      truncated: false,
      remoteAddress: '127.0.0.1',
      reusedConnection: false,
      headers: { 'x-many': 'a, b', 'content-language': 'en' },
    })
    expect(JSON.parse(result.kind === 'answer' ? result.body : '')).toMatchObject({
      method: 'POST',
      url: '/a?b=c',
      body: 'set',
      headers: { authorization: 'Bearer t', 'accept-encoding': 'identity' },
    })
  })

  test('that redirects is not followed', async () => {
    const seen: (string | undefined)[] = []
    const port = await listen(
      http.createServer((request, response) => {
        seen.push(request.url)
        response.writeHead(307, { location: '/elsewhere' }).end()
      }),
    )
    expect(await post(outbound(), `http://127.0.0.1:${String(port)}/`)).toMatchObject({
      kind: 'answer',
      status: 307,
    })
    expect(seen).toEqual(['/'])
  })

  test('of 10 MB is read up to the cap and then cut off', async () => {
    let sentBytes = 0
    const closed = Promise.withResolvers<undefined>()
    const port = await listen(
      http.createServer((_request, response) => {
        const block = Buffer.alloc(65_536, 'x')
        const feed = (): void => {
          while (sentBytes < 10_000_000 && !response.destroyed) {
            sentBytes += block.length
            if (!response.write(block)) return void response.once('drain', feed)
          }
        }
        response.on('close', () => {
          closed.resolve(undefined)
        })
        feed()
      }),
    )
    const result = await post(outbound(), `http://127.0.0.1:${String(port)}/`)
    expect(result).toMatchObject({
      kind: 'answer',
      status: 200,
      truncated: true,
      body: 'x'.repeat(1_000),
    })
    await closed.promise
    expect(sentBytes).toBeLessThan(10_000_000)
  })

  test('that fits the cap exactly is whole', async () => {
    const port = await listen(
      http.createServer((_request, response) => response.end('x'.repeat(1_000))),
    )
    expect(await post(outbound(), `http://127.0.0.1:${String(port)}/`)).toMatchObject({
      truncated: false,
    })
  })

  test('with a header of 10 MB fails cleanly, and the next request works', async () => {
    const port = await raw((socket, n) =>
      socket.write(n === 1 ? `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(10_000_000)}\r\n\r\n` : OK),
    )
    const client = outbound()
    const url = `http://127.0.0.1:${String(port)}/`
    expect(await post(client, url)).toMatchObject({
      kind: 'failure',
      reason: 'reset',
      detail: expect.stringMatching(/header/i) as string,
    })
    expect(await post(client, url)).toMatchObject({ kind: 'answer', status: 202 })
  })

  test('that is no HTTP fails cleanly', async () => {
    const port = await raw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    expect(await post(outbound(), `http://127.0.0.1:${String(port)}/`)).toMatchObject({
      kind: 'failure',
      reason: 'reset',
    })
  })

  test('preceded by 103 Early Hints is the final one', async () => {
    const port = await raw((socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${OK}`),
    )
    expect(await post(outbound(), `http://127.0.0.1:${String(port)}/`)).toMatchObject({
      kind: 'answer',
      status: 202,
    })
  })
})

describe('a deadline', () => {
  const startedAt = (): (() => number) => {
    const start = performance.now()
    return () => performance.now() - start
  }

  test('ends a request to a server that never answers', async () => {
    const port = await raw(() => undefined)
    const elapsedMs = startedAt()
    const result = await post(outbound(), `http://127.0.0.1:${String(port)}/`, { timeoutMs: 200 })
    expect(result).toMatchObject({
      kind: 'failure',
      reason: 'timeout',
      detail: 'no whole answer in time',
    })
    expect(elapsedMs()).toBeLessThan(3_000)
  })

  test('counts the body too: a server that drips does not stretch it', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n')
      const drip = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => {
        clearInterval(drip)
      })
    })
    const elapsedMs = startedAt()
    const result = await post(outbound(), `http://127.0.0.1:${String(port)}/`, { timeoutMs: 300 })
    expect(result).toMatchObject({ kind: 'failure', reason: 'timeout' })
    expect(elapsedMs()).toBeLessThan(3_000)
  })

  test('counts the wait for a connection, and giving up there costs no one else theirs', async () => {
    const port = await raw((socket) => setTimeout(() => socket.write(OK), 400))
    const client = outbound({ connectionsPerOrigin: 1 })
    const url = `http://127.0.0.1:${String(port)}/`
    const [first, second] = await Promise.all([
      post(client, url),
      post(client, url, { timeoutMs: 100 }),
    ])
    expect(first).toMatchObject({ kind: 'answer', status: 202 })
    expect(second).toMatchObject({
      kind: 'failure',
      reason: 'timeout',
      detail: 'no connection in time',
    })
    expect(await post(client, url)).toMatchObject({ kind: 'answer', reusedConnection: true })
  })

  test('is not the caller giving up: that is told apart, before and during the request', async () => {
    const port = await raw(() => undefined)
    const url = `http://127.0.0.1:${String(port)}/`
    const client = outbound()
    const stop = new AbortController()
    const during = post(client, url, { signal: stop.signal })
    setTimeout(() => {
      stop.abort()
    }, 50)
    expect(await during).toMatchObject({ kind: 'failure', reason: 'aborted' })
    expect(await post(client, url, { signal: stop.signal })).toMatchObject({
      kind: 'failure',
      reason: 'aborted',
    })
  })
})

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
      socket.write(
        n === 1 ? OK : 'HTTP/1.1 2',
        () => void (n === 1 || setTimeout(() => socket.destroy(), 50)),
      )
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

  test('with a certificate nobody vouches for is refused as tls', async () => {
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
    })
    expect(await post(client, url)).toMatchObject({
      kind: 'answer',
      status: 200,
      reusedConnection: true,
    })
  })

  test('with a certificate for another name is refused as tls', async () => {
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

describe('an address is refused', () => {
  test.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://10.0.0.1:8443/',
    'https://localhost/',
    'https://a.localhost/',
    'https://LOCALHOST./',
    'https://0/',
    'http://127.0.0.1/',
  ])('%s, where nothing is allowed', async (url) => {
    expect(await post(outbound({ allow: [] }), url)).toMatchObject({
      kind: 'failure',
      reason: 'blocked-address',
    })
  })

  test('over plain http though it is public', async () => {
    const client = outbound({ resolve: async () => ['93.184.215.14'] })
    for (const url of ['http://93.184.215.14/', 'http://example.com/'])
      expect(await post(client, url)).toMatchObject({ kind: 'failure', reason: 'blocked-address' })
  })

  test('when a name is rebound between two connections; each connection resolves once', async () => {
    const port = await listen(
      http.createServer((_request, response) => response.setHeader('connection', 'close').end()),
    )
    const resolve = vi.fn(async () => ['10.255.255.1'])
    resolve.mockResolvedValueOnce(['127.0.0.1'])
    const client = outbound({ resolve })
    const url = `http://app.example.com:${String(port)}/`
    expect(await post(client, url)).toMatchObject({ kind: 'answer', remoteAddress: '127.0.0.1' })
    expect(resolve).toHaveBeenCalledTimes(1)
    expect(await post(client, url)).toMatchObject({
      kind: 'failure',
      reason: 'blocked-address',
      detail: expect.stringContaining('10.255.255.1') as string,
    })
    expect(resolve).toHaveBeenCalledTimes(2)
  })

  test('beside a permitted one, which is dialled', async () => {
    const port = await raw((socket) => socket.write(OK))
    const client = outbound({ resolve: async () => ['10.255.255.1', '127.0.0.1'] })
    expect(await post(client, `http://app.example.com:${String(port)}/`)).toMatchObject({
      remoteAddress: '127.0.0.1',
    })
  })
})

test.each([
  ['https://user:pw@127.0.0.1/', 'bad-url'],
  ['gopher://127.0.0.1/', 'bad-url'],
  ['not a url', 'bad-url'],
])('%s is a bad URL', async (url, reason) => {
  expect(await post(outbound(), url)).toMatchObject({ kind: 'failure', reason })
})

test('a header with a line break is refused before anything is sent', async () => {
  const headers = { authorization: 'Bearer t\r\nx: y' }
  expect(await post(outbound(), 'http://127.0.0.1:9/', { headers })).toMatchObject({
    kind: 'failure',
    reason: 'bad-url',
  })
})

test('a name without an address is a failure of dns', async () => {
  const nothing = outbound({ resolve: async () => [] })
  const failing = outbound({
    resolve: async () => await Promise.reject(new Error('queryA ENOTFOUND')),
  })
  for (const client of [nothing, failing])
    expect(await post(client, 'https://app.example.com/')).toMatchObject({
      kind: 'failure',
      reason: 'dns',
      detail: expect.stringContaining('app.example.com') as string,
    })
})

describe('names', () => {
  test('of the hosts file are found, in any case and with comments about', () => {
    const hosts = '# 9.9.9.9 app\n127.0.1.1\tApp app.internal # x\n::1 app\nbroken app\n'
    expect(addressesIn(hosts, 'app')).toEqual(['127.0.1.1', '::1'])
    expect(addressesIn(hosts, 'x')).toEqual([])
  })

  test('of localhost stay on this machine', async () => {
    expect(await createResolve('/nowhere')('Receiver.LOCALHOST.')).toEqual(['127.0.0.1', '::1'])
  })
})
