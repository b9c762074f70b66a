import { randomBytes } from 'node:crypto'
import { eventTypeUris, eventUriOf } from '../../schemas/events/index.ts'
import { PUSH } from '../support/subscribe.ts'
import { createPeer, type TestPeer } from '../support/peer.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { startWebhookReceiver, type Webhook } from '../support/webhooks.ts'
import type { TestHub } from '../support/hub-on.ts'
import type { PolicyStep, Scenario, ScenarioApp, ScenarioSource } from './format.ts'

/** What a source signs with, or the secret of a vendor's webhook. */
export type Sender = { source: ScenarioSource; peer: TestPeer; secret: string }

/** The hub with the scenario's sources and apps. */
export type Stage = {
  hub: TestHub
  startedAt: number
  senders: ReadonlyMap<string, Sender>
  apps: ReadonlyMap<string, Receiver>
  channels: ReadonlyMap<string, Channel>
}

/** What a channel took, and the secret that it must be signed with. */
export type Channel = { secret: string; taken: readonly Webhook[] }

const ALL_EVENTS: readonly string[] = (['caep', 'risc', 'oauth'] as const).flatMap(eventTypeUris)

/** Registers what the scenario needs at a hub that is new. What it opens is closed with `open`. */
export async function setStage(
  hub: TestHub,
  scenario: Scenario,
  open: AsyncDisposableStack,
): Promise<Stage> {
  for (const id of scenario.tenants)
    await must(hub, 'POST', '/admin/tenants', { id, issuer: `${hub.url}/${id}` })
  if (scenario.only) await switchAllOff(hub)
  const channels = new Map<string, Channel>()
  for (const name of scenario.channels) {
    const { url, taken } = open.use(await startWebhookReceiver())
    const { secret } = await must<{ secret: string }>(hub, 'POST', '/admin/channels', { name, url })
    channels.set(name, { secret, taken })
  }
  for (const policy of scenario.policies) await putPolicy(hub, policy)
  const senders = new Map<string, Sender>()
  for (const [name, source] of Object.entries(scenario.sources))
    senders.set(name, await addSource(hub, name, source))
  const apps = new Map<string, Receiver>()
  for (const [name, app] of Object.entries(scenario.apps))
    apps.set(name, await addApp(hub, name, { app, receiver: open.use(await startReceiver()) }))
  return { hub, startedAt: Date.now(), senders, apps, channels }
}

/** A request of an operator that must be granted. @throws with what the hub said */
export async function must<T = unknown>(
  hub: TestHub,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const token = hub.admin.token
  const sent = body === undefined ? { method, token } : { method, token, body }
  const { status, json, text } = await hub.send<T>(path, sent)
  if (status >= 300) throw new Error(`${method} ${path} answered ${String(status)}: ${text}`)
  return json
}

async function switchAllOff(hub: TestHub): Promise<void> {
  const { items } = await must<{ items: { id: string }[] }>(hub, 'GET', '/admin/policies?limit=200')
  for (const { id } of items) await must(hub, 'PUT', `/admin/policies/${id}/mode`, { mode: 'off' })
}

/** Makes, changes or only switches a policy. */
export async function putPolicy(hub: TestHub, { id, mode, policy }: PolicyStep): Promise<void> {
  const known = await hub.admin.get<{ version: number }>(`/admin/policies/${id}`)
  if (policy && known.status === 404) {
    await must(hub, 'POST', '/admin/policies', { id, mode, policy })
    return
  }
  if (policy) {
    const body = { expectedVersion: known.json.version, policy }
    await must(hub, 'PUT', `/admin/policies/${id}`, body)
  }
  await must(hub, 'PUT', `/admin/policies/${id}/mode`, { mode })
}

/** Vendors that number their users within an organisation. */
const WITH_ISSUER: ReadonlySet<string> = new Set(['okta', 'jamf', 'auth0'])

async function addSource(hub: TestHub, name: string, source: ScenarioSource): Promise<Sender> {
  const { kind, trust, mayLink, speaksFor, tenant: tenantId, settings } = source
  const issuer = source.issuer ?? `https://${name}.example`
  const peer = await createPeer(issuer)
  const secret = randomBytes(24).toString('base64url')
  const common = {
    ...{ id: name, kind, trust, mayLink, tenantId },
    ...(settings ? { settings } : {}),
    ...(speaksFor ? { speaksFor } : {}),
  }
  await hub.admin.createSource(
    kind === 'ssf'
      ? { ...common, issuer, audience: [peer.audience], jwks: peer.jwks }
      : { ...common, secrets: [secret], ...(WITH_ISSUER.has(kind) ? { issuer } : {}) },
  )
  return { source, peer, secret }
}

async function addApp(
  hub: TestHub,
  name: string,
  { app, receiver }: { app: ScenarioApp; receiver: Receiver },
): Promise<Receiver> {
  const audience = `https://${name}.example`
  const { id, token } = await must<{ id: string; token: string }>(
    hub,
    'POST',
    '/admin/subscribers',
    {
      name,
      audience: [audience],
      tenantId: app.tenant,
      defaultSubjects: app.subjects ? 'NONE' : 'ALL',
      ...(app.tags ? { tags: app.tags } : {}),
      ...(app.events ? { allowedEvents: app.events.map(eventUriOf) } : {}),
    },
  )
  const base = app.tenant === 'default' ? '' : `/${app.tenant}`
  const authorizationHeader = `Bearer ${randomBytes(18).toString('base64url')}`
  receiver.trust({ issuer: `${hub.url}${base}`, audience, authorizationHeader })
  const ask = async (path: string, body: object) => {
    const reply = await hub.send<{ stream_id: string }>(`${base}${path}`, { token, body })
    if (reply.status >= 300)
      throw new Error(
        `app ${name} (${id}): ${path} answered ${String(reply.status)}: ${reply.text}`,
      )
    return reply.json
  }
  const { stream_id } = await ask('/ssf/streams', {
    delivery: {
      method: PUSH,
      endpoint_url: receiver.url,
      authorization_header: authorizationHeader,
    },
    events_requested: app.events?.map(eventUriOf) ?? ALL_EVENTS,
  })
  for (const subject of app.subjects ?? []) await ask('/ssf/subjects/add', { stream_id, subject })
  return receiver
}
