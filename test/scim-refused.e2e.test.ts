import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { request } from './support/http.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { HUB, namesOf, oktaUser, openDirectory, patch, USER, type Scim } from './support/scim.ts'

// What one directory must not do to another's people, and what is no SCIM.

let hub: TestHub
let okta: Scim
beforeAll(async () => {
  hub = await startHub()
  okta = await openDirectory(hub, { id: 'okta', issuer: 'https://acme.okta.example' })
})
afterAll(() => hub[Symbol.asyncDispose]())

describe('names that are another’s', () => {
  test('an address of a living user is asked about, not taken', async () => {
    const first = await okta.create(oktaUser('shared'))
    const second = await okta.create({
      ...oktaUser('second'),
      emails: [{ value: 'shared@corp.example' }],
    })
    expect(second[HUB].principalId).not.toBe(first[HUB].principalId)
    expect(second[HUB].disputes).toMatchObject([{ kind: 'contradiction' }])
    expect(await namesOf(hub, first)).toContain('shared@corp.example')
    const open = await hub.admin.get('/admin/link-disputes')
    expect(open.json).toMatchObject({
      items: [{ origin: 'scim:okta', claimantId: second[HUB].principalId }],
    })
  })

  test('an address of a deleted user is the next one’s', async () => {
    const first = await okta.create(oktaUser('recycled'))
    await okta.send('DELETE', `/Users/${first.id}`)
    const next = await okta.create({ ...oktaUser('recycled'), externalId: '00uAnother' })
    expect(next[HUB]).toEqual({ principalId: expect.not.stringMatching(first[HUB].principalId) })
    expect(await namesOf(hub, next)).toContain('recycled@corp.example')
    expect(await namesOf(hub, first)).toEqual(['00urecycled'])
  })

  test('a directory without a say in a domain reaches nobody by its addresses', async () => {
    const ceo = await okta.create(oktaUser('ceo'))
    const other = await openDirectory(hub, {
      ...{ id: 'contractors', issuer: 'https://idp.contractors.example' },
      speaksFor: ['contractors.example'],
    })
    const evil = await other.create({
      ...{ userName: 'evil@contractors.example', externalId: 'evil' },
      emails: [{ value: 'ceo@corp.example' }, { value: 'fresh@corp.example' }],
    })
    expect(evil[HUB].principalId).not.toBe(ceo[HUB].principalId)
    expect(evil[HUB].disputes).toMatchObject([{ kind: 'suggestion' }, { kind: 'suggestion' }])
    expect((await namesOf(hub, evil)).toSorted()).toEqual(['evil', 'evil@contractors.example'])
  })

  test('two providers of one person agree where both have a say', async () => {
    const one = await okta.create(oktaUser('both'))
    const second = await openDirectory(hub, {
      id: 'second',
      issuer: 'https://second.example',
      subject: 'userName',
    })
    const two = await second.create({ userName: 'both@corp.example', externalId: 'b' })
    expect(two[HUB]).toEqual({ principalId: one[HUB].principalId })
    expect(await namesOf(hub, one)).toEqual(
      expect.arrayContaining(['00uboth', 'both@corp.example']),
    )
  })
})

