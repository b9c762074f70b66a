import { request, type Reply } from './http.ts'
import type { SetBody } from './receiver.ts'

export type Trace = {
  event: { id: string; type: string; subject: Record<string, unknown>; txn: string }
  deliveries: {
    streamId: string
    subscriber: { id: string; name: string }
    jti: string
    state: {
      status: string
      attempts: number
      err?: string
      description?: string
      because?: string
      nextAttemptAt?: string
    }
    attempts: {
      outcome: string
      httpStatus?: number
      err?: string
      reason?: string
      description?: string
    }[]
  }[]
  notDelivered: { subscriber: { name: string }; because: string }[]
}

export type StreamHealth = {
  streamId: string
  status: string
  backlog: number
  dropped: number
  rejected: number
  push: { window: number; ratePerSecond: number | null; order: string }
  failing?: { failures: number; last: string }
}

export type Admin = {
  token: string
  get<T>(path: string): Promise<Reply<T>>
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply<T>>
  patch<T>(path: string, body: unknown): Promise<Reply<T>>
  delete(path: string): Promise<Reply>
  /** Revokes the sessions of this e-mail address; answers the txn. */
  revoke(email: string, tenantId?: string): Promise<string>
  /** Revokes the sessions of this subject; answers the txn. */
  revokeSubject(subject: object, tenantId?: string): Promise<string>
  createSource(source: object): Promise<{ ingestUrl: string }>
  createSubscriber(subscriber: {
    name: string
    audience: string[]
    allowedEvents?: string[]
    defaultSubjects?: 'ALL' | 'NONE'
    tenantId?: string
  }): Promise<{ id: string; token: string }>
  events(txn: string): Promise<Trace['event'][]>
  trace(eventId: string): Promise<Trace>
  /** The trace of the only event of this txn. */
  traceOf(txn: string): Promise<Trace>
  stream(id: string): Promise<StreamHealth>
}

/** The admin API as an operator uses it. */
export function adminOf(base: string, token: string, by: typeof fetch = fetch): Admin {
  const get = <T>(path: string) => request<T>(`${base}${path}`, { token }, by)
  const post = <T>(path: string, body: unknown, headers: Record<string, string> = {}) =>
    request<T>(`${base}${path}`, { token, body, headers }, by)
  const created = async <T>(path: string, body: unknown, status: number): Promise<T> => {
    const reply = await post<T>(path, body)
    if (reply.status !== status)
      throw new Error(`POST ${path} answered ${String(reply.status)}: ${reply.text}`)
    return reply.json
  }
  const events = async (txn: string) =>
    (await get<{ items: Trace['event'][] }>(`/admin/events?txn=${encodeURIComponent(txn)}`)).json
      .items
  const trace = async (id: string) => (await get<Trace>(`/admin/events/${id}/trace`)).json
  const revokeSubject = async (subject: object, tenantId = 'default') => {
    const body = { subject, kind: 'sessions', reasonAdmin: 'a test', tenantId }
    return (await created<{ txn: string }>('/admin/revocations', body, 202)).txn
  }
  return {
    token,
    get,
    post,
    patch: <T>(path: string, body: unknown) =>
      request<T>(`${base}${path}`, { method: 'PATCH', token, body }, by),
    delete: (path) => request(`${base}${path}`, { method: 'DELETE', token }, by),
    revoke: (email, tenantId) => revokeSubject({ format: 'email', email }, tenantId),
    revokeSubject,
    createSource: (source) => created('/admin/sources', source, 201),
    createSubscriber: (subscriber) => created('/admin/subscribers', subscriber, 201),
    events,
    trace,
    traceOf: async (txn) => {
      const [event, ...more] = await events(txn)
      if (!event || more.length > 0)
        throw new Error(`${String(more.length + (event ? 1 : 0))} events with txn ${txn}`)
      return trace(event.id)
    },
    stream: async (id) => {
      const found = (
        await get<{ items: StreamHealth[] }>('/admin/streams?limit=200')
      ).json.items.find(({ streamId }) => streamId === id)
      if (!found) throw new Error(`No stream ${id}`)
      return found
    },
  }
}

/** The e-mail address a SET is about. */
export const emailOf = (set: SetBody): unknown => set.sub_id['email']
export const typeOf = (set: SetBody): string => Object.keys(set.events).join()
