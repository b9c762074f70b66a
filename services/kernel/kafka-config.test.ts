import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

const KAFKA = { KAFKA_BROKERS: 'a:9092' }
const kafka = (more: Record<string, string>) => loadConfig({ ...KAFKA, ...more }).kafka

test('TLS is on where it is said or a file is named', () => {
  expect(kafka({})?.tls).toBeUndefined()
  expect(kafka({ KAFKA_TLS: 'on' })?.tls).toEqual({ caFile: undefined, client: undefined })
  expect(kafka({ KAFKA_CA_FILE: 'ca.pem' })?.tls).toEqual({ caFile: 'ca.pem', client: undefined })
  expect(kafka({ KAFKA_CERT_FILE: 'c.pem', KAFKA_KEY_FILE: 'k.pem' })?.tls).toEqual({
    caFile: undefined,
    client: { certFile: 'c.pem', keyFile: 'k.pem' },
  })
})

test('SASL has a name and a password, OAUTHBEARER a token endpoint too', () => {
  const named = { KAFKA_USERNAME: 'hub', KAFKA_PASSWORD: 'secret' }
  expect(kafka({ ...named, KAFKA_SASL: 'scram-sha-512' })?.sasl).toEqual({
    mechanism: 'scram-sha-512',
    username: 'hub',
    password: 'secret',
  })
  const token = { KAFKA_TOKEN_URL: 'https://idp.example/token', KAFKA_TOKEN_SCOPE: 'kafka' }
  expect(kafka({ ...named, ...token, KAFKA_SASL: 'oauthbearer' })?.sasl).toEqual({
    mechanism: 'oauthbearer',
    clientId: 'hub',
    clientSecret: 'secret',
    tokenUrl: 'https://idp.example/token',
    scope: 'kafka',
  })
})

test.each([
  ['no brokers', { KAFKA_BROKERS: '', KAFKA_SASL: 'plain' }, 'KAFKA_SASL: needs KAFKA_BROKERS'],
  ['half a certificate', { KAFKA_CERT_FILE: 'c.pem' }, 'KAFKA_CERT_FILE, KAFKA_KEY_FILE'],
  ['TLS off, a file named', { KAFKA_TLS: 'off', KAFKA_CA_FILE: 'ca' }, 'KAFKA_TLS: is off'],
  ['no password', { KAFKA_SASL: 'plain', KAFKA_USERNAME: 'hub' }, 'KAFKA_PASSWORD: is required'],
  ['a password alone', { KAFKA_PASSWORD: 'secret-word' }, 'KAFKA_PASSWORD: needs KAFKA_SASL'],
  ['no token endpoint', { KAFKA_SASL: 'oauthbearer' }, 'KAFKA_TOKEN_URL: is required'],
  [
    'a token endpoint for a password',
    {
      KAFKA_SASL: 'plain',
      KAFKA_USERNAME: 'a',
      KAFKA_PASSWORD: 'b',
      KAFKA_TOKEN_URL: 'https://x.example',
    },
    'are for KAFKA_SASL=oauthbearer',
  ],
  ['another mechanism', { KAFKA_SASL: 'gssapi' }, 'KAFKA_SASL'],
])('%s is refused, and no value is told', (_name, more, complaint) => {
  const load = () => kafka(more)
  expect(load).toThrow(complaint)
  expect(load).not.toThrow('secret-word')
})
