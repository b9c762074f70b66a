import { isObject } from '../../../schemas/json.ts'
import { uriOf } from '../../../schemas/events/index.ts'
import { POLL, StreamConfiguration } from '../../../schemas/stream.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { ask, withQuery, type ApiAnswer } from '../stream-api.ts'
import type { Finding, Verdict } from './finding.ts'
import { okIf, tried, type Stream, type Visit } from './visit.ts'
import { examineVerification } from './transmitter-verification.ts'

const REQUESTED = [
  uriOf('session-revoked'),
  uriOf('credential-change'),
  'https://schemas.example.com/unknown-to-everyone',
]

const made = (verdict: Verdict, seen: string): Finding => ({
  name: 'makes a stream',
  clause: 'SSF 1.0 §8.1.1.1',
  verdict,
  seen,
})

/** The life of a poll stream: made, read, changed, paused, verified, deleted. */
export async function examineStream(visit: Visit): Promise<Finding[]> {
  const { io, metadata, token } = visit
  const url = metadata.configuration_endpoint
  if (token === undefined || url === undefined)
    return [made('skipped', 'no access token was given')]
  const body = {
    delivery: { method: POLL },
    events_requested: REQUESTED,
    description: 'ssf-hub doctor',
  }
  const created = await ask(io, { method: 'POST', url, token, body })
  const stream = streamIn(created)
  if (typeof stream === 'string') return [made('fault', stream)]
  const findings = await whileItLasts(visit, url, stream)
  return [
    made(created.status === 201 ? 'ok' : 'fault', `HTTP ${created.status}, ${stream.stream_id}`),
    ...findings,
    ...(await aboutDeleting(visit, url, stream)),
  ]
}

/** Also after an outage of ours nothing stays behind. */
async function whileItLasts(visit: Visit, url: string, stream: Stream): Promise<Finding[]> {
  try {
    return [
      ...aboutConfiguration(visit, stream),
      ...(await aboutReading(visit, url, stream)),
      ...(await aboutChanges(visit, url, stream)),
      ...(await aboutStatus(visit, stream)),
      ...(await examineVerification(visit, stream)),
    ]
  } catch (error) {
    await deleteStream(visit, url, stream)
    throw error
  }
}

const deleteStream = ({ io, token }: Visit, url: string, { stream_id: id }: Stream) =>
  ask(io, { method: 'DELETE', url: withQuery(url, 'stream_id', id), token })

const aboutDeleting = async (visit: Visit, url: string, stream: Stream): Promise<Finding[]> => [
  await tried('deletes a stream', 'SSF 1.0 §8.1.1.5', async () => {
    const { status } = await deleteStream(visit, url, stream)
    return okIf(status === 204, `HTTP ${status}`)
  }),
  await tried('knows it no more', 'SSF 1.0 §8.1.1.5', async () => {
    const { status } = await deleteStream(visit, url, stream)
    return okIf(status === 404, `HTTP ${status}`)
  }),
]

function streamIn({ status, body, text }: ApiAnswer): Stream | string {
  const parsed = StreamConfiguration.safeParse(body)
  if (!parsed.success)
    return `HTTP ${status}: ${isObject(body) ? reasonOf(parsed.error) : text.slice(0, 120)}`
  const { delivery } = parsed.data
  if (delivery.method !== POLL || delivery.endpoint_url === undefined)
    return 'the stream has no poll endpoint_url'
  return { ...parsed.data, pollUrl: delivery.endpoint_url }
}

