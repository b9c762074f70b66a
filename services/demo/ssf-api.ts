import { z } from 'zod'
import { TransmitterMetadata } from '../../schemas/metadata.ts'
import { PUSH, StreamConfiguration } from '../../schemas/stream.ts'

const TIMEOUT_MS = 10_000

type Call = { method?: string; token?: string; headers?: Record<string, string>; body?: unknown }

/** One JSON request, as an app outside the hub makes it. @throws Error with what was answered instead of 2xx */
export async function call(
  url: string,
  { method = 'GET', token, headers, body }: Call = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await response.text()
  if (!response.ok)
    throw new Error(`${method} ${url} answered ${String(response.status)}: ${text.slice(0, 300)}`)
  return text === '' ? undefined : JSON.parse(text)
}

const Metadata = TransmitterMetadata.required({ jwks_uri: true, configuration_endpoint: true })
export type Metadata = z.infer<typeof Metadata>

/** What a transmitter says about itself (SSF 1.0 §7.2). @throws where it is another issuer's */
export async function discover(issuer: string): Promise<Metadata> {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  const metadata = Metadata.parse(await call(`${origin}/.well-known/ssf-configuration${path}`))
  if (metadata.issuer !== issuer)
    throw new Error(`${issuer} says that its issuer is ${metadata.issuer}`) // SSF 1.0 §7.2.4
  return metadata
}

export type Subscription = {
  token: string
  endpointUrl: string
  authorizationHeader: string
  eventsRequested: readonly string[]
}

/** This app's stream: the one that it already has, pointed to where the app is now, or a new one. */
export async function subscribe(
  metadata: Metadata,
  wanted: Subscription,
): Promise<StreamConfiguration> {
  const { token, endpointUrl, authorizationHeader, eventsRequested } = wanted
  const url = metadata.configuration_endpoint
  const settings = {
    delivery: {
      method: PUSH,
      endpoint_url: endpointUrl,
      authorization_header: authorizationHeader,
    },
    events_requested: eventsRequested,
  }
  const [existing] = z.array(StreamConfiguration).parse(await call(url, { token }))
  return StreamConfiguration.parse(
    existing
      ? await call(url, {
          method: 'PATCH',
          token,
          body: { stream_id: existing.stream_id, ...settings },
        })
      : await call(url, { method: 'POST', token, body: settings }),
  )
}
