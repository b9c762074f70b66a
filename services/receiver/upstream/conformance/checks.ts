import { randomBytes } from 'node:crypto'
import { uriOf } from '../../../../schemas/events/index.ts'
import type { SeenSet } from '../../../kernel/store/conformance-runs.ts'
import { isGone } from '../../../kernel/upstream/stream-calls.ts'
import { offers, type Delivery } from '../../../kernel/upstream/words.ts'
import { isOwn, marksOf, wantedStream } from '../own-stream.ts'
import { no, type Course, type Seen } from './course.ts'
import { acknowledge, pollFor } from './poll-checks.ts'

/** `clause`: what the check is about; `isAlways`: also where one before it failed. */
export type Check = {
  step: string
  clause: string | ((delivery: Delivery) => string)
  take: (course: Course) => Promise<Seen>
  isAlways?: boolean
}

/** What a receiver does with a stream, in order (CAEP interoperability profile, Receivers; SSF 1.0 §8.1). */
export const CHECKS: readonly Check[] = [
  { step: 'metadata', clause: 'SSF 1.0 §7.2.4', take: metadata },
  { step: 'create', clause: 'SSF 1.0 §8.1.1.1', take: create },
  { step: 'read', clause: 'SSF 1.0 §8.1.1.2', take: read },
  { step: 'status', clause: 'SSF 1.0 §8.1.2.1', take: status },
  { step: 'verify', clause: 'SSF 1.0 §8.1.4.2', take: verify },
  { step: 'receive', clause: 'SSF 1.0 §8.1.4.1', take: receive },
  {
    step: 'acknowledge',
    clause: (delivery) => (delivery === 'push' ? 'RFC 8935 §2.2' : 'RFC 8936 §2.4'),
    take: acknowledged,
  },
  { step: 'delete', clause: 'SSF 1.0 §8.1.1.5', take: remove, isAlways: true },
  { step: 'gone', clause: 'SSF 1.0 §8.1.1.2', take: gone },
]

async function metadata({ link, delivery, record }: Course): Promise<Seen> {
  const seen = `${String(record.drive.metadata?.url)}: issuer ${link.metadata.issuer}, delivery ${(link.metadata.delivery_methods_supported ?? ['not told']).join(', ')}`
  return { ok: offers(link.metadata, delivery), seen }
}

async function create(course: Course): Promise<Seen> {
  const { run, link, delivery, record, deps } = course
  if (link.words.streams === 'one' && record.drive.stream)
    return no(
      'this transmitter has one stream a receiver, and the source uses it: set enabled to false for the run',
    )
  await removeRemains(course)
  const wanted = await wantedStream({ ...record, settings: { ...record.settings, delivery } }, deps)
  if (!wanted) return no('the source is gone')
  const marks = marksOf(run.id, deps)
  const answer = await link.management.createStream({
    ...wanted,
    description: marks.description,
    ...(delivery === 'push' && {
      endpointUrl: marks.endpointUrl,
      authorizationHeader: run.pushAuthorization,
    }),
  })
  if (!answer.ok) return no(answer.reason)
  const { value } = answer
  course.stream = value
  await deps.store.conformanceRuns.useStream(run.id, value)
  const isAsked =
    value.delivery === delivery &&
    (delivery === 'push'
      ? value.endpointUrl === marks.endpointUrl
      : value.endpointUrl !== undefined)
  return {
    ok: isAsked,
    seen: `stream ${value.id}, iss ${record.issuer}, aud ${value.audience.join(' ')}, ${value.delivery} ${String(value.endpointUrl)}`,
  }
}

/** Streams of this run from before the hub was stopped in its midst. */
async function removeRemains({ run, link, deps }: Course): Promise<void> {
  const listed = await link.management.listStreams()
  const marks = marksOf(run.id, deps)
  const own = listed.ok ? listed.value.filter((stream) => isOwn(stream, marks)) : []
  for (const stream of own) await link.management.deleteStream(stream)
}

