import { randomBytes } from 'node:crypto'
import { eventTypeUris } from '../../schemas/events/index.ts'
import type { Admin } from './admin.ts'
import { request, type Reply } from './http.ts'
import type { Receiver } from './receiver.ts'

const ALL_EVENTS: readonly string[] = [
  ...eventTypeUris('caep'),
  ...eventTypeUris('risc'),
  ...eventTypeUris('oauth'),
]
export const PUSH = 'urn:ietf:rfc:8935'

/** Disposing removes the subscriber with its streams. */
export type Subscribed = AsyncDisposable & {
  subscriberId: string
  token: string
  streamId: string
  audience: string
  authorizationHeader: string
  setStatus(status: 'enabled' | 'paused' | 'disabled'): Promise<Reply>
  verify(state?: string): Promise<Reply>
}

/** A new subscriber of the hub at `url` whose stream pushes to this receiver, which then knows what to expect. */
export async function subscribeTo(
  { url, admin }: { url: string; admin: Admin },
  receiver: Receiver,
  { name = 'CRM', events = ALL_EVENTS }: { name?: string; events?: readonly string[] } = {},
): Promise<Subscribed> {
  const audience = `https://${name.toLowerCase().replaceAll(' ', '-')}.example`
  const { id, token } = await admin.createSubscriber({ name, audience: [audience] })
  const authorizationHeader = `Bearer push-${randomBytes(18).toString('base64url')}`
  receiver.trust({ issuer: url, audience, authorizationHeader })
  const delivery = {
    method: PUSH,
    endpoint_url: receiver.url,
    authorization_header: authorizationHeader,
  }
  const body = { delivery, events_requested: events }
  const created = await request<{ stream_id: string }>(`${url}/ssf/streams`, { token, body })
  if (created.status !== 201)
    throw new Error(`POST /ssf/streams answered ${String(created.status)}: ${created.text}`)
  const { stream_id: streamId } = created.json
  const ask = (path: string, sent: object) =>
    request(`${url}${path}`, { token, body: { stream_id: streamId, ...sent } })
  return {
    subscriberId: id,
    token,
    streamId,
    audience,
    authorizationHeader,
    setStatus: (status) => ask('/ssf/status', { status }),
    verify: (state) => ask('/ssf/verification', state === undefined ? {} : { state }),
    [Symbol.asyncDispose]: async () => {
      await admin.delete(`/admin/subscribers/${id}`).catch(() => undefined) // the hub may be gone already
    },
  }
}
