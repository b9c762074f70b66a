import { describe, expect, test } from 'vitest'
import { isLoopback, loadConfig } from './config.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')

/** What is said about a bad environment. */
function complaint(env: Record<string, string>): string {
  try {
    loadConfig(env)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}

test('an empty environment is a local hub on loopback', () => {
  const config = loadConfig({})
  expect(config).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    issuer: 'http://localhost:8080',
    isLocal: true,
  })
  expect(config.outbound.allow).toEqual(['127.0.0.0/8', '::1/128'])
  expect(config.log.file).toMatch(/hub\.log$/)
  expect(config.kafka).toBeUndefined()
})

test('empty variables are as if they were not set', () => {
  expect(loadConfig({ PORT: '', ISSUER: '', KAFKA_BROKERS: '', MASTER_KEY: '' })).toEqual(
    loadConfig({}),
  )
})

test('every mistake is told in one message', () => {
  const message = complaint({
    PORT: 'eighty',
    HOST: '0.0.0.0',
    DATABASE_URL: 'mysql://localhost/x',
    MASTER_KEY: 'short',
    ADMIN_TOKEN: 'short',
    LOG_LEVEL: 'loud',
    OUTBOUND_ALLOW: '10.0.0.0/8, everything',
    BODY_LIMIT_BYTES: '1',
    PUSH_TIMEOUT_MS: '0',
    KAFKA_PARTITIONS: '0',
  })
  expect(message).toMatch(/^Bad configuration:/)
  for (const name of [
    'PORT',
    'ISSUER',
    'DATABASE_URL',
    'MASTER_KEY',
    'ADMIN_TOKEN',
    'LOG_LEVEL',
    'OUTBOUND_ALLOW',
    'BODY_LIMIT_BYTES',
    'PUSH_TIMEOUT_MS',
    'KAFKA_PARTITIONS',
  ])
    expect(message).toContain(name)
})

test('what must fit together is told beside other mistakes', () => {
  const message = complaint({ PORT: 'x', HOST: '0.0.0.0', DATABASE_URL: 'postgresql://db/hub' })
  for (const part of [
    'PORT',
    'ISSUER',
    'is required when HOST (0.0.0.0)',
    'MASTER_KEY',
    'is required with DATABASE_URL',
  ])
    expect(message).toContain(part)
})

test('no secret stands in the message', () => {
  const secret = 'hunter2-hunter2'
  const message = complaint({
    PORT: 'x',
    ADMIN_TOKEN: secret,
    MASTER_KEY: secret,
    DATABASE_URL: `mysql://hub:${secret}@db/hub`,
    ISSUER: `http://hub:${secret}@hub.example.com`,
  })
  for (const name of ['ADMIN_TOKEN', 'MASTER_KEY', 'DATABASE_URL', 'ISSUER'])
    expect(message).toContain(name)
  expect(message).not.toContain(secret)
})

describe('an issuer', () => {
  test.each([
    'https://hub.example.com',
    'https://hub.example.com/tenant',
    'http://localhost:8080',
    'http://127.0.0.1:9',
    'http://[::1]:9',
  ])('may be %s', (issuer) => {
    expect(loadConfig({ ISSUER: issuer })).toMatchObject({ issuer, isLocal: false })
  })
  test.each([
    'http://hub.example.com',
    'http://127.0.0.1.example.com',
    'http://127.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'ftp://localhost',
    'hub.example.com',
    'https://hub.example.com/?a=b',
    'https://hub.example.com/#top',
    'https://user:word@hub.example.com',
  ])('may not be %s [SSF §7.1 metadata-issuer]', (issuer) => {
    expect(complaint({ ISSUER: issuer })).toContain('ISSUER')
  })
})

test('a hub that others reach must say who it is', () => {
  for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'hub.internal', '127.evil.example'])
    expect(complaint({ HOST })).toContain('ISSUER')
  for (const HOST of ['127.0.0.1', '127.9.9.9', '::1', 'localhost'])
    expect(loadConfig({ HOST }).isLocal).toBe(true)
  expect(loadConfig({ HOST: '0.0.0.0', ISSUER: 'https://hub.example.com' }).host).toBe('0.0.0.0')
})

test('only a hub on loopback reaches loopback by itself', () => {
  expect(loadConfig({ ISSUER: 'https://hub.example.com' }).outbound.allow).toEqual([])
  expect(loadConfig({ ISSUER: 'https://127.evil.example' }).outbound.allow).toEqual([])
  expect(
    loadConfig({
      ISSUER: 'https://hub.example.com',
      OUTBOUND_ALLOW: '10.0.0.0/8, fd00::/8,192.0.2.7',
    }).outbound.allow,
  ).toEqual(['10.0.0.0/8', 'fd00::/8', '192.0.2.7'])
})

test.each([
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0/8',
  '10.0.0.0/8/9',
  '::/129',
  'all',
  '10.0.0.0/-1',
  '10.0.0.0/1e1',
])('%s is no network', (network) => {
  expect(complaint({ OUTBOUND_ALLOW: network })).toContain('OUTBOUND_ALLOW')
})

test('a database of one’s own needs the master key that seals what is in it', () => {
  expect(complaint({ DATABASE_URL: 'postgresql://db/hub' })).toContain('openssl rand')
  const config = loadConfig({
    DATABASE_URL: 'postgresql://db/hub',
    MASTER_KEY: KEY,
    ISSUER: 'https://hub.example.com',
  })
  expect(config).toMatchObject({
    databaseUrl: 'postgresql://db/hub',
    masterKey: KEY,
    log: { file: undefined },
  })
})

test('brokers are a list of at least one', () => {
  expect(loadConfig({ KAFKA_BROKERS: 'a:9092, b:9092,' }).kafka).toEqual({
    brokers: ['a:9092', 'b:9092'],
    partitions: 32,
    replication: 1,
    tls: undefined,
    sasl: undefined,
  })
  expect(complaint({ KAFKA_BROKERS: ' , ' })).toContain('KAFKA_BROKERS')
})

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.0.9', true],
  ['::1', true],
  ['[::1]', true],
  ['127.0.0.1.example.com', false],
  ['127.1.example', false],
  ['128.0.0.1', false],
  ['localhost.example.com', false],
  ['', false],
])('only this machine reaches %j: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
