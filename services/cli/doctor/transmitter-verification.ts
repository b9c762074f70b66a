import { z } from 'zod'
import { isObject } from '../../../schemas/json.ts'
import { uriOf } from '../../../schemas/events/index.ts'
import { verifySet } from '../../kernel/set/verify.ts'
import { decodeSet } from '../set-kit.ts'
import { ask } from '../stream-api.ts'
import type { Finding } from './finding.ts'
import { okIf, tried, type Stream, type Visit } from './visit.ts'

const Polled = z.looseObject({ sets: z.record(z.string(), z.string()) })
const TRIES = 10
const WAIT_MS = 500

/** Asks for a verification event, polls for it, and looks at it as a receiver does. */
export async function examineVerification(visit: Visit, stream: Stream): Promise<Finding[]> {
  const { io, token, metadata } = visit
  const url = metadata.verification_endpoint
  if (url === undefined) return []
  const state = crypto.randomUUID()
  const asked = await tried('takes a verification request', 'SSF 1.0 §8.1.4.2', async () => {
    const { status } = await ask(io, {
      method: 'POST',
      url,
      token,
      body: { stream_id: stream.stream_id, state },
    })
    return okIf(status === 204, `HTTP ${status}`)
  })
  const [jti, set] = (await pollFor(visit, stream)) ?? []
  if (jti === undefined || set === undefined)
    return [
      asked,
      {
        name: 'sends the verification event',
        clause: 'SSF 1.0 §8.1.4.1',
        verdict: 'fault',
        seen: `nothing in ${(TRIES * WAIT_MS) / 1_000} s`,
      },
    ]
  return [
    asked,
    ...aboutSet(set, { jti, state, id: stream.stream_id }),
    await isVerified(visit, stream, set),
    ...(await aboutPolling(visit, stream, jti, set)),
  ]
}

async function poll(
  { io, token }: Visit,
  { pollUrl }: Stream,
  body: object,
): Promise<Record<string, string>> {
  const answer = await ask(io, {
    method: 'POST',
    url: pollUrl,
    token,
    body: { returnImmediately: true, ...body },
  })
  return Polled.parse(answer.body).sets
}

async function pollFor(visit: Visit, stream: Stream): Promise<[string, string] | undefined> {
  for (let n = 0; n < TRIES; n++) {
    const sets = Object.entries(await poll(visit, stream, {}))
    const found = sets.find(([, set]) => typeOf(set) === uriOf('verification'))
    if (found) return found
    await visit.io.clock.sleep(WAIT_MS, visit.io.stop)
  }
  return undefined
}

const typeOf = (set: string): string | undefined =>
  Object.keys(decodeSet(set).claims['events'] ?? {})[0]

function aboutSet(
  set: string,
  { jti, state, id }: { jti: string; state: string; id: string },
): Finding[] {
  const { claims } = decodeSet(set)
  const { sub_id: subject, events } = claims
  const event = isObject(events) ? events[uriOf('verification')] : undefined
  const isStream = isObject(subject) && subject['format'] === 'opaque' && subject['id'] === id
  const isEchoed = isObject(event) && event['state'] === state
  const finding = (name: string, clause: string, isOk: boolean, seen: string): Finding => ({
    name,
    clause,
    ...okIf(isOk, seen),
  })
  return [
    finding('names a SET by its jti', 'RFC 8936 §2.3', claims['jti'] === jti, jti),
    finding('sends the state back', 'SSF 1.0 §8.1.4.1', isEchoed, JSON.stringify(event)),
    finding('is about the stream', 'SSF 1.0 §8.1.4.1', isStream, JSON.stringify(subject)),
    ...aboutProfile(set),
  ]
}

function aboutProfile(set: string): Finding[] {
  const { header, claims } = decodeSet(set)
  const { typ, alg } = header
  const forbidden = ['sub', 'exp'].filter((name) => name in claims)
  return [
    {
      name: 'types its SETs',
      clause: 'SSF 1.0 §4.1.1',
      ...okIf(typ === 'secevent+jwt', `typ ${String(typ)}`),
    },
    {
      name: 'uses neither sub nor exp',
      clause: 'SSF 1.0 §4.1.2, §4.1.7',
      ...okIf(forbidden.length === 0, forbidden.join(', ') || 'neither'),
    },
    {
      name: 'signs with RS256',
      clause: 'CAEP Interop 1.0 §2.6',
      ...okIf(alg === 'RS256', `alg ${String(alg)}`, 'note'),
    },
  ]
}

const isVerified = ({ io, issuer, keys }: Visit, { aud }: Stream, set: string): Promise<Finding> =>
  tried('signs with a key that it publishes', 'SSF 1.0 §4.1.4', async () => {
    if (!keys) return { verdict: 'skipped', seen: 'it publishes no keys' }
    const result = await verifySet(set, {
      issuer,
      audience: [aud].flat(),
      keys: keys.candidates,
      now: io.clock.now(),
    })
    return okIf(
      result.ok,
      result.ok ? 'signature, iss and aud are right' : `${result.err}: ${result.description}`,
    )
  })

const aboutPolling = async (
  visit: Visit,
  stream: Stream,
  jti: string,
  set: string,
): Promise<Finding[]> => [
  await tried('sends again what was not acknowledged, byte for byte', 'RFC 8936 §2.4', async () => {
    const again = (await poll(visit, stream, {}))[jti]
    return okIf(
      again === set,
      again === undefined
        ? 'it did not come again'
        : again === set
          ? 'the same bytes'
          : 'other bytes',
    )
  }),
  await tried('forgets what was acknowledged', 'RFC 8936 §2.4', async () => {
    const left = await poll(visit, stream, { ack: [jti] })
    return okIf(!(jti in left), `${Object.keys(left).length} SETs left`)
  }),
]
