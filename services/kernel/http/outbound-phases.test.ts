import http from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAll, listen, OK, outbound, post, raw } from './outbound.fixture.ts'

afterEach(closeAll)

const LONG_MS = 150
const later = (work: () => void) => setTimeout(work, LONG_MS)
const phasesOf = async (client: ReturnType<typeof outbound>, url: string, extra = {}) =>
  (await post(client, url, extra)).phases ?? {}

describe('how long a request took is told by its parts', () => {
  test('each where it was spent; a kept connection has only the answer’s', async () => {
    const port = await listen(
      http.createServer((_request, response) =>
        later(() => {
          response.write('a')
          later(() => response.end('b'))
        }),
      ),
    )
    const resolve = async () => {
      await new Promise<void>((done) => later(done))
      return ['127.0.0.1']
    }
    const client = outbound({ resolve })
    const url = `http://app.example.com:${String(port)}/`
    const first = await phasesOf(client, url)
    expect(Object.keys(first)).toEqual(['dnsMs', 'connectMs', 'firstByteMs', 'bodyMs'])
    for (const spent of [first.dnsMs, first.firstByteMs, first.bodyMs])
      expect(spent).toBeGreaterThan(LONG_MS / 3)
    expect(Object.keys(await phasesOf(client, url))).toEqual(['firstByteMs', 'bodyMs'])
  })

  test('a name that nobody answers for: up to the deadline, and nothing else', async () => {
    const client = outbound({ resolve: () => new Promise(() => undefined) })
    const phases = await phasesOf(client, 'http://app.example.com/', { timeoutMs: 200 })
    expect(Object.keys(phases)).toEqual(['dnsMs'])
    expect(phases.dnsMs).toBeGreaterThan(150)
  })

  test('a server that accepts and never speaks TLS', async () => {
    const port = await raw(() => undefined)
    const phases = await phasesOf(outbound(), `https://127.0.0.1:${String(port)}/`, {
      timeoutMs: 200,
    })
    expect(Object.keys(phases)).toEqual(['connectMs', 'tlsMs'])
    expect(phases.tlsMs).toBeGreaterThan(100)
  })

  test('a server that takes the request and says nothing, or half an answer', async () => {
    const port = await raw((socket, n) => {
      if (n === 2) socket.write(OK.replace('Length: 0', 'Length: 9'))
    })
    const url = `http://127.0.0.1:${String(port)}/`
    const silent = await phasesOf(outbound(), url, { timeoutMs: 200 })
    expect(silent.firstByteMs).toBeGreaterThan(100)
    expect(silent).not.toHaveProperty('bodyMs')
    const half = await phasesOf(outbound(), url, { timeoutMs: 200 })
    expect(half.bodyMs).toBeGreaterThan(100)
  })

  test('nothing of a URL that is no URL', async () => {
    expect(await post(outbound(), 'mailto:x@example.com')).not.toHaveProperty('phases')
  })
})
