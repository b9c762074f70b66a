import { expect, test } from 'vitest'
import { checkPlainHttp, checkPushUrl } from './push-url.ts'

const PRIVATE = ['127.0.0.0/8', '10.0.0.0/8', '::1/128']

test.each([
  ['https://app.example.com/events', []],
  ['https://8.8.8.8/events', []],
  ['https://10.1.2.3/events', PRIVATE],
  ['http://127.0.0.1:9/events', PRIVATE],
  ['http://[::1]:9/events', PRIVATE],
  ['http://crm.internal/events', PRIVATE],
])('%s may be pushed to where %j is allowed', (url, allow) => {
  expect(() => {
    checkPushUrl(url, { allow, pushHosts: [] })
  }).not.toThrow()
})

test.each([
  ['https://10.1.2.3/events', []],
  ['https://169.254.169.254/latest', PRIVATE],
  ['https://0x7f.1/events', []],
  ['https://[fe80::1]/events', PRIVATE],
  ['http://8.8.8.8/events', PRIVATE],
  ['http://192.168.1.1/events', PRIVATE],
  ['http://127.0.0.1/events', []],
  ['ftp://127.0.0.1/events', PRIVATE],
])('%s may not where %j is', (url, allow) => {
  expect(() => {
    checkPushUrl(url, { allow, pushHosts: [] })
  }).toThrow(/endpoint_url/)
})

test.each([
  ['a name within', 'http://crm.internal/', ['10.1.2.3'], true],
  ['a name with one address within', 'http://crm.internal/', ['8.8.8.8', '10.1.2.3'], true],
  ['a public name', 'http://app.example.com/', ['8.8.8.8'], false],
  ['a name that nobody knows', 'http://nobody.internal/', undefined, false],
  ['a name that is not asked for', 'https://app.example.com/', undefined, true],
])('plain http to %s', async (_what, url, addresses, isFine) => {
  const resolve = () =>
    addresses ? Promise.resolve(addresses) : Promise.reject(new Error('ENOTFOUND'))
  const checked = checkPlainHttp(url, PRIVATE, resolve)
  await (isFine ? checked : expect(checked).rejects.toThrow(/OUTBOUND_ALLOW/))
})
