import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createBrowser, type Browser } from '../support/browse.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { startIdentityProvider, type TestIdentityProvider } from '../support/identity-provider.ts'
import { freePort } from '../support/free-port.ts'

type Session = {
  operator?: { name: string; role: string; person: string; email?: string; sessionId: string }
  identityProvider?: string
}

const ANN = { sub: 'u-ann', name: 'Ann', email: 'ann@acme.example', groups: ['all', 'soc'] }

let idp: TestIdentityProvider
let hub: TestHub
let browser: Browser
beforeAll(async () => {
  const port = await freePort()
  idp = await startIdentityProvider({
    redirectUris: [`http://localhost:${String(port)}/console/callback`],
    isPushed: true,
  })
  hub = await startHub({
    PORT: String(port),
    OIDC_ISSUER: idp.issuer,
    OIDC_CLIENT_ID: idp.clientId,
    OIDC_CLIENT_SECRET: idp.clientSecret,
    OIDC_ROLES: 'all=viewer,soc=responder,leads=approver,platform=admin',
  })
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await idp[Symbol.asyncDispose]()
})
beforeEach(() => {
  browser = createBrowser(hub.url)
  idp.refuse(undefined)
})

const session = async (by = browser) => (await by.send<Session>('/console/session')).json
const signIn = (to = '') => browser.open(`/console/sign-in/start?to=${encodeURIComponent(to)}`)
const tokenOf = async (role: string, more: object = {}) => {
  const { json } = await hub.admin.post<{ id: string; token: string }>('/admin/tokens', {
    name: `a ${role}`,
    role,
    ...more,
  })
  return json
}

describe('signing in at the identity provider', () => {
  test('comes back to the page one came from, with the role of the best of the groups', async () => {
    idp.as(ANN)
    expect((await session()).identityProvider).toBe(new URL(idp.issuer).host)
    const { url } = await signIn('/console/streams?status=paused')
    expect(url.href).toBe(`${hub.url}/console/streams?status=paused`)
    expect(await session()).toMatchObject({
      operator: {
        name: 'Ann',
        role: 'responder',
        email: 'ann@acme.example',
        person: `${idp.issuer} u-ann`,
      },
    })
    expect(idp.seen).toContain('POST /request') // pushed, RFC 9126
    expect((await browser.send('/admin/streams')).status).toBe(200)
    expect((await browser.send('/admin/tenants', { body: {} })).status).toBe(403)
  })

  test('is refused without a group that has a role', async () => {
    idp.as({ ...ANN, groups: ['cooks'] })
    expect((await signIn()).url.href).toBe(`${hub.url}/console/sign-in?problem=no-role`)
    expect((await session()).operator).toBeUndefined()
  })

  test('is refused when the provider refuses, and when its answer is used again or is of nobody who began', async () => {
    idp.as(ANN)
    idp.refuse('access_denied')
    expect((await signIn()).url.search).toBe('?problem=refused')
    idp.refuse(undefined)
    expect((await browser.open('/console/callback?code=x&state=y')).url.search).toBe(
      '?problem=expired',
    )
    await signIn()
    const callback = '/console/callback?code=x&state=y'
    expect((await createBrowser(hub.url).open(callback)).url.search).toBe('?problem=expired')
  })

  test('writes who came into the audit log, and who left', async () => {
    idp.as(ANN)
    await signIn()
    const { operator } = await session()
    expect((await browser.send('/console/session', { method: 'DELETE' })).status).toBe(204)
    expect((await session()).operator).toBeUndefined()
    expect((await browser.send('/admin/streams')).status).toBe(401)
    const target = `session:${operator?.sessionId ?? ''}`
    const { json } = await hub.admin.get<{ items: { action: string; actor: string }[] }>(
      `/admin/audit?target=${target}`,
    )
    expect(json.items).toMatchObject([
      { actor: 'Ann', action: 'operator.sign-out' },
      { actor: 'Ann', action: 'operator.sign-in' },
    ])
  })
})

