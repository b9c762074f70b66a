import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Source } from '../../schemas/source.ts'
import { CreatedSubscriber } from '../../schemas/subscriber.ts'
import { uriOf, type EventName } from '../../schemas/events/index.ts'
import { startPeer, type Peer } from './peer.ts'
import { startSampleApp, type SampleApp } from './sample-app.ts'
import { call } from './ssf-api.ts'

/** The hub as its operator reaches it. */
export type Operator = { issuer: string; token: string }

/** What each app wants to be told. */
export const APPS = {
  CRM: ['session-revoked', 'token-revoked', 'tokens-revoked'],
  Mail: ['session-revoked', 'tokens-revoked'],
  Helpdesk: ['session-revoked', 'account-disabled', 'credential-compromise'],
} as const satisfies Record<string, readonly EventName[]>
export type AppName = keyof typeof APPS

export const OKTA_ORG = 'https://acme.okta.example'
const AUDIENCE = 'https://signals.acme.example'

/** A vendor that sends webhooks, with the secret that it was given. */
export type Vendor = { ingestUrl: string; secret: string }

/** Everybody in the story but the hub. */
export type Cast = {
  apps: readonly SampleApp[]
  peer: Peer
  peerIngestUrl: string
  okta: Vendor
  github: Vendor
}

/** Lets the apps subscribe and the sources in; who was started is stopped by `open`. */
export async function gather(operator: Operator, open: AsyncDisposableStack): Promise<Cast> {
  const apps: SampleApp[] = []
  for (const [name, events] of Object.entries(APPS))
    apps.push(open.adopt(await subscribeApp(name, events, operator), (app) => app.close()))
  const peer = open.adopt(await startPeer(AUDIENCE), (started) => started.close())
  const okta = await vendor(operator, {
    id: 'okta-prod',
    kind: 'okta',
    issuer: OKTA_ORG,
    trust: 'trusted', // Okta signs nothing: unless the operator says so, its hooks are hints
  })
  const github = await vendor(operator, { id: 'github-acme', kind: 'github' })
  const { issuer, jwksUri } = peer
  const ssf = await register(operator, {
    id: 'drift',
    kind: 'ssf',
    issuer,
    jwksUri,
    audience: [AUDIENCE],
  })
  return { apps, peer, peerIngestUrl: ssf.ingestUrl, okta, github }
}

/** A source of a vendor's webhooks, with a new secret. */
async function vendor(operator: Operator, source: object): Promise<Vendor> {
  const secret = randomBytes(24).toString('base64url')
  const { ingestUrl } = await register(operator, { ...source, secrets: [secret] })
  return { ingestUrl, secret }
}

/** The operator hands out a token; the rest the app does by itself, over the SSF API. */
async function subscribeApp(
  name: string,
  events: readonly EventName[],
  { issuer, token }: Operator,
): Promise<SampleApp> {
  const body = { name, audience: [`https://${name.toLowerCase()}.example`] }
  const created = TokenOf.parse(
    await call(`${issuer}/admin/subscribers`, { method: 'POST', token, body }),
  )
  return startSampleApp({ name, issuer, token: created.token, eventsRequested: events.map(uriOf) })
}

async function register({ issuer, token }: Operator, body: object): Promise<{ ingestUrl: string }> {
  return IngestUrlOf.parse(await call(`${issuer}/admin/sources`, { method: 'POST', token, body }))
}

const TokenOf = z.object({ token: CreatedSubscriber.shape.token })
const IngestUrlOf = z.object({ ingestUrl: Source.shape.ingestUrl })
