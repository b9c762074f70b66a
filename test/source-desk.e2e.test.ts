import { generateKeyPairSync } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'

let hub: TestHub
let database: pg.Client
const open = new AsyncDisposableStack()

beforeAll(async () => {
  hub = open.use(await startHub())
  database = open.adopt(new pg.Client(hub.databaseUrl), (client) => client.end())
  await database.connect()
})
afterAll(() => open.disposeAsync())

type Text = { en: string; ja: string }
type Template = {
  kind: string
  title: Text
  secretFrom: 'hub' | 'vendor' | 'none'
  fields: { name: string }[]
  steps: Text[]
  url: string
  secret?: string
}
type Result = {
  authentic?: boolean
  signedBy?: string
  reason?: string
  certainty?: string
  signals?: { type: string; subject: object }[]
  skipped?: string[]
}

const templates = async (query = '') =>
  (await hub.admin.get<{ items: Template[] }>(`/admin/source-templates${query}`)).json.items
const countSignals = async () =>
  (await database.query<{ n: number }>('select count(*)::int as n from signal')).rows[0]?.n

const directory = '84bd8158-6d4d-4958-8b9f-9d6445542f95'
const { publicKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ format: 'pem', type: 'spki' }).toString()
const mapping = {
  jsonata: "{'type': 'session-revoked', 'subject': {'format': 'email', 'email': user.mail}}",
}

/** What an operator has to add for each vendor. */
const MORE: Record<string, object> = {
  okta: { issuer: 'https://acme.okta.example' },
  auth0: { issuer: 'https://acme.auth0.example' },
  'microsoft-graph': { settings: { directories: [directory] } },
  'google-workspace': { settings: { audience: 'us', serviceAccount: 'push@acme.example' } },
  slack: { secrets: ['the-signing-secret'] },
  zoom: { secrets: ['the-secret-token'] },
  box: { secrets: ['the-primary-key'] },
  pagerduty: { secrets: ['the-signing-secret'] },
  'aws-sns': { settings: { topics: ['arn:aws:sns:eu-west-1:123456789012:security'] } },
  crowdstrike: { issuer: 'https://falcon.example/cid', settings: { layout: 'time-body-hex' } },
  jamf: {
    issuer: 'https://acme.jamf.example',
    settings: { nonCompliantGroups: ['Not compliant'] },
  },
  'standard-webhooks': { secrets: [`whsec_${Buffer.alloc(24, 7).toString('base64')}`] },
  generic: { settings: { scheme: { type: 'hmac', signatureHeader: 'x-signature' }, mapping } },
}

