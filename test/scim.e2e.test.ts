import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import {
  ENTERPRISE,
  find,
  HUB,
  namesOf,
  oktaUser,
  openDirectory,
  patch,
  principalOf,
  USER,
  type Resource,
  type Scim,
} from './support/scim.ts'

// Bodies as Okta's and Entra's provisioning services send them.

let hub: TestHub
let okta: Scim
beforeAll(async () => {
  hub = await startHub()
  okta = await openDirectory(hub, { id: 'okta', issuer: 'https://acme.okta.example' })
})
afterAll(() => hub[Symbol.asyncDispose]())

describe('as Okta does it', () => {
  test('a user is looked for, made, found again, changed and deactivated [RFC7644 §3.4.2 scim-list-empty] [RFC7644 §3.1 scim-media-type] [RFC7644 §3.3 scim-created] [RFC7644 §3.3 scim-uniqueness] [RFC7643 §4.1.1 scim-password] [RFC7643 §4.1.1 scim-user-name] [RFC7644 §3.4.1 scim-get] [RFC7644 §3.5.1 scim-put] [RFC7643 §3.1 scim-id]', async () => {
    const empty = await find(okta, 'userName eq "ann@corp.example"')
    expect(empty).toMatchObject({ status: 200, json: { totalResults: 0, Resources: [] } })
    expect(empty.headers.get('content-type')).toContain('application/scim+json')

    const made = await okta.send('POST', '/Users', { schemas: [USER], ...oktaUser('ann') })
    expect(made.status).toBe(201)
    expect(made.headers.get('location')).toBe(made.json.meta.location)
    expect(made.json).toMatchObject({ userName: 'ann@corp.example', active: true, locale: 'en-US' })
    expect(made.text).not.toContain('1mz050nq')
    expect(await principalOf(hub, made.json)).toMatchObject({
      principal: { displayName: 'ann Doe' },
      identifiers: expect.arrayContaining([
        expect.objectContaining({
          origin: 'scim:okta',
          subject: { format: 'iss_sub', iss: 'https://acme.okta.example', sub: '00uann' },
        }),
        expect.objectContaining({ subject: { format: 'email', email: 'ann@corp.example' } }),
      ]),
    })

    const again = await okta.send('POST', '/Users', { schemas: [USER], ...oktaUser('ann') })
    expect(again).toMatchObject({
      status: 409,
      json: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '409',
        scimType: 'uniqueness',
      },
    })
    const { id } = made.json
    expect((await okta.send('GET', `/Users/${id}`)).json).toEqual(made.json)
    const put = await okta.send('PUT', `/Users/${id}`, {
      ...made.json,
      name: { givenName: 'Ann', familyName: 'Smith' },
    })
    expect(put).toMatchObject({ status: 200, json: { name: { familyName: 'Smith' } } })
    const left = await patch(okta, id, { op: 'replace', value: { active: false } })
    expect(left).toMatchObject({ status: 200, json: { active: false } })
    expect(left.json.meta.version).not.toBe(made.json.meta.version)
    expect(await find(okta, 'userName Eq "ANN@corp.example"')).toMatchObject({
      json: { totalResults: 1, itemsPerPage: 1, startIndex: 1, Resources: [{ id, active: false }] },
    })
  })

  test('who leaves keeps the names by which access is revoked, and that is written down [RFC7644 §3.6 scim-delete]', async () => {
    const user = await okta.create(oktaUser('leaver'))
    await patch(okta, user.id, { op: 'replace', value: { active: false } })
    expect((await okta.send('DELETE', `/Users/${user.id}`)).status).toBe(204)
    expect(await okta.send('DELETE', `/Users/${user.id}`)).toMatchObject({
      status: 404,
      json: { status: '404', detail: `Resource ${user.id} not found` },
    })
    expect(await namesOf(hub, user)).toEqual(
      expect.arrayContaining(['00uleaver', 'leaver@corp.example']),
    )
    const target = `principal:${user[HUB].principalId}`
    const audit = await hub.admin.get(`/admin/audit?target=${encodeURIComponent(target)}`)
    expect(audit.json).toMatchObject({
      items: [
        { action: 'directory-user.delete', actor: 'directory:okta' },
        { action: 'directory-user.deactivate', actor: 'directory:okta' },
      ],
    })
    const back = await okta.create(oktaUser('leaver'))
    expect(back[HUB]).toEqual({ principalId: user[HUB].principalId })
  })

  test('users are listed page by page [RFC7644 §3.4.2.4 scim-paging] [RFC7644 §3.9 scim-attributes]', async () => {
    const reader = await openDirectory(hub, { id: 'paged' })
    for (const name of ['p1', 'p2', 'p3']) await reader.create(oktaUser(name))
    const page = async (query: string) =>
      (await reader.send('GET', `/Users?${query}`)).json as unknown as {
        totalResults: number
        startIndex: number
        Resources: Resource[]
      }
    expect(await page('startIndex=1&count=2')).toMatchObject({ totalResults: 3, itemsPerPage: 2 })
    const last = await page('startIndex=3&count=2')
    expect(last).toMatchObject({ totalResults: 3, startIndex: 3, itemsPerPage: 1 })
    expect(last.Resources[0]?.['userName']).toBe('p3@corp.example')
    expect(await page('count=0')).toMatchObject({ totalResults: 3, Resources: [] })
    expect(await page('startIndex=-5&count=1000')).toMatchObject({ startIndex: 1, itemsPerPage: 3 })
    const some = (await page('attributes=userName,emails.value&count=1')).Resources[0]
    expect(some).toEqual({
      schemas: [USER, HUB],
      id: expect.any(String),
      userName: 'p1@corp.example',
      emails: [{ value: 'p1@corp.example' }],
    })
  })
})

