import http from 'node:http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { addressesIn, createResolve } from './outbound-dial.ts'
import { closeAll, listen, OK, outbound, post, raw } from './outbound.fixture.ts'

afterEach(closeAll)

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

  test('over plain http though it is public [SSF §7.2 metadata-trusted] [RFC8417 §5.1 set-transport]', async () => {
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
