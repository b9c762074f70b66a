import { expect } from 'vitest'
import type { TestHub } from './hub-on.ts'
import { request, type Reply } from './http.ts'

export type Resource = Record<string, unknown> & {
  id: string
  meta: { location: string; version: string; lastModified: string }
  'urn:ssf-hub:scim:schemas:2.0:User': { principalId: string; disputes?: { reason: string }[] }
}
type Detail = {
  principal: { displayName?: string }
  identifiers: { subject: Record<string, string>; origin: string }[]
}
export type Scim = {
  token: string
  send: (method: string, path: string, body?: unknown, headers?: object) => Promise<Reply<Resource>>
  create: (user: object) => Promise<Resource>
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const HUB = 'urn:ssf-hub:scim:schemas:2.0:User'

/** A directory of the hub with a token, and how its identity provider calls. */
export async function openDirectory(
  hub: TestHub,
  wanted: { id: string } & Record<string, unknown>,
): Promise<Scim> {
  expect((await hub.admin.post('/admin/directories', wanted)).status).toBe(201)
  const made = await hub.admin.post<{ token: string; scimUrl: string }>(
    `/admin/directories/${wanted.id}/tokens`,
    {},
  )
  const { token, scimUrl } = made.json
  expect(new URL(scimUrl).pathname).toBe('/scim/v2')
  const send: Scim['send'] = (method, path, body, headers = {}) =>
    request<Resource>(`${hub.url}/scim/v2${path}`, {
      method,
      token,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { 'content-type': 'application/scim+json', ...headers },
    })
  const create = async (user: object) => {
    const reply = await send('POST', '/Users', { schemas: [USER], ...user })
    expect(reply.status, reply.text).toBe(201)
    return reply.json
  }
  return { token, send, create }
}

/** As Okta sends a new user. */
export const oktaUser = (name: string) => ({
  userName: `${name}@corp.example`,
  name: { givenName: name, familyName: 'Doe' },
  emails: [{ primary: true, value: `${name}@corp.example`, type: 'work' }],
  displayName: `${name} Doe`,
  locale: 'en-US',
  externalId: `00u${name}`,
  groups: [],
  password: '1mz050nq',
  active: true,
})

export const find = (scim: Scim, filter: string) =>
  scim.send('GET', `/Users?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`)
export const patch = (scim: Scim, id: string, ...Operations: object[]) =>
  scim.send('PATCH', `/Users/${id}`, { schemas: [PATCH_OP], Operations })
export const principalOf = async (hub: TestHub, { [HUB]: { principalId } }: Resource) =>
  (await hub.admin.get<Detail>(`/admin/principals/${principalId}`)).json
export const namesOf = async (hub: TestHub, user: Resource) =>
  (await principalOf(hub, user)).identifiers.map(
    ({ subject }) => subject['email'] ?? subject['sub'] ?? subject['phone_number'] ?? subject['id'],
  )