describe('templates', () => {
  test('say for each vendor what to paste where, in two languages, with the URL and a secret of ours', async () => {
    const all = await templates('?id=my-source')
    expect(all.length).toBeGreaterThanOrEqual(18)
    for (const { title, steps, url, secret, secretFrom } of all) {
      expect(url).toBe(`${hub.url}/ingest/my-source`)
      expect(steps.some(({ en, ja }) => en.includes(url) && ja.includes(url))).toBe(true)
      for (const { en, ja } of [title, ...steps]) {
        expect(en).not.toMatch(/\{(url|secret)\}/)
        expect(ja).not.toBe('')
      }
      expect(secret !== undefined).toBe(secretFrom === 'hub')
      if (secret !== undefined) expect(JSON.stringify(steps)).toContain(secret)
    }
    const [first, second] = [await templates('?id=a'), await templates('?id=a')]
    expect(first[0]?.secret).not.toBe(second[0]?.secret)
  })

  test.each([
    'okta',
    'auth0',
    'microsoft-graph',
    'google-workspace',
    'github',
    'github-secret-scanning',
    'slack',
    'zoom',
    'atlassian',
    'box',
    'pagerduty',
    'aws-sns',
    'aws-eventbridge',
    'crowdstrike',
    'jamf',
    'standard-webhooks',
    'cloudevents',
    'generic',
  ])('make a source of %s, whose sample passes the door and tells nobody', async (kind) => {
    const id = `from-${kind}`
    const before = await countSignals()
    const created = await hub.admin.post<{
      source: { id: string }
      steps: Text[]
      secret?: string
    }>(`/admin/source-templates/${kind}`, { id, ...MORE[kind] })
    expect(created.status, created.text).toBe(201)
    expect(created.json.source.id).toBe(id)
    const { secret } = created.json
    if (secret !== undefined) expect(JSON.stringify(created.json.steps)).toContain(secret)
    const tested = await hub.admin.post<Result>(`/admin/sources/${id}/test`, {})
    expect(tested.status, tested.text).toBe(200)
    expect(tested.json.authentic, tested.text).toBe(true)
    expect(tested.json.reason).toBeUndefined()
    const isAboutAccess = !['box', 'pagerduty'].includes(kind)
    expect((tested.json.signals ?? []).length > 0, tested.text).toBe(isAboutAccess)
    expect(await countSignals()).toBe(before)
  })

  test('never show a secret again', async () => {
    const created = await hub.admin.post<{ secret: string }>('/admin/source-templates/github', {
      id: 'once',
    })
    const shown = await hub.admin.get('/admin/sources/once')
    const audit = await hub.admin.get('/admin/audit?target=source:once')
    expect(created.json.secret).toHaveLength(43)
    expect(shown.text + audit.text).not.toContain(created.json.secret)
  })

  test('want what only the operator knows, and know no other vendors', async () => {
    expect((await hub.admin.post('/admin/source-templates/slack', { id: 's' })).status).toBe(400)
    expect((await hub.admin.post('/admin/source-templates/okta', { id: 's' })).status).toBe(400)
    expect((await hub.admin.post('/admin/source-templates/ssf', { id: 's' })).status).toBe(404)
    expect((await hub.admin.post('/admin/source-templates/acme', { id: 's' })).status).toBe(404)
  })

  test('make a source whose scheme has keys without a secret', async () => {
    const scheme = {
      type: 'asymmetric',
      algorithm: 'ed25519',
      signatureHeader: 'x-signature',
      keys: [{ id: 'k', key }],
    }
    const created = await hub.admin.post<{ secret?: string }>('/admin/source-templates/generic', {
      id: 'keyed',
      settings: { scheme, mapping },
    })
    expect(created.status, created.text).toBe(201)
    expect(created.json.secret).toBeUndefined()
    const tested = await hub.admin.post<Result>('/admin/sources/keyed/test', {})
    expect(tested.json).toMatchObject({
      authentic: true,
      signedBy: 'stand-in',
      certainty: 'proven',
    })
  })
})

describe('rotating a secret', () => {
  test('makes a new one, and takes the one before for a while', async () => {
    const created = await hub.admin.post<{ secret: string }>('/admin/source-templates/okta', {
      id: 'rotating',
      ...MORE['okta'],
    })
    const rotate = (body: object) =>
      hub.admin.post<{ secret?: string; previousSecretUntil?: string }>(
        '/admin/sources/rotating/rotate-secret',
        body,
      )
    const knock = async (authorization: string) =>
      (
        await hub.send('/ingest/rotating', {
          headers: { authorization, 'content-type': 'application/json' },
          body: { eventType: 'com.okta.event_hook', data: { events: [] } },
        })
      ).status
    const first = created.json.secret
    const second = (await rotate({ overlapSeconds: 3_600 })).json
    expect(second.previousSecretUntil).toBeDefined()
    expect([await knock(first), await knock(second.secret ?? '')]).toEqual([204, 204])
    const third = (await rotate({ overlapSeconds: 0 })).json
    expect(third.previousSecretUntil).toBeUndefined()
    expect([
      await knock(first),
      await knock(second.secret ?? ''),
      await knock(third.secret ?? ''),
    ]).toEqual([401, 401, 204])
    expect((await rotate({ secret: 'one-of-theirs' })).json.secret).toBeUndefined()
    expect(await knock('one-of-theirs')).toBe(204)
    const audit = await hub.admin.get<{ items: { action: string }[] }>(
      '/admin/audit?target=source:rotating',
    )
    expect(audit.json.items.filter(({ action }) => action === 'source.rotate-secret')).toHaveLength(
      3,
    )
    expect(audit.text).not.toContain(first)
  })

  test('takes the vendor’s where the vendor makes it', async () => {
    const path = '/admin/sources/from-slack/rotate-secret'
    expect((await hub.admin.post(path, {})).status).toBe(400)
    expect((await hub.admin.post(path, { secret: 'short' })).status).toBe(400)
    expect((await hub.admin.post(path, { secret: 'the-new-signing-secret' })).status).toBe(200)
    expect((await hub.admin.post('/admin/sources/from-aws-sns/rotate-secret', {})).status).toBe(409)
  })
})
