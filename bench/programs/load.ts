// The load: an SSF transmitter that pushes ready SETs to the hub, and a receiver that polls.
import { createPrivateKey, sign, type JsonWebKey } from 'node:crypto'
import { promisify } from 'node:util'
import { nowMs } from '../clock.ts'
import { answer } from '../program.ts'
import { openWire, postBytes, type Wire } from '../wire.ts'

const signInPool = promisify(sign)

export type Sets = {
  count: number
  issuer: string
  audience: string
  kid: string
  privateJwk: JsonWebKey
  eventType: string
  /** `txn` and `jti` are this and a number. */
  prefix: string
  path: string
  /** How many subjects they are about, in turn. */
  subjects: number
}

let requests: Buffer[] = []

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs beforehand what is pushed later. */
async function prepare(sets: Sets): Promise<void> {
  const key = createPrivateKey({ key: sets.privateJwk, format: 'jwk' })
  const header = encode({ alg: 'RS256', typ: 'secevent+jwt', kid: sets.kid })
  const one = async (_: unknown, index: number): Promise<Buffer> => {
    const input = `${header}.${encode(claimsOf(sets, index))}`
    const signature = await signInPool('sha256', Buffer.from(input), key)
    return postBytes(
      sets.path,
      { 'content-type': 'application/secevent+jwt', accept: 'application/json' },
      `${input}.${signature.toString('base64url')}`,
    )
  }
  requests = await Promise.all(Array.from({ length: sets.count }, one))
}

const claimsOf = (
  { issuer, audience, prefix, eventType, subjects }: Sets,
  index: number,
): object => ({
  iss: issuer,
  aud: audience,
  jti: `${prefix}${String(index)}`,
  iat: Math.floor(Date.now() / 1000),
  txn: `${prefix}${String(index)}`,
  sub_id: { format: 'email', email: `jane.doe.${String(index % subjects)}@example.com` },
  events: {
    [eventType]: {
      event_timestamp: Math.floor(Date.now() / 1000),
      initiating_entity: 'admin',
      reason_admin: { en: 'Stolen laptop' },
    },
  },
})

export type PushPlan = { port: number; from: number; to: number; width: number }

/** Pushes requests `from` … `to`-1 as fast as the server takes them; milliseconds. */
async function push({ port, from, to, width }: PushPlan): Promise<number> {
  const wires = await Promise.all(Array.from({ length: width }, () => openWire(port)))
  let next = from
  const startedAt = nowMs()
  await Promise.all(
    wires.map(async (wire) => {
      while (next < to) await accepted(wire, next++)
    }),
  )
  const tookMs = nowMs() - startedAt
  for (const wire of wires) wire.close()
  return tookMs
}

/** A hub that says that it cannot just now is asked again, as senders do; the time that it takes counts. */
async function accepted(wire: Wire, index: number): Promise<void> {
  for (let tries = 1; ; tries++) {
    const { status, body } = await wire.exchange(requests[index] ?? Buffer.alloc(0))
    if (status === 202) return
    const isBusy = status === 429 || status === 503
    if (!isBusy || tries === MAX_TRIES)
      throw new Error(`answered ${String(status)}: ${body.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
}

const MAX_TRIES = 20
const ASK_AGAIN_MS = 250

const MAX_OPEN = 1_000
const BEHIND = `${String(MAX_OPEN)} requests are under way: the server does not keep up`

/** When each was sent at a steady rate. */
const pace = async (plan: PacePlan): Promise<number[]> => (await steady(plan)).sentAt

/** How long each was unanswered at a steady rate, in milliseconds. */
const unanswered = async (plan: PacePlan): Promise<number[]> => (await steady(plan)).tookMs

/** Pushes at a steady rate, each on time whether or not the one before was answered. */
async function steady({ port, from, to, perSecond }: PacePlan) {
  const idle = await Promise.all(Array.from({ length: 32 }, () => openWire(port)))
  const [sentAt, tookMs] = [[] as number[], [] as number[]]
  const open: Promise<void>[] = []
  let answered = 0
  const startedAt = nowMs()
  for (let index = from; index < to; index++) {
    const dueAt = startedAt + ((index - from) * 1000) / perSecond
    while (nowMs() < dueAt)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - nowMs())))
    if (open.length > MAX_OPEN + answered) throw new Error(BEHIND)
    const wire = idle.shift() ?? (await openWire(port))
    const sent = nowMs()
    sentAt.push(sent)
    open.push(
      accepted(wire, index).then(() => {
        tookMs.push(nowMs() - sent)
        answered += 1
        idle.push(wire)
      }),
    )
  }
  await Promise.all(open)
  for (const wire of idle) wire.close()
  return { sentAt, tookMs }
}

/** How long each took when sent one after another, at a steady rate; milliseconds. */
async function time({ port, from, to, perSecond }: PacePlan): Promise<number[]> {
  const wire = await openWire(port)
  const tookMs: number[] = []
  for (let index = from; index < to; index++) {
    const startedAt = nowMs()
    await accepted(wire, index)
    tookMs.push(nowMs() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond))
  }
  wire.close()
  return tookMs
}

export type PacePlan = { port: number; from: number; to: number; perSecond: number }

export type DrainPlan = { port: number; path: string; token: string; total: number }
type Answer = { sets: Record<string, string> }

/** As many as a receiver with a backlog would ask for. */
const MAX_EVENTS = 1_000

/**
 * Polls as a receiver does, one request at a time, each with the acknowledgements of the answer before, until so many
 * SETs have come and are acknowledged. Times of the first and the second half, in milliseconds.
 */
async function drain({ port, path, token, total }: DrainPlan) {
  const wire = await openWire(port)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const sets: string[] = []
  let [ack, polls, halfMs] = [[] as string[], 0, 0]
  let largest: Buffer = Buffer.alloc(0)
  const startedAt = nowMs()
  while (sets.length < total || ack.length > 0) {
    const request = postBytes(
      path,
      headers,
      JSON.stringify({ returnImmediately: true, maxEvents: MAX_EVENTS, ack }),
    )
    const { status, body } = await wire.exchange(request)
    if (status !== 200) throw new Error(`answered ${String(status)}: ${body.toString()}`)
    const { sets: given } = JSON.parse(body.toString('latin1')) as Answer // the hub's, whose SETs are verified afterwards
    ack = sets.length < total ? Object.keys(given) : []
    sets.push(...Object.values(given).slice(0, total - sets.length))
    if (body.length > largest.length) largest = body
    polls += 1
    if (halfMs === 0 && sets.length >= total / 2) halfMs = nowMs() - startedAt
  }
  wire.close()
  return { sets, polls, largest, firstMs: halfMs, secondMs: nowMs() - startedAt - halfMs }
}

export const answers = { prepare, push, pace, unanswered, time, drain } as const

if (process.send) answer(answers)