describe('a role', () => {
  test.each<[string, string, object | undefined, number]>([
    ['viewer', 'GET /admin/sources', undefined, 200],
    ['viewer', 'GET /ADMIN/sources/', undefined, 200],
    ['viewer', 'POST /admin/revocations', {}, 403],
    ['responder', 'POST /admin/revocations', {}, 400],
    ['responder', 'POST /admin/sources', {}, 403],
    ['approver', 'POST /admin/keys/rotate', {}, 403],
    ['approver', 'GET /admin/tokens', undefined, 403],
    ['admin', 'POST /admin/sources', {}, 400],
    ['admin', 'GET /admin/tokens', undefined, 200],
    ['admin', 'GET /admin/nothing', undefined, 404],
  ])('%s: %s', async (role, what, body, status) => {
    const { token } = await tokenOf(role)
    const [method = '', path = ''] = what.split(' ')
    const reply = await hub.send(path, { method, token, body })
    expect(reply.status).toBe(status)
    if (status === 403) expect(reply.json).toMatchObject({ title: 'forbidden' })
  })
})

describe('a token of the admin API', () => {
  test('is listed without its secret, works until it is deleted, and takes its sessions along', async () => {
    const { id, token } = await tokenOf('responder', { days: 1 })
    const signedIn = await browser.send<Session>('/console/session', { body: { token } })
    expect(signedIn.status).toBe(201)
    expect(signedIn.json.operator).toMatchObject({
      name: 'a responder (token)',
      person: 'environment', // who made it
      role: 'responder',
    })
    expect((await browser.send('/admin/streams')).status).toBe(200)
    const listed = await hub.admin.get<{ items: { id: string }[] }>('/admin/tokens')
    expect(listed.text).not.toContain(token)
    expect(listed.json.items.find((one) => one.id === id)).toMatchObject({
      name: 'a responder',
      createdBy: 'environment',
      usedAt: expect.any(String),
    })
    expect((await hub.admin.delete(`/admin/tokens/${id}`)).status).toBe(204)
    expect((await hub.admin.delete(`/admin/tokens/${id}`)).status).toBe(404)
    expect((await hub.send('/admin/streams', { token })).status).toBe(401)
    expect((await browser.send('/admin/streams')).status).toBe(401)
  })
})

describe('a console session', () => {
  const signInAs = async (role: string) => {
    idp.as({ ...ANN, groups: [{ responder: 'soc', admin: 'platform' }[role] ?? ''] })
    await signIn()
  }

  test('is of no use to other sites', async () => {
    await signInAs('responder')
    const revocation = {
      subject: { format: 'email', email: 'x@example.com' },
      kind: 'sessions',
      reasonAdmin: 'x',
    }
    const tried = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]
    for (const headers of tried)
      expect((await browser.send('/admin/revocations', { body: revocation, headers })).status).toBe(
        403,
      )
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const unmarked = await hub.send('/admin/revocations', { headers: { cookie }, body: revocation })
    expect(unmarked.status).toBe(403)
    expect((await browser.send('/admin/revocations', { body: revocation })).status).toBe(202)
  })

  test('is seen and ended by an administrator, at once', async () => {
    await signInAs('responder')
    const { operator } = await session()
    const { json } = await hub.admin.get<{ items: { id: string; userAgent: string }[] }>(
      '/admin/sessions',
    )
    expect(json.items).toContainEqual(expect.objectContaining({ id: operator?.sessionId }))
    const path = `/admin/sessions/${operator?.sessionId ?? ''}`
    expect((await hub.admin.delete(path)).status).toBe(204)
    expect((await hub.admin.delete(path)).status).toBe(404)
    expect((await browser.send('/admin/streams')).status).toBe(401)
    expect((await session()).operator).toBeUndefined()
  })

  test('holds its secret as a hash, in a cookie that scripts and other sites never see', async () => {
    idp.as(ANN)
    await signIn()
    const fresh = await browser.send('/console/session', { body: { token: 'x' } })
    expect(fresh.headers.getSetCookie()).toEqual([])
    const [secret] = [...browser.cookies.values()]
    expect(secret).toMatch(/^ssfses_/)
    expect(await hub.log()).not.toContain(secret)
  })
})

test('a token that is wrong signs nobody in, and too many tries must wait', async () => {
  const tries = []
  for (let n = 0; n < 40; n += 1)
    tries.push((await browser.send('/console/session', { body: { token: 'x' } })).status)
  expect(tries[0]).toBe(401)
  expect(tries.at(-1)).toBe(429)
  expect(browser.cookies.size).toBe(0)
})