async function read({ link, stream }: Course): Promise<Seen> {
  if (!stream) return no('there is no stream')
  const answer = await link.management.readStream(stream)
  if (!answer.ok) return no(answer.reason)
  const { id, audience, delivery } = answer.value
  const isSame =
    id === stream.id &&
    delivery === stream.delivery &&
    audience.toSorted().join() === stream.audience.toSorted().join()
  return { ok: isSame, seen: `stream ${id}, aud ${audience.join(' ')}, ${delivery}` }
}

async function status({ link, stream }: Course): Promise<Seen> {
  if (!stream) return no('there is no stream')
  const answer = await link.management.readStatus(stream)
  if (!answer.ok) return no(answer.reason)
  return { ok: answer.value.status === 'enabled', seen: answer.value.status }
}

async function verify(course: Course): Promise<Seen> {
  const { run, link, stream, deps } = course
  if (!stream) return no('there is no stream')
  const state = randomBytes(24).toString('base64url')
  course.state = state
  await deps.store.conformanceRuns.expect(run.id, state)
  const answer = await link.management.askVerification(stream, state)
  return answer.ok ? { ok: true, seen: 'asked for, with a state' } : no(answer.reason)
}

const LOOK_MS = 100
const REFUSALS_MS = 3_000

/** Whoever takes it in, by push in another process perhaps, writes it down. */
async function receive(course: Course): Promise<Seen> {
  const { run, deps, delivery } = course
  const until = deps.clock.now().getTime() + run.request.arrivalSeconds * 1_000
  const polling = delivery === 'poll' ? pollFor(course, until) : Promise.resolve('')
  let received: SeenSet | undefined
  while (!received && deps.clock.now().getTime() < until && !deps.signal.aborted) {
    received = await arrived(course)
    if (!received) await deps.clock.sleep(LOOK_MS, deps.signal)
  }
  if (received) course.received = received
  const failure = await polling
  if (!received) {
    const why = [failure, ...(delivery === 'push' ? await refusals(course) : [])].filter(Boolean)
    const within = `it did not arrive within ${String(run.request.arrivalSeconds)} s`
    return no([within, ...why].join(': '))
  }
  const isAbout = received.subject === course.stream?.id
  return {
    ok: isAbout,
    seen: `jti ${received.jti}, the state that was sent, sub_id ${received.subject}, at ${received.at}`,
  }
}

/** What was pushed and refused, by whichever process: they write that down every few seconds. */
async function refusals({ run, deps }: Course): Promise<string[]> {
  const until = deps.clock.now().getTime() + REFUSALS_MS
  while (deps.clock.now().getTime() < until && !deps.signal.aborted) {
    const refused = await deps.store.refusals.list(run.id, run.createdAt)
    if (refused.length > 0)
      return refused.map(({ code, samples }) => `${code} (${samples[0]?.reason ?? ''})`)
    await deps.clock.sleep(LOOK_MS, deps.signal)
  }
  return []
}

async function arrived({ run, state, deps }: Course): Promise<SeenSet | undefined> {
  const now = await deps.store.conformanceRuns.find(run.id)
  return now?.seen.find((set) => set.type === VERIFICATION && set.state === state)
}
const VERIFICATION = uriOf('verification')

async function acknowledged(course: Course): Promise<Seen> {
  const { delivery, received } = course
  if (!received) return no('nothing was received')
  if (delivery === 'poll') return acknowledge(course, received.jti)
  return { ok: true, seen: `jti ${received.jti} was answered 202 once it was on disk` }
}

async function remove(course: Course): Promise<Seen> {
  const { run, link, stream, deps } = course
  if (!stream) {
    await removeRemains(course) // one may have been made although its answer could not be used
    return { ok: true, seen: 'there is no stream to delete' }
  }
  const answer = await link.management.deleteStream(stream)
  await deps.store.conformanceRuns.useStream(run.id, null)
  return answer.ok ? { ok: true, seen: `stream ${stream.id} deleted` } : no(answer.reason)
}

async function gone({ link, stream }: Course): Promise<Seen> {
  if (!stream) return no('there was no stream')
  const answer = await link.management.readStream(stream)
  if (answer.ok) return no(`stream ${stream.id} can still be read`)
  return { ok: isGone(answer), seen: answer.reason }
}
