import { randomUUID } from 'node:crypto'
import { eventTypeUris } from '../../schemas/events/index.ts'
import { request, type Reply, type Send } from '../support/http.ts'
import type { TestHub } from '../support/hub.ts'

export const PUSH = 'urn:ietf:rfc:8935'
export const POLL = 'urn:ietf:rfc:8936'
export const UNKNOWN_EVENT = 'https://example.com/event-type/nobody-knows'
export const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification'
export const CREDENTIAL_CHANGE =
  'https://schemas.openid.net/secevent/caep/event-type/credential-change'

export type Metadata = {
  issuer: string
  jwks_uri: string
  configuration_endpoint: string
  status_endpoint: string
  add_subject_endpoint: string
  remove_subject_endpoint: string
  verification_endpoint: string
}

export type Configuration = {
  stream_id: string
  iss: string
  aud: string | string[]
  events_supported: string[]
  events_requested: string[]
  events_delivered: string[]
  delivery: { method: string; endpoint_url: string; authorization_header?: string }
  description?: string
}

export type Sets = { sets: Record<string, string>; moreAvailable?: boolean }

/** A receiver as the specification knows it: it has an issuer's URL and a token, and finds everything else by discovery. */
export type Client = AsyncDisposable & {
  token: string
  subscriberId: string
  audience: string
  metadata: Metadata
  create(body?: unknown, send?: Send): Promise<Reply<Configuration>>
  /** A new stream, which must be made. */
  stream(body?: object): Promise<Configuration>
  list(): Promise<Reply<Configuration[]>>
  read(id: string): Promise<Reply<Configuration>>
  patch(body: unknown): Promise<Reply<Configuration>>
  put(body: unknown): Promise<Reply<Configuration>>
  remove(id: string): Promise<Reply>
  status(id: string): Promise<Reply>
  setStatus(id: string, status: string, reason?: string): Promise<Reply>
  addSubject(id: string, subject: object, more?: object): Promise<Reply>
  removeSubject(id: string, subject: object): Promise<Reply>
  verify(id: string, more?: object): Promise<Reply>
  poll(stream: Configuration, body?: unknown): Promise<Reply<Sets>>
}

type Options = {
  issuerPath?: string
  audience?: string[]
  allowedEvents?: string[]
  tenantId?: string
  defaultSubjects?: 'ALL' | 'NONE'
}

export async function connect(hub: TestHub, options: Options = {}): Promise<Client> {
  const { issuerPath = '', ...wanted } = options
  const audience = `https://app-${randomUUID()}.example`
  const subscriber = { name: 'Conformance', audience: [audience], ...wanted }
  const { id: subscriberId, token } = await hub.admin.createSubscriber(subscriber)
  const { json: metadata } = await hub.send<Metadata>(`/.well-known/ssf-configuration${issuerPath}`)
  const ask = <T = Record<string, unknown>>(url: string, sent: Send = {}) =>
    request<T>(url, { token, ...sent })
  const configuration = metadata.configuration_endpoint
  const one = (url: string, id: string) => `${url}?stream_id=${encodeURIComponent(id)}`
  const create: Client['create'] = (body = {}, send = {}) => ask(configuration, { body, ...send })
  return {
    token,
    subscriberId,
    audience,
    metadata,
    create,
    stream: async (body = {}) => {
      const reply = await create({ events_requested: eventTypeUris('caep'), ...body })
      if (reply.status !== 201) throw new Error(`${String(reply.status)}: ${reply.text}`)
      return reply.json
    },
    list: () => ask(configuration),
    read: (id) => ask(one(configuration, id)),
    patch: (body) => ask(configuration, { method: 'PATCH', body }),
    put: (body) => ask(configuration, { method: 'PUT', body }),
    remove: (id) => ask(one(configuration, id), { method: 'DELETE' }),
    status: (id) => ask(one(metadata.status_endpoint, id)),
    setStatus: (id, status, reason) =>
      ask(metadata.status_endpoint, { body: { stream_id: id, status, reason } }),
    addSubject: (id, subject, more = {}) =>
      ask(metadata.add_subject_endpoint, { body: { stream_id: id, subject, ...more } }),
    removeSubject: (id, subject) =>
      ask(metadata.remove_subject_endpoint, { body: { stream_id: id, subject } }),
    verify: (id, more = {}) =>
      ask(metadata.verification_endpoint, { body: { stream_id: id, ...more } }),
    poll: (stream, body = { returnImmediately: true }) =>
      ask(stream.delivery.endpoint_url, { body }),
    [Symbol.asyncDispose]: async () => {
      await hub.admin.delete(`/admin/subscribers/${subscriberId}`).catch(() => undefined) // the hub may be gone already
    },
  }
}

/** What a SET says, unverified: how it verifies is tested by itself. */
export function decode(jws: string): {
  header: Record<string, unknown>
  claims: Record<string, unknown> & {
    jti: string
    sub_id: Record<string, unknown>
    events: Record<string, Record<string, unknown>>
  }
} {
  const [header = '', payload = ''] = jws.split('.')
  const part = (text: string): unknown =>
    JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  return {
    header: part(header) as Record<string, unknown>, // JOSE says so
    claims: part(payload) as ReturnType<typeof decode>['claims'], // the tests then check it
  }
}

/** The SETs of an answer, decoded. */
export const decoded = ({ json }: Reply<Sets>) =>
  Object.values(json.sets).map((jws) => decode(jws).claims)

/** Polls and acknowledges until `count` SETs of events came, or fails by the test's own time limit. */
export async function collect(client: Client, stream: Configuration, count: number) {
  const all: ReturnType<typeof decoded> = []
  for (let ack: string[] = []; all.length < count;) {
    const reply = await client.poll(stream, { ack })
    const sets = decoded(reply)
    all.push(...sets)
    ack = sets.map(({ jti }) => jti)
  }
  const ack = all.map(({ jti }) => jti)
  await client.poll(stream, { ack, maxEvents: 0, returnImmediately: true })
  return all
}
