import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { startTransmitter } from './support/transmitter/index.ts'
import { secretOf } from './support/upstream.ts'

type Probe = {
  usable: boolean
  dialect: string
  tokenEndpoint?: string
  scope?: string
  findings: { step: string; result: string; clause: string; seen: string }[]
}

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const probe = (body: object) => hub.admin.post<Probe>('/admin/transmitter-probes', body)
const of = ({ findings }: Probe, result: string) =>
  findings.filter((finding) => finding.result === result).map(({ step }) => step)

test('an issuer is looked at before it is used, with what would be used, and nothing is changed there', async () => {
  await using transmitter = await startTransmitter({ path: '/org' })
  const { json } = await probe({ issuer: transmitter.issuer })
  expect(json).toMatchObject({
    usable: true,
    dialect: 'ssf',
    metadataUrl: expect.stringContaining('/.well-known/ssf-configuration/org'),
    tokenEndpoint: `${transmitter.issuer}/token`,
    scope: 'ssf.manage ssf.read',
  })
  expect(of(json, 'failed')).toEqual([])
  expect(of(json, 'warning')).toEqual([])
  expect(of(json, 'skipped')).toEqual(['streams'])
  const known = await probe({ issuer: transmitter.issuer, authorization: secretOf(transmitter) })
  expect(known.json.findings.at(-1)).toMatchObject({ step: 'streams', result: 'ok' })
  expect(known.text).not.toContain(transmitter.authorization.client.secret)
  expect(transmitter.seen.every(({ method }) => method === 'GET')).toBe(true)
  expect(transmitter.streams.size).toBe(0)
})

test('what is amiss is told with its clause', async () => {
  const metadata = {
    spec_version: undefined,
    configuration_endpoint: undefined,
    verification_endpoint: 'http://far.example/verify',
    default_subjects: 'NONE',
    authorization_schemes: undefined,
  }
  await using transmitter = await startTransmitter({ metadata, faults: { jwksDown: true } })
  const { json } = await probe({ issuer: transmitter.issuer })
  expect(json.usable).toBe(false)
  expect(of(json, 'failed')).toEqual(['configuration_endpoint', 'jwks_uri'])
  expect(of(json, 'warning')).toEqual([
    'verification_endpoint',
    'spec_version',
    'verification_endpoint',
    'authorization_schemes',
    'default_subjects',
  ])
  for (const { clause } of json.findings) expect(clause).toMatch(/^(SSF 1\.0|RFC \d+) §/)
})

test('an issuer that is none, credentials that are not taken', async () => {
  await using transmitter = await startTransmitter()
  expect((await probe({ issuer: `${transmitter.issuer}/nobody` })).json).toMatchObject({
    usable: false,
    findings: [{ step: 'metadata', result: 'failed' }],
  })
  const authorization = { ...secretOf(transmitter), clientSecret: 'wrong' }
  const { json } = await probe({ issuer: transmitter.issuer, authorization })
  expect(json.findings.at(-1)).toMatchObject({
    step: 'streams',
    result: 'failed',
    seen: expect.stringContaining('invalid_client'),
  })
  expect((await probe({ issuer: 'http://far.example' })).status).toBe(400)
  expect((await probe({ issuer: 'https://nobody.invalid' })).json.usable).toBe(false)
  expect((await probe({ issuer: 'https://10.0.0.1' })).json.findings[0]?.seen).toContain(
    'blocked-address',
  )
})
