import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

type Entry = { actor: string; action: string; target: string; txn?: string; detail: object }
const audit = async (query: string) =>
  (await hub.admin.get<{ items: Entry[]; next?: string }>(`/admin/audit?${query}`)).json

test('what an operator changed can be read with name, target and txn, and no secret', async () => {
  const subscriber = await hub.admin.createSubscriber({ name: 'CRM', audience: ['https://crm'] })
  await hub.admin.createSource({
    id: 'okta-a',
    kind: 'okta',
    issuer: 'https://acme.okta.com',
    secrets: ['a-secret-nobody-may-read'],
  })
  const txn = await hub.admin.revoke('jane@example.com')
  const [revoked] = (await audit(`txn=${txn}`)).items
  expect(revoked).toMatchObject({
    actor: 'environment',
    action: 'revocation.request',
    target: 'subject:{"format":"email","email":"jane@example.com"}',
    detail: { kind: 'sessions' },
  })
  const all = await audit('limit=2')
  expect(all.items.map(({ action }) => action)).toEqual(['revocation.request', 'source.create'])
  const [created] = (await audit(`limit=1&after=${all.next ?? ''}`)).items
  expect(created).toMatchObject({
    action: 'subscriber.create',
    target: `subscriber:${subscriber.id}`,
  })
  const text = JSON.stringify(await audit('limit=200'))
  expect(text).not.toContain('a-secret-nobody-may-read')
  expect(text).not.toContain(subscriber.token)
})

test('the log says that it is whole', async () => {
  const { json } = await hub.admin.get<{ checked: number }>('/admin/audit/verification')
  expect(json).toEqual({ checked: 3, head: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

test.each(['after=x', 'limit=0', `target=${'x'.repeat(2_000)}`])(
  'a query that fits nothing is 400: %s',
  async (query) => {
    expect((await hub.admin.get(`/admin/audit?${query}`)).status).toBe(400)
  },
)