function aboutConfiguration({ issuer }: Visit, stream: Stream): Finding[] {
  const { iss, aud, events_delivered: delivered } = stream
  const surplus = delivered.filter((type) => !REQUESTED.includes(type))
  const unknown = delivered.includes(REQUESTED[2] ?? '')
  return [
    {
      name: 'says iss as its metadata does',
      clause: 'SSF 1.0 §4.1.6',
      ...okIf(iss === issuer, iss),
    },
    {
      name: 'says for whom its SETs are',
      clause: 'SSF 1.0 §8.1.1',
      ...okIf(aud.length > 0, [aud].flat().join(', ')),
    },
    {
      name: 'delivers only what was requested and is supported',
      clause: 'SSF 1.0 §8.1.1',
      ...okIf(
        surplus.length === 0 && !unknown,
        `${delivered.length} of ${REQUESTED.length} event types`,
      ),
    },
  ]
}

async function aboutReading(
  { io, token }: Visit,
  url: string,
  { stream_id: id }: Stream,
): Promise<Finding[]> {
  const one = withQuery(url, 'stream_id', id)
  return [
    await tried('reads one stream as an object', 'SSF 1.0 §8.1.1.2', async () => {
      const { status, body } = await ask(io, { method: 'GET', url: one, token })
      return okIf(status === 200 && isObject(body) && body['stream_id'] === id, `HTTP ${status}`)
    }),
    await tried('reads all streams as a list', 'SSF 1.0 §8.1.1.2', async () => {
      const { status, body } = await ask(io, { method: 'GET', url, token })
      return okIf(
        status === 200 && Array.isArray(body),
        `HTTP ${status}, ${Array.isArray(body) ? `${body.length} streams` : 'no list'}`,
      )
    }),
    await tried('does not know a stream that is none', 'SSF 1.0 §8.1.1.2', async () => {
      const { status } = await ask(io, {
        method: 'GET',
        url: withQuery(url, 'stream_id', 'nobody-has-this'),
        token,
      })
      return okIf(status === 404, `HTTP ${status}`)
    }),
  ]
}

async function aboutChanges(
  { io, token }: Visit,
  url: string,
  { stream_id: id }: Stream,
): Promise<Finding[]> {
  return [
    await tried('changes what PATCH names, and nothing else', 'SSF 1.0 §8.1.1.3', async () => {
      const body = { stream_id: id, description: 'ssf-hub doctor, changed' }
      const { status, body: told } = await ask(io, { method: 'PATCH', url, token, body })
      const changed = StreamConfiguration.safeParse(told).data
      const kept = (changed?.events_delivered.length ?? 0) > 0
      return okIf(
        status === 200 && changed?.description === body.description && kept,
        `HTTP ${status}${kept ? '' : ', events_delivered is lost'}`,
      )
    }),
    await tried('refuses another iss', 'SSF 1.0 §8.1.1.3', async () => {
      const body = { stream_id: id, iss: 'https://somebody-else.example.com' }
      const { status } = await ask(io, { method: 'PATCH', url, token, body })
      return okIf(status === 400, `HTTP ${status}`)
    }),
  ]
}

async function aboutStatus(
  { io, token, metadata }: Visit,
  { stream_id: id }: Stream,
): Promise<Finding[]> {
  const url = metadata.status_endpoint
  if (url === undefined) return []
  const set = async (status: string) =>
    (await ask(io, { method: 'POST', url, token, body: { stream_id: id, status } })).status
  return [
    await tried('tells the status', 'SSF 1.0 §8.1.2.1', async () => {
      const { status, body } = await ask(io, {
        method: 'GET',
        url: withQuery(url, 'stream_id', id),
        token,
      })
      const told = isObject(body) ? body['status'] : undefined
      return okIf(status === 200 && told === 'enabled', `HTTP ${status}, ${String(told)}`)
    }),
    await tried('is paused and enabled again', 'SSF 1.0 §8.1.2.2', async () => {
      const answers = [await set('paused'), await set('enabled')]
      return okIf(
        answers.every((status) => status === 200 || status === 202),
        `HTTP ${answers.join(', ')}`,
      )
    }),
    await tried('refuses a status that is none', 'SSF 1.0 §8.1.2.2', async () => {
      const status = await set('asleep')
      return okIf(status === 400, `HTTP ${status}`)
    }),
  ]
}