describe('as Entra does it', () => {
  let entra: Scim
  beforeAll(async () => {
    const issuer = 'https://login.microsoftonline.com/tid/v2.0'
    entra = await openDirectory(hub, { id: 'entra', issuer, tenantId: 'contoso' })
  })

  const entraUser = (name: string) => ({
    schemas: [USER, ENTERPRISE],
    externalId: `${name}-object`,
    userName: `${name}@contoso.example`,
    active: true,
    addresses: null,
    displayName: `${name} M.`,
    emails: [{ type: 'work', value: `${name}@contoso.example`, primary: true }],
    meta: { resourceType: 'User' },
    name: { formatted: name, familyName: 'M', givenName: name },
    phoneNumbers: null,
    roles: [],
    title: null,
    [ENTERPRISE]: { department: 'bob', employeeNumber: '7' },
  })

  test('PATCH with operations in capitals, paths with filters, and truth in text [RFC7644 §3.5.2 scim-patch]', async () => {
    const user = await entra.create(entraUser('mia'))
    expect(user['schemas']).toEqual([USER, ENTERPRISE, HUB])
    const changed = await patch(
      entra,
      user.id,
      { op: 'Replace', path: 'displayName', value: 'Mia Moore' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'mia.moore@contoso.example' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 206 555 0100' },
      { op: 'Add', path: 'name.givenName', value: 'Mia' },
      { op: 'Add', path: `${ENTERPRISE}:department`, value: 'sales' },
      {
        op: 'Replace',
        value: { 'name.familyName': 'Moore', [`${ENTERPRISE}:employeeNumber`]: '8' },
      },
      { op: 'Replace', path: 'active', value: 'False' },
    )
    expect(changed, changed.text).toMatchObject({
      status: 200,
      json: {
        displayName: 'Mia Moore',
        active: false,
        name: { givenName: 'Mia', familyName: 'Moore' },
        emails: [{ type: 'work', value: 'mia.moore@contoso.example', primary: true }],
        phoneNumbers: [{ type: 'mobile', value: '+1 206 555 0100' }],
        [ENTERPRISE]: { department: 'sales', employeeNumber: '8' },
      },
    })
    expect(await namesOf(hub, user)).toEqual(
      expect.arrayContaining(['mia-object', 'mia.moore@contoso.example', '+12065550100']),
    )
    const gone = await patch(entra, user.id, {
      op: 'Remove',
      path: 'phoneNumbers[type eq "mobile"]',
    })
    expect(gone.status, gone.text).toBe(200)
    expect(gone.json['phoneNumbers']).toBeUndefined()
    expect(await namesOf(hub, user)).not.toContain('+12065550100')
  })

  test('users are found by what Entra asks for [RFC7644 §3.4.2.2 scim-filter] [RFC7644 §3.4.2.2 scim-filter-refused]', async () => {
    const { id } = await entra.create(entraUser('joe'))
    for (const filter of [
      'externalId eq "joe-object"',
      'emails[type eq "work"].value eq "joe@contoso.example"',
      'emails[type eq "work" and value eq "JOE@contoso.example"]',
      'emails.value eq "joe@contoso.example" and active eq true',
      `id eq "${id}"`,
      `userName eq "nobody" or (${USER}:userName eq "joe@contoso.example" and not (active eq false))`,
    ])
      expect(await find(entra, filter), filter).toMatchObject({ json: { Resources: [{ id }] } })
    for (const filter of ['emails[type eq "home"].value eq "joe@contoso.example"', `id eq "x"`])
      expect(await find(entra, filter), filter).toMatchObject({ json: { totalResults: 0 } })
    for (const filter of [
      'displayName co "j"',
      'userName eq',
      'userName eq "x',
      '((',
      'a eq "b" or',
    ])
      expect(await find(entra, filter), filter).toMatchObject({
        status: 400,
        json: { scimType: 'invalidFilter' },
      })
  })

  test('what is told of one directory is no other’s', async () => {
    const { id } = await entra.create(entraUser('own'))
    expect((await okta.send('GET', `/Users/${id}`)).status).toBe(404)
    expect((await patch(okta, id, { op: 'replace', value: { active: false } })).status).toBe(404)
    expect((await okta.send('DELETE', `/Users/${id}`)).status).toBe(404)
    expect((await find(okta, `id eq "${id}"`)).json['totalResults']).toBe(0)
  })
})

test('what the endpoint can is told as the specification has it [RFC7643 §5 scim-config] [RFC7644 §4 scim-discovery]', async () => {
  expect((await okta.send('GET', '/ServiceProviderConfig')).json).toMatchObject({
    patch: { supported: true },
    filter: { supported: true, maxResults: 200 },
    etag: { supported: true },
  })
  expect((await okta.send('GET', '/ResourceTypes')).json).toMatchObject({
    totalResults: 1,
    Resources: [{ id: 'User', endpoint: '/Users', schema: USER }],
  })
  expect((await okta.send('GET', `/Schemas/${USER}`)).json).toMatchObject({ id: USER })
  expect((await okta.send('GET', '/Schemas?filter=id')).status).toBe(403)
})
