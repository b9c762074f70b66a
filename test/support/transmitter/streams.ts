import { randomUUID } from 'node:crypto'
import type { Answer } from './authorization.ts'
import type { Faults } from './faults.ts'
import { signJws, type SigningKey } from './keys.ts'

export const PUSH = 'urn:ietf:rfc:8935'
export const POLL = 'urn:ietf:rfc:8936'
const SECEVENT = 'https://schemas.openid.net/secevent'

/** Final SSF, its first draft, or Google's. */
export type Dialect = 'ssf' | 'sse' | 'google'

/** The family of event types that verifies streams. */
const FAMILY = { ssf: 'ssf', sse: 'sse', google: 'risc' }

export type Owed = { jti: string; jws: string; handedOut: boolean }

export type Stream = {
  id: string
  delivery: { method: string; endpoint_url: string; authorization_header?: string }
  events_requested: string[]
  description?: string
  status: string
  reason?: string
  subjects: Map<string, { subject: object; verified: unknown }>
  owed: Owed[]
  acked: string[]
  /** What the receiver refused: by setErrs, or with a 400. */
  errors: Map<string, { err: string; description: string }>
  /** Statuses of the receiver's answers to pushes. */
  pushed: number[]
  states: (string | undefined)[]
  bell: () => void
}

export type Event = {
  type: string
  payload?: Record<string, unknown>
  subject?: Record<string, unknown>
  /** Claims in place of the usual ones; undefined leaves one out. */
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  /** The SET itself, in place of one that is signed here. */
  jws?: (jws: string) => string
}

export type Sets = {
  /** Owes this to a stream; answers the jti. */
  owe(stream: Stream, event: Event): string
  /** Sends a verification; answers its jti. */
  verify(stream: Stream, state: string | undefined): string
  updated(stream: Stream, status: string, reason?: string): void
  poll(stream: Stream, body: PollBody, isGone: () => boolean): Promise<Answer>
}

export type PollBody = {
  ack?: string[]
  setErrs?: Record<string, { err: string; description: string }>
  maxEvents?: number
  returnImmediately?: boolean
}
type Deps = {
  issuer: () => string
  audience: string
  keys: SigningKey[]
  faults: Faults
  dialect: Dialect
}

export function createSets({ issuer, audience, keys, faults, dialect }: Deps): Sets {
  function owe(stream: Stream, event: Event): string {
    const key = keys.at(-1)
    if (!key) throw new Error('no key to sign with')
    const said = { ...usual(), ...told(event, dialect), ...event.claims }
    const signed = signJws(said, key, { typ: 'secevent+jwt', ...event.header })
    const set = { jti: String(said['jti']), jws: event.jws?.(signed) ?? signed, handedOut: false }
    stream.owed.push(set)
    stream.bell()
    if (stream.delivery.method === PUSH) void push(stream)
    return set.jti
  }

  const usual = (): Record<string, unknown> => ({
    iss: faults.iss ?? issuer(),
    aud: faults.aud ?? audience,
    jti: randomUUID(),
    iat: Math.floor(Date.now() / 1_000),
  })
  const isReady = ({ handedOut }: Owed) => faults.repeats === true || !handedOut
  const typeOf = (name: string) => `${SECEVENT}/${FAMILY[dialect]}/event-type/${name}`
  const about = ({ id }: Stream) =>
    dialect === 'ssf' ? { subject: { format: 'opaque', id } } : { subject: {} }
  return {
    owe,
    verify(stream, asked) {
      stream.states.push(asked)
      if (faults.mute) return ''
      const state = faults.state === undefined ? asked : faults.state
      const payload = state === undefined || state === null ? {} : { state }
      return owe(stream, { type: typeOf('verification'), payload, ...about(stream) })
    },
    updated(stream, status, reason) {
      stream.status = status
      const payload = reason === undefined ? { status } : { status, reason }
      owe(stream, { type: typeOf('stream-updated'), payload, ...about(stream) })
    },
    async poll(stream, { ack = [], setErrs = {}, ...asked }, isGone) {
      for (const jti of [...ack, ...Object.keys(setErrs)]) settle(stream, jti)
      for (const [jti, error] of Object.entries(setErrs)) stream.errors.set(jti, error)
      stream.acked.push(...ack)
      if (asked.returnImmediately !== true && !stream.owed.some(isReady))
        await Promise.race([rung(stream), wait(faults.pollWaitMs ?? 2_000)])
      return isGone() ? { status: 200, body: { sets: {} } } : handOut(stream, asked.maxEvents)
    },
  }

  function handOut(stream: Stream, maxEvents = 1_000): Answer {
    const ready = stream.owed.filter(isReady)
    const taken = ready.slice(0, Math.min(maxEvents, faults.batch ?? 1_000))
    for (const set of taken) set.handedOut = true
    const sets = Object.fromEntries(taken.map(({ jti, jws }) => [jti, jws]))
    const more = ready.length > taken.length ? { moreAvailable: true } : {}
    return { status: 200, body: { sets, ...more } }
  }
}

const JANE = { format: 'email', email: 'jane@example.com' }

/** Drafts have the subject inside the event, Google its own words for it; about the stream itself they name none. */
function told(
  { type, payload = {}, subject = JANE }: Event,
  dialect: Dialect,
): Record<string, unknown> {
  if (dialect === 'ssf') return { sub_id: subject, events: { [type]: payload } }
  const { format, ...members } = subject
  const named = dialect === 'google' ? { subject_type: format, ...members } : subject
  const isNamed = Object.keys(subject).length > 0
  return { events: { [type]: isNamed ? { subject: named, ...payload } : payload } }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const rung = (stream: Stream) =>
  new Promise<void>((resolve) => {
    stream.bell = resolve
  })

function settle(stream: Stream, jti: string): void {
  stream.owed = stream.owed.filter((set) => set.jti !== jti)
}

const pushing = new WeakSet<Stream>()

/** RFC 8935: in order; what is refused by 400 is given up, what failed otherwise comes again. */
async function push(stream: Stream): Promise<void> {
  if (pushing.has(stream)) return
  pushing.add(stream)
  for (let set = stream.owed[0]; set && stream.status !== 'deleted'; set = stream.owed[0]) {
    const status = await send(stream, set)
    stream.pushed.push(status)
    if (status === 202) stream.acked.push(set.jti)
    if (status === 202 || status === 400) settle(stream, set.jti)
    else await wait(100)
  }
  pushing.delete(stream)
}

async function send({ delivery, errors }: Stream, { jti, jws }: Owed): Promise<number> {
  const { authorization_header: authorization } = delivery
  const response = await fetch(delivery.endpoint_url, {
    method: 'POST',
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: jws,
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined)
  if (response?.status === 400)
    errors.set(jti, (await response.json()) as { err: string; description: string }) // RFC 8935 §2.3
  else await response?.arrayBuffer()
  return response?.status ?? 0
}
