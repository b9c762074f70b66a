import { randomUUID } from 'node:crypto'
import type { Answer } from './authorization.ts'
import type { Faults } from './faults.ts'
import { POLL, PUSH, type Dialect, type PollBody, type Sets, type Stream } from './streams.ts'

export type Managed = {
  issuer: () => string
  origin: () => string
  audience: string
  dialect: Dialect
  faults: Faults
  streams: Map<string, Stream>
  sets: Sets
  metadata: Record<string, unknown>
}

type Asked = { method: string; url: URL; body: unknown; isGone: () => boolean }
type Body = Record<string, unknown> & { delivery?: Record<string, unknown> }

const RISC = 'https://schemas.openid.net/secevent/risc/delivery-method'

/** The management API of SSF 1.0 §8.1, or of its first draft, and the poll endpoints. */
export async function manage(asked: Asked, managed: Managed): Promise<Answer> {
  const { streams, sets } = managed
  const { pathname } = asked.url
  const fault = faultOf(pathname, managed)
  if (fault) return fault
  const body = (asked.body ?? {}) as Body // what is not an object has no members either
  if (pathname.startsWith('/poll/')) {
    const stream = streams.get(pathname.slice('/poll/'.length))
    return stream ? sets.poll(stream, body as PollBody, asked.isGone) : { status: 404 }
  }
  const action = `${asked.method} ${pathname.replace('/api', '')}`
  if (/ \/stream(:update)?$/.test(action)) return configure(asked, body, managed)
  const stream = named(asked, body, managed)
  return stream ? act(action, { stream, body }, managed) : { status: 404 }
}

function faultOf(pathname: string, { faults }: Managed): Answer | undefined {
  const isPoll = pathname.startsWith('/poll/')
  const fault: Fault = (isPoll ? faults.polls : faults.management) ?? NONE
  if (fault.times <= 0 || fault.path?.test(pathname) === false) return undefined
  fault.times -= 1
  return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '{}' }
}

type Fault = NonNullable<Faults['management']> & { body?: string }
const NONE: Fault = { status: 0, times: 0 }

function act(
  action: string,
  { stream, body }: { stream: Stream; body: Body },
  { sets, dialect }: Managed,
): Answer {
  const id = dialect === 'ssf' ? { stream_id: stream.id } : {}
  switch (action) {
    case 'GET /status':
      return {
        status: 200,
        body: { ...id, status: stream.status, ...(stream.reason ? { reason: stream.reason } : {}) },
      }
    case 'POST /status':
    case 'POST /status:update':
      stream.status = String(body['status'])
      return { status: 200, body: { ...id, status: stream.status } }
    case 'POST /verify':
      sets.verify(stream, body['state'] as string | undefined)
      return { status: 204 }
    case 'POST /subjects:add': {
      const subject = body['subject'] as object
      stream.subjects.set(JSON.stringify(subject), { subject, verified: body['verified'] })
      return { status: 200 }
    }
    case 'POST /subjects:remove':
      return { status: stream.subjects.delete(JSON.stringify(body['subject'])) ? 204 : 404 }
    default:
      return { status: 405 }
  }
}

/** The first draft names no stream: there is one. */
function named({ url }: Asked, body: Body, { streams, dialect }: Managed): Stream | undefined {
  if (dialect !== 'ssf') return streams.values().next().value
  const id = body['stream_id'] as string | undefined
  return streams.get(id ?? url.searchParams.get('stream_id') ?? '')
}

function configure(asked: Asked, body: Body, managed: Managed): Answer {
  const { dialect } = managed
  const stream = named(asked, body, managed)
  if (asked.method === 'GET') return readConfiguration(asked, stream, managed)
  if (asked.method === 'POST' && (dialect === 'ssf' || !stream)) return create(body, managed)
  if (!stream) return { status: 404 }
  if (asked.method === 'DELETE') {
    stream.status = 'deleted'
    managed.streams.delete(stream.id)
    return { status: dialect === 'ssf' ? 204 : 200 }
  }
  Object.assign(stream, settingsOf(body, stream.id, managed))
  return { status: 200, body: shown(stream, managed) }
}

function readConfiguration({ url }: Asked, stream: Stream | undefined, managed: Managed): Answer {
  const isList = managed.dialect === 'ssf' && !url.searchParams.has('stream_id')
  if (isList)
    return { status: 200, body: [...managed.streams.values()].map((one) => shown(one, managed)) }
  return stream ? { status: 200, body: shown(stream, managed) } : { status: 404 }
}

function create(body: Body, managed: Managed): Answer {
  const { streams, faults, dialect } = managed
  if (streams.size >= (faults.maxStreams ?? 10)) return { status: 409 }
  return { status: dialect === 'ssf' ? 201 : 200, body: shown(created(body, managed), managed) }
}

function created(body: Body, managed: Managed): Stream {
  const id = randomUUID()
  const stream: Stream = {
    id,
    delivery: { method: POLL, endpoint_url: '' },
    events_requested: [],
    ...settingsOf(body, id, managed),
    status: 'enabled',
    subjects: new Map(),
    owed: [],
    acked: [],
    errors: new Map(),
    pushed: [],
    states: [],
    bell: () => undefined,
  }
  managed.streams.set(id, stream)
  return stream
}

function settingsOf(body: Body, id: string, { origin, dialect }: Managed): Partial<Stream> {
  const given = body.delivery ?? {}
  const method = given[dialect === 'ssf' ? 'method' : 'delivery_method']
  const isPush = method === PUSH || method === `${RISC}/push`
  const endpoint = isPush
    ? String(given[dialect === 'ssf' ? 'endpoint_url' : 'url'])
    : `${origin()}/poll/${id}`
  const header = given['authorization_header']
  return {
    delivery: {
      method: isPush ? PUSH : POLL,
      endpoint_url: endpoint,
      ...(typeof header === 'string' ? { authorization_header: header } : {}),
    },
    events_requested: (body['events_requested'] ?? []) as string[],
    ...(typeof body['description'] === 'string' ? { description: body['description'] } : {}),
  }
}

function shown(stream: Stream, { issuer, audience, faults, dialect, metadata }: Managed): object {
  const isPush = stream.delivery.method === PUSH
  const { authorization_header: _secret, ...delivery } = stream.delivery
  const early = {
    delivery_method: `${RISC}/${isPush ? 'push' : 'poll'}`,
    url: delivery.endpoint_url,
  }
  return {
    ...(dialect === 'ssf' ? { stream_id: stream.id } : {}),
    iss: faults.streamIss ?? issuer(),
    aud: faults.streamAud ?? audience,
    delivery: dialect === 'ssf' ? delivery : early,
    events_requested: stream.events_requested,
    events_delivered: stream.events_requested,
    ...(stream.description === undefined ? {} : { description: stream.description }),
    ...(metadata['stream'] as object | undefined),
  }
}
