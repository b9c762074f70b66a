import { createRemoteJWKSet, jwtVerify } from 'jose'
import { eventTypeUris } from '../../schemas/events/index.ts'
import type { TestHub } from './hub.ts'
import type { Reply } from './http.ts'
import type { SetBody } from './receiver.ts'

export type PollAnswer = { sets: Record<string, string>; moreAvailable?: boolean }

export type Poller = AsyncDisposable & {
  subscriberId: string
  token: string
  streamId: string
  endpointUrl: string
  /** One poll as RFC 8936 says; the SETs of the answer are verified with jose. */
  poll(body?: object): Promise<Reply<PollAnswer> & { claims: SetBody[] }>
  /** Polls at once until nothing more comes, acknowledging all; answers what came. */
  drain(): Promise<SetBody[]>
  ask(path: string, body: object): Promise<Reply>
}

type Options = {
  events?: readonly string[]
  defaultSubjects?: 'ALL' | 'NONE'
  tenantId?: string
  issuer?: string
}

/** A new subscriber with a poll stream (made without `delivery`: SSF 1.0 §8.1.1.1). */
export async function startPoller(hub: TestHub, options: Options = {}): Promise<Poller> {
  const { tenantId = 'default', defaultSubjects = 'ALL', issuer = hub.url } = options
  const audience = 'https://poller.example'
  const events = options.events ?? [
    ...eventTypeUris('caep'),
    ...eventTypeUris('risc'),
    ...eventTypeUris('oauth'),
  ]
  const subscriber = await hub.admin.createSubscriber({
    name: 'Poller',
    audience: [audience],
    defaultSubjects,
    tenantId,
  })
  const { token } = subscriber
  const path = new URL(issuer).pathname.replace(/\/$/, '')
  const created = await hub.send<{ stream_id: string; delivery: { endpoint_url: string } }>(
    `${path}/ssf/streams`,
    {
      token,
      body: { events_requested: events },
    },
  )
  if (created.status !== 201)
    throw new Error(`POST /ssf/streams answered ${String(created.status)}: ${created.text}`)
  const { stream_id: streamId, delivery } = created.json
  const keys = createRemoteJWKSet(new URL(`${hub.url}/jwks.json`), { cooldownDuration: 0 })
  const verified = async (jws: string) =>
    // What a SET's claims are is what the tests then expect of them.
    (await jwtVerify(jws, keys, { issuer, audience, typ: 'secevent+jwt' }))
      .payload as unknown as SetBody
  const local = (url: string) => new URL(url).pathname
  const poll = async (body: object = { returnImmediately: true }) => {
    const reply = await hub.send<PollAnswer>(local(delivery.endpoint_url), { token, body })
    const claims = await Promise.all(
      Object.values(reply.status === 200 ? reply.json.sets : {}).map(verified),
    )
    return { ...reply, claims }
  }
  return {
    subscriberId: subscriber.id,
    token,
    streamId,
    endpointUrl: delivery.endpoint_url,
    poll,
    drain: async () => {
      const all: SetBody[] = []
      for (let ack: string[] = []; ;) {
        const { claims } = await poll({ returnImmediately: true, ack })
        if (claims.length === 0) return all
        all.push(...claims)
        ack = claims.map(({ jti }) => jti)
      }
    },
    ask: (route, body) =>
      hub.send(`${path}${route}`, { token, body: { stream_id: streamId, ...body } }),
    [Symbol.asyncDispose]: async () => {
      await hub.admin.delete(`/admin/subscribers/${subscriber.id}`).catch(() => undefined) // the hub may be gone already
    },
  }
}
