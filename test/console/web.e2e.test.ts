import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const assetOf = async () => {
  const { text } = await hub.send('/console')
  return /src="(\/console\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? ''
}

test('the console’s page comes with a strict policy and a nonce that is never the same', async () => {
  const [first, second] = [await hub.send('/console'), await hub.send('/console/streams?x=1')]
  expect(first.status).toBe(200)
  expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(first.headers.get('cache-control')).toBe('no-store')
  const policies = [first, second].map(
    ({ headers }) => headers.get('content-security-policy') ?? '',
  )
  for (const policy of policies) {
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/)
  }
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1] ?? '')
  expect(new Set(nonces).size).toBe(2)
  expect(first.text).toContain(`nonce="${nonces[0] ?? ''}"`)
  expect(first.headers.get('x-content-type-options')).toBe('nosniff')
})

test('assets are kept for ever and come packed as the browser likes it', async () => {
  const asset = await assetOf()
  for (const [accept, encoding] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const reply = await hub.send(asset, { headers: { 'accept-encoding': accept } })
    expect(reply.headers.get('content-encoding'), accept).toBe(encoding)
    expect(reply.headers.get('cache-control')).toContain('immutable')
    expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(reply.text.length).toBeGreaterThan(10_000)
  }
})

test('nothing else is served from there', async () => {
  for (const path of ['x.js', '..%2findex.html', '%2e%2e%2fmanifest.json', 'index.html'])
    expect((await hub.send(`/console/assets/${path}`)).status, path).toBe(404)
})

test('who comes to the hub with a browser is led to the console', async () => {
  const reply = await hub.send('/')
  expect([reply.status, reply.headers.get('location')]).toEqual([302, '/console'])
})
