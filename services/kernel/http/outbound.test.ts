import http from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAll, listen, OK, outbound, post, raw } from './outbound.fixture.ts'

afterEach(closeAll)

describe('an answer', () => {
  test('comes with status, headers, body and where it came from', async () => {
    const port = await listen(
      http.createServer((request, response) => {
        const { method, url, headers } = request
        response.writeHead(400, { 'x-many': ['a', 'b'], 'content-language': 'en' })
        request
          .setEncoding('utf8')
          .on('data', (body: string) =>
            response.end(JSON.stringify({ method, url, headers, body })),
          )
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
