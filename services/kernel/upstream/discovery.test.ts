import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startTransmitter } from '../../../test/support/transmitter/index.ts'
import { createOutbound } from '../http/outbound.ts'
import { discoverTransmitter, metadataUrls } from './discovery.ts'
import { readMetadata } from './metadata.ts'

test('the well-known path is inserted between host and path, whose last slash goes (SSF 1.0 §7.2)', () => {
  expect(metadataUrls('https://tr.example.com')[0]).toBe(
    'https://tr.example.com/.well-known/ssf-configuration',
  )
  expect(metadataUrls('https://tr.example.com/')[0]).toBe(
    'https://tr.example.com/.well-known/ssf-configuration',
  )
  expect(metadataUrls('https://tr.example.com/issuer1/')).toEqual([
    'https://tr.example.com/.well-known/ssf-configuration/issuer1',
    'https://tr.example.com/.well-known/sse-configuration/issuer1',
    'https://tr.example.com/.well-known/risc-configuration/issuer1',
    'https://tr.example.com/.well-known/ssf-configuration',
    'https://tr.example.com/.well-known/sse-configuration',
    'https://tr.example.com/.well-known/risc-configuration',
  ])
})

describe('metadata is found', () => {
  test.each([
    ['of an issuer without a path', {}],
    ['of an issuer with a path', { path: '/tenants/1' }],
    ['of an issuer whose path ends in a slash', { path: '/tenants/1/' }],
    ['at the RISC path', { dialect: 'google' }],
    ['at the path of the first draft', { dialect: 'sse' }],
    ['at the root of the host', { path: '/org', metadataPath: '/.well-known/ssf-configuration' }],
  ] as const)('%s', async (_where, options) => {
    await using transmitter = await startTransmitter(options)
    const found = await discover(transmitter.issuer)
    expect(found).toMatchObject({ ok: true, metadata: { issuer: transmitter.issuer } })
  })

  test('where the operator says', async () => {
    await using transmitter = await startTransmitter({ metadataPath: '/odd/place' })
    const at = `${transmitter.issuer}/odd/place`
    expect(await discover(transmitter.issuer)).toMatchObject({ ok: false })
    expect(await discover(transmitter.issuer, at)).toMatchObject({ ok: true, url: at })
  })
})

describe('metadata is not used', () => {
  test('where its issuer is not byte for byte the one asked for [SSF §7.2.4 receive-metadata-validated]', async () => {
    await using transmitter = await startTransmitter()
    transmitter.faults.metadataIssuer = `${transmitter.issuer}/`
    expect(await discover(transmitter.issuer)).toEqual({
      ok: false,
      tried: expect.arrayContaining([expect.stringContaining('its issuer is')]),
    })
  })

  test('where it is nowhere: each place is told with what was there', async () => {
    await using transmitter = await startTransmitter()
    const issuer = `${transmitter.issuer}/nobody`
    const found = await discover(issuer)
    expect(found).toMatchObject({ ok: false })
    expect(found.ok ? [] : found.tried).toHaveLength(6)
    await transmitter.stop()
    expect(await discover(issuer)).toMatchObject({
      tried: expect.arrayContaining([expect.stringContaining('connect')]),
    })
  })
})

test('a member that is not valid is not used, the others are [SSF §7.2.4 receive-metadata-validated]', () => {
  const document = {
    issuer: 'https://tr.example',
    jwks_uri: 'http://tr.example/jwks', // not TLS
    configuration_endpoint: 'https://tr.example/streams',
    delivery_methods_supported: 'push',
    default_subjects: 'SOME',
    spec_version: 7,
  }
  const read = readMetadata(document, 'https://tr.example')
  expect(read).toMatchObject({ ok: true })
  expect(read.ok && read.metadata.jwks_uri).toBeUndefined()
  expect(read.ok && read.metadata.configuration_endpoint).toBe('https://tr.example/streams')
  expect(read.ok && read.notValid).toEqual([
    'spec_version',
    'jwks_uri',
    'delivery_methods_supported',
    'default_subjects',
  ])
})

test('whatever a stranger answers as metadata is read or refused, never thrown', () => {
  const issuer = 'https://tr.example'
  fc.assert(
    fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (value, more) => {
      expect(readMetadata(value, issuer).ok).toBe(false)
      const read = readMetadata({ ...more, issuer }, issuer)
      expect(read.ok || read.reason.length > 0).toBe(true)
    }),
  )
})

async function discover(issuer: string, metadataUrl?: string) {
  const outbound = createOutbound({ allow: ['127.0.0.0/8'] })
  try {
    return await discoverTransmitter({ issuer, metadataUrl }, outbound)
  } finally {
    await outbound.close()
  }
}
