import { setTimeout } from 'node:timers/promises'
import type { Admin } from '../support/admin.ts'
import { request } from '../support/http.ts'
import { startReceiver, refusal, type Receiver } from '../support/receiver.ts'
import { subscribeTo, type Subscribed } from '../support/subscribe.ts'
import { githubDelivery, memberRemoved, oktaHook } from '../support/vendors.ts'

/** What a SOC's day looks like: apps that are well and apps that are not, sources, and something that happened. */
export type Scene = AsyncDisposable & {
  apps: Record<
    'crm' | 'mail' | 'wiki' | 'payroll' | 'chat',
    { receiver: Receiver; stream: Subscribed }
  >
  /** The txn of a revocation that reached everybody who is well. */
  txn: string
  /** A revocation that waits for a second person. */
  approvalId: string
  /** The id of an incident that somebody has begun to look at. */
  incident: string
  /** The id of the principal whom it is about. */
  jane: string
}

const OKTA_SECRET = 'a secret of the scene, long enough'
const GITHUB_SECRET = 'another secret of the scene'

export async function playScene({ url, admin }: { url: string; admin: Admin }): Promise<Scene> {
  await using open = new AsyncDisposableStack()
  const app = async (name: string) => {
    const receiver = open.use(await startReceiver())
    return { receiver, stream: await subscribeTo({ url, admin }, receiver, { name }) }
  }
  const apps = {
    crm: await app('Acme CRM'),
    mail: await app('Mailbox'),
    wiki: await app('Wiki'),
    payroll: await app('Payroll'),
    chat: await app('Chat'),
  }
  apps.wiki.receiver.always(503)
  apps.payroll.receiver.always(refusal('invalid_request', 'unknown subject format'))
  await admin.createSource({
    id: 'okta-prod',
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: [OKTA_SECRET],
    trust: 'trusted',
  })
  await admin.createSource({ id: 'github-acme', kind: 'github', secrets: [GITHUB_SECRET] })
  await provisioned({ url, admin })
  await admin.post('/admin/channels', { name: 'soc', url: 'https://hooks.example/soc' })
  for (const what of ['user.session.clear', 'user.lifecycle.suspend'])
    await post(`${url}/ingest/okta-prod`, oktaHook(what, 'jane'), { authorization: OKTA_SECRET })
  const body = memberRemoved(4711)
  await post(
    `${url}/ingest/github-acme`,
    body,
    githubDelivery('organization', body, { secret: GITHUB_SECRET, id: 'd-1' }),
  )
  await admin.post(`/admin/streams/${apps.chat.stream.streamId}/status`, {
    status: 'paused',
    reason: 'Their maintenance window, until 06:00',
  })
  for (const name of ['ivan', 'mei', 'amara']) await admin.revoke(`${name}@acme.example`)
  const txn = await admin.revoke('jane@acme.example')
  const approvalId = await askForGroup(admin)
  const incident = await workedOn(admin)
  const jane = await idOf('jane@acme.example', admin)
  const held = open.move()
  return {
    apps,
    txn,
    approvalId,
    incident,
    jane,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** A directory that tells of somebody, and asks for what it cannot have. */
async function provisioned({ url, admin }: { url: string; admin: Admin }): Promise<void> {
  const issuer = 'https://acme.okta.example'
  await admin.post('/admin/directories', { id: 'okta', issuer })
  const { token } = (await admin.post<{ token: string }>('/admin/directories/okta/tokens', {})).json
  const authorization = `Bearer ${token}`
  await post(`${url}/scim/v2/Users`, { userName: 'amara@acme.example' }, { authorization })
  await request(`${url}/scim/v2/Users?filter=${encodeURIComponent('title pr')}`, { token })
}

async function askForGroup(admin: Admin): Promise<string> {
  const { json } = await admin.post<{ approval: { id: string } }>('/admin/revocations', {
    subject: { format: 'complex', group: { format: 'opaque', id: 'contractors' } },
    kind: 'sessions',
    reasonAdmin: 'The contract ended',
  })
  return json.approval.id
}

/** The incident of what befell Jane, acknowledged and talked about. */
async function workedOn(admin: Admin): Promise<string> {
  const found = await incidentOf('jane', admin)
  const path = `/admin/incidents/${found}`
  await admin.post(`${path}/state`, { state: 'acknowledged', comment: 'Called her: not her.' })
  await admin.post(`${path}/notes`, { kind: 'link', text: 'https://tickets.example/SEC-4711' })
  return found
}

const incidentOf = (name: string, admin: Admin): Promise<string> =>
  soon(async () => {
    const { json } = await admin.get<{ items: { id: string }[] }>(`/admin/incidents?q=${name}`)
    return json.items[0]?.id
  })

/** Whom the hub knows by this address. */
const idOf = (email: string, admin: Admin): Promise<string> =>
  soon(async () => {
    const subject = encodeURIComponent(JSON.stringify({ format: 'email', email }))
    const { json } = await admin.get<{ items: { principal: { id: string } }[] }>(
      `/admin/principals?subject=${subject}`,
    )
    return json.items[0]?.principal.id
  })

/** As soon as there is one; the scene is played outside of tests too. */
async function soon(ask: () => Promise<string | undefined>): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await ask()
    if (found !== undefined) return found
    await setTimeout(100)
  }
  throw new Error('what the scene needs does not come')
}

async function post(url: string, body: unknown, headers: Record<string, string>): Promise<void> {
  const { status, text } = await request(url, { body, headers })
  if (status >= 300) throw new Error(`POST ${url} answered ${String(status)}: ${text}`)
}