describe('what is refused', () => {
  const wrong = [
    ['no JSON', '{', 400, 'invalidSyntax'],
    ['no user name', '{"externalId":"1"}', 400, 'invalidValue'],
    ['a list', '[]', 400, 'invalidSyntax'],
    ['U+0000', '{"userName":"a\\u0000"}', 400, 'invalidValue'],
    ['too large', `{"userName":"${'x'.repeat(300_000)}"}`, 413, undefined],
  ] as const
  test.each(wrong)('%s [RFC7644 §3.12 scim-errors]', async (_what, body, status, scimType) => {
    const reply = await request(`${hub.url}/scim/v2/Users`, { body, token: okta.token })
    expect(reply.status, reply.text).toBe(status)
    expect(reply.headers.get('content-type')).toContain('application/scim+json')
    expect(reply.json['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    expect(reply.json['status']).toBe(String(status))
    expect(reply.json['scimType']).toBe(scimType)
  })

  test('what is not there', async () => {
    expect(await okta.send('GET', '/Groups')).toMatchObject({
      status: 404,
      json: { status: '404' },
    })
  })

  test('operations that cannot be done, and then none of them is [RFC7644 §3.5.2 scim-patch-atomic]', async () => {
    const user = await okta.create(oktaUser('patched'))
    const good = { op: 'replace', path: 'displayName', value: 'changed' }
    for (const [bad, scimType] of [
      [{ op: 'move', path: 'userName' }, 'invalidSyntax'],
      [{ op: 'remove' }, 'noTarget'],
      [{ op: 'replace', path: 'emails[type eq "x"].value', value: 'a' }, 'noTarget'],
      [{ op: 'replace', path: 'emails[', value: 'a' }, 'invalidPath'],
      [{ op: 'replace', path: '__proto__.x', value: 'a' }, 'invalidPath'],
      [{ op: 'replace', path: 'id', value: 'a' }, 'mutability'],
      [{ op: 'replace', path: 'active', value: 'maybe' }, 'invalidValue'],
      [{ op: 'remove', path: 'userName' }, 'invalidValue'],
      [{ op: 'replace', value: 'text' }, 'invalidValue'],
    ] as const)
      expect(await patch(okta, user.id, good, bad), JSON.stringify(bad)).toMatchObject({
        status: 400,
        json: { scimType },
      })
    expect((await okta.send('GET', `/Users/${user.id}`)).json).toEqual({
      ...user,
      [HUB]: { principalId: user[HUB].principalId },
    })
  })

  test('a change of what the client has not seen [RFC7644 §3.14 scim-etags]', async () => {
    const user = await okta.create(oktaUser('versions'))
    const { version } = user.meta
    const first = await okta.send(
      'PUT',
      `/Users/${user.id}`,
      { ...user, title: 'x' },
      { 'if-match': version },
    )
    expect(first.headers.get('etag')).toBe(first.json.meta.version)
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect(
        await okta.send(
          method,
          `/Users/${user.id}`,
          method === 'PATCH' ? { Operations: [{ op: 'add', value: { title: 'y' } }] } : user,
          { 'if-match': version },
        ),
      ).toMatchObject({ status: 412, json: { status: '412' } })
    const seen = { 'if-none-match': first.json.meta.version }
    expect((await okta.send('GET', `/Users/${user.id}`, undefined, seen)).status).toBe(304)
  })

  test('whoever has no token, another’s, or one that was deleted [RFC7644 §2 scim-www-authenticate]', async () => {
    const ask = (token?: string) => request(`${hub.url}/scim/v2/Users`, { token })
    for (const token of [undefined, 'ssfscim_guess', hub.admin.token]) {
      const reply = await ask(token)
      expect(reply).toMatchObject({ status: 401, json: { status: '401' } })
      expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer /)
    }
    const gone = await openDirectory(hub, { id: 'gone' })
    expect((await ask(gone.token)).status).toBe(200)
    const tokens = await hub.admin.get<{ items: { id: string }[] }>(
      '/admin/directories/gone/tokens',
    )
    expect(tokens.text).not.toContain(gone.token)
    const path = `/admin/directories/gone/tokens/${tokens.json.items[0]?.id ?? ''}`
    expect((await hub.admin.delete(path)).status).toBe(204)
    expect((await ask(gone.token)).status).toBe(401)
    expect((await hub.admin.get('/admin/audit?target=directory:gone')).json).toMatchObject({
      items: [
        { action: 'directory.delete-token' },
        { action: 'directory.create-token' },
        { action: 'directory.create' },
      ],
    })
    expect((await hub.admin.delete('/admin/directories/gone')).status).toBe(204)
    expect((await hub.admin.delete('/admin/directories/gone')).status).toBe(404)
  })

  test('two of one name at once: one of them is made', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        okta.send('POST', '/Users', { schemas: [USER], ...oktaUser('race') }),
      ),
    )
    expect(all.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)])
  })
})
