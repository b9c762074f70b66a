import { expect, test } from 'vitest'
import { isFromOwnPage } from './own-page.ts'

const own = { 'sec-fetch-site': 'same-origin', origin: 'https://hub.example' }
const marked = { 'x-ssf-hub-console': '1' }

test.each<[string, boolean, string, Record<string, string>]>([
  ['a page of the console reads', true, 'GET', { 'sec-fetch-site': 'same-origin' }],
  ['an address is typed', true, 'GET', { 'sec-fetch-site': 'none' }],
  ['an old browser says nothing', true, 'GET', {}],
  ['another site reads', false, 'GET', { 'sec-fetch-site': 'cross-site' }],
  ['a subdomain reads', false, 'GET', { 'sec-fetch-site': 'same-site' }],
  ['another site reads by CORS', false, 'GET', { origin: 'https://evil.example' }],
  ['a page of the console changes', true, 'POST', { ...own, ...marked }],
  ['an old browser changes', true, 'DELETE', marked],
  ['a form of ours would be none', false, 'POST', own],
  ['a form of another site', false, 'POST', { 'sec-fetch-site': 'cross-site' }],
  ['another site with our header', false, 'POST', { ...marked, 'sec-fetch-site': 'cross-site' }],
  ['another origin', false, 'POST', { ...marked, origin: 'https://hub.example.evil' }],
  ['another port', false, 'POST', { ...marked, origin: 'https://hub.example:8443' }],
  ['a sandboxed frame', false, 'POST', { ...marked, origin: 'null' }],
  ['a change that was typed', false, 'POST', { ...marked, 'sec-fetch-site': 'none' }],
])('%s: %s', (_who, isOwn, method, headers) => {
  expect(isFromOwnPage({ method, headers, host: 'hub.example' })).toBe(isOwn)
})
