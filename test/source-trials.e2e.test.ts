import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'

// What operators try before it counts: nothing of it is stored, nobody is told.

let hub: TestHub
const open = new AsyncDisposableStack()
const mapping = {
  jsonata: "{'type': 'session-revoked', 'subject': {'format': 'email', 'email': user.mail}}",
}
const settings = { scheme: { type: 'hmac', signatureHeader: 'x-signature' }, mapping }

beforeAll(async () => {
  hub = open.use(await startHub())
  await hub.admin.createSource({
    id: 'crm',
    kind: 'generic',
    secrets: ['a-shared-secret'],
    settings,
  })
})
afterAll(() => open.disposeAsync())

type Result = {
  authentic?: boolean
  reason?: string
  signals?: { type: string; subject: object }[]
}

describe('a test', () => {
  test('of a payload of the operator’s says what would come of it', async () => {
    const tested = await hub.admin.post<Result>('/admin/sources/crm/test', {
      body: '{"user": {"mail": "ann@acme.example"}}',
    })
    expect(tested.json).toMatchObject({
      authentic: true,
      signals: [{ subject: { format: 'email', email: 'ann@acme.example' } }],
    })
    const nothing = await hub.admin.post<Result>('/admin/sources/crm/test', {
      body: 'no JSON',
    })
    expect(nothing.json).toMatchObject({
      authentic: true,
      reason: 'the body is neither JSON nor a form',
    })
  })

  test('of an SSF source is refused: that has verification', async () => {
    await hub.admin.createSource({
      id: 'peer',
      kind: 'ssf',
      issuer: 'https://idp.example.com',
      audience: ['us'],
      jwksUri: 'https://idp.example.com/jwks',
    })
    expect((await hub.admin.post('/admin/sources/peer/test', {})).status).toBe(409)
    expect((await hub.admin.post('/admin/sources/nobody/test', {})).status).toBe(404)
  })
})

describe('a dry run', () => {
  const body = '{"user": {"mail": "ann@acme.example"}}'
  const dryRun = (request: object) => hub.admin.post<Result>('/admin/source-dry-runs', request)

  test('of a mapping that nobody uses yet', async () => {
    expect((await dryRun({ kind: 'generic', settings, body })).json).toMatchObject({
      signals: [
        {
          type: expect.stringContaining('session-revoked'),
          subject: { email: 'ann@acme.example' },
        },
      ],
    })
  })

  test('of other settings of a source that there is', async () => {
    const other = {
      ...settings,
      mapping: {
        jsonata: "{'type': 'account-disabled', 'subject': {'format': 'email', 'email': user.mail}}",
      },
    }
    expect((await dryRun({ sourceId: 'crm', settings: other, body })).json).toMatchObject({
      signals: [{ type: expect.stringContaining('account-disabled') }],
    })
  })

  test.each([
    ['a mapping with a mistake', { jsonata: "{'type': " }, '(S0'],
    [
      'a mapping that makes no event',
      {
        jsonata:
          "{'type': 'credential-change', 'subject': {'format': 'email', 'email': user.mail}}",
      },
      'credential_type',
    ],
    [
      'a mapping that never ends',
      { jsonata: '($f := function($x) { $f($x + 1) }; $f(1))' },
      'timeout',
    ],
  ])('tells what is wrong with %s', async (_, wrong, reason) => {
    const { json } = await dryRun({
      kind: 'generic',
      settings: { ...settings, mapping: wrong },
      body,
    })
    expect(json.reason).toContain(reason)
    expect(json.signals).toBeUndefined()
  })

  test('refuses settings that no source could have', async () => {
    expect((await dryRun({ kind: 'generic', settings: { mapping }, body })).status).toBe(400)
    expect((await dryRun({ sourceId: 'nobody', body })).status).toBe(404)
  })
})
