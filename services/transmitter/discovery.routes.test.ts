import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { TransmitterMetadata } from '../../schemas/metadata.ts'
import type { Config } from '../kernel/config.ts'
import { loadConfig } from '../kernel/config.ts'
import { createApp } from '../kernel/http/app.ts'
import { createDiscoveryRoutes } from './discovery.routes.ts'
import { createIssuers } from '../kernel/http/issuers.ts'

const KEYS = { keys: [{ kty: 'RSA', kid: 'k1', use: 'sig', alg: 'RS256', n: 'AQAB', e: 'AQAB' }] }
const signer = {
  sign: () => Promise.reject(new Error('not here')),
  publicKeys: () => KEYS,
  refresh: () => Promise.resolve(),
  activeKid: () => Promise.resolve('k'),
  underWay: () => 0,
}
const hub = (issuer: string) => {
  const config: Config = { ...loadConfig({ ISSUER: issuer }), issuer }
  const issuers = createIssuers({ config, tenants: { list: () => Promise.resolve([]) } })
  const routes = express.Router()
  routes.use(issuers.locate)
  routes.use(createDiscoveryRoutes({ config, signer, issuers }))
  return supertest(createApp([routes], { log: pino({ level: 'silent' }) }))
}

test.each([
  ['https://hub.example.com', '/.well-known/ssf-configuration'],
  ['https://hub.example.com/', '/.well-known/ssf-configuration'],
  ['https://hub.example.com/tenant1', '/.well-known/ssf-configuration/tenant1'],
  ['https://hub.example.com/a/b/', '/.well-known/ssf-configuration/a/b'],
  ['https://hub.example.com', '/.well-known/risc-configuration'],
])('the well-known part goes between host and path (SSF 1.0 §7.2): %s', async (issuer, path) => {
  expect((await hub(issuer).get(path).expect(200)).body).toMatchObject({ issuer })
})

test('the configuration fits its schema and names the issuer exactly', async () => {
  const response = await hub('https://hub.example.com/')
    .get('/.well-known/ssf-configuration')
    .expect(200)
  expect(response.type).toBe('application/json')
  expect(TransmitterMetadata.parse(response.body)).toEqual(response.body)
  expect(response.body).toMatchObject({
    issuer: 'https://hub.example.com/',
    jwks_uri: 'https://hub.example.com/jwks.json',
    configuration_endpoint: 'https://hub.example.com/ssf/streams',
    delivery_methods_supported: ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'],
  })
})

test('an issuer with a path has its configuration there, whatever characters the path has', async () => {
  await hub('https://hub.example.com/t:1').get('/.well-known/ssf-configuration/t:1').expect(200)
  await hub('https://hub.example.com/t:1').get('/.well-known/ssf-configuration/tenant2').expect(404)
  await hub('https://hub.example.com/(x)').get('/.well-known/ssf-configuration/(x)').expect(200)
})

test('the keys are a JWK Set', async () => {
  const response = await hub('https://hub.example.com').get('/jwks.json').expect(200)
  expect(response.type).toBe('application/jwk-set+json')
  expect(JSON.parse(response.text)).toEqual(KEYS)
})
