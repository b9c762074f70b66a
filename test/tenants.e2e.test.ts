import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { emailOf } from './support/admin.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startPoller } from './support/poller.ts'

let hub: TestHub
let issuer: string

beforeAll(async () => {
  hub = await startHub()
  issuer = `${hub.url}/acme`
  const created = await hub.admin.post('/admin/tenants', { id: 'acme', issuer })
  expect(created.status).toBe(201)
})
afterAll(() => hub[Symbol.asyncDispose]())

test('a tenant has its own issuer, at the path inserted after the well-known part [SSF §7.2.2 metadata-risc-alias]', async () => {
  for (const name of ['ssf-configuration', 'risc-configuration']) {
    await eventually(async () => {
      const { json } = await hub.send(`/.well-known/${name}/acme`)
      expect(json).toMatchObject({ issuer, configuration_endpoint: `${issuer}/ssf/streams` })
    })
  }
  expect((await hub.send('/.well-known/ssf-configuration')).json).toMatchObject({ issuer: hub.url })
})

test('SETs carry the issuer of the stream’s tenant, and no tenant hears of another', async () => {
  await using mine = await startPoller(hub, { tenantId: 'acme', issuer })
  await using other = await startPoller(hub)
  await hub.admin.revoke('jane@acme.example', 'acme')
  await hub.admin.revoke('john@example.com')
  await eventually(async () => {
    expect((await mine.drain()).map(emailOf)).toEqual(['jane@acme.example'])
  })
  await eventually(async () => {
    expect((await other.drain()).map(emailOf)).toEqual(['john@example.com'])
  })
})

test('a token of one tenant opens nothing of another', async () => {
  await using mine = await startPoller(hub, { tenantId: 'acme', issuer })
  expect((await hub.send('/ssf/streams', { token: mine.token })).status).toBe(401)
  expect((await hub.send('/acme/ssf/streams', { token: mine.token })).status).toBe(200)
})

test('an id or an issuer is given once', async () => {
  expect(
    (await hub.admin.post('/admin/tenants', { id: 'acme', issuer: `${issuer}/2` })).status,
  ).toBe(409)
  expect((await hub.admin.post('/admin/tenants', { id: 'acme-2', issuer })).status).toBe(409)
  expect((await hub.admin.post('/admin/tenants', { id: 'default', issuer })).status).toBe(400)
})
