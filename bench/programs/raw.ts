// The raw limit: what a well-written program reaches that only signs and posts, with the same keys, payload and receiver.
import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { Agent, type Dispatcher } from 'undici'
import { toJoseSignature } from '../../services/kernel/set/ecdsa.ts'
import { answer } from '../program.ts'

const signInPool = promisify(sign)

export type RawPlan = {
  alg: 'RS256' | 'ES256'
  privateJwk: JsonWebKey
  /** One per stream. */
  urls: string[]
  /** Requests in all, spread over the URLs evenly. */
  count: number
  /** Requests under way at once. */
  width: number
  authorization: string
  caFile: string
  claims: object
}

type PacedPlan = RawPlan & { perSecond: number }

let agent: Agent | undefined
const open = (caFile: string): Agent =>
  (agent ??= new Agent({
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: 600_000,
    connections: 4,
    connect: { ca: readFileSync(caFile), maxCachedSessions: 10_000, lookup: toLoopback },
  }))

/** The receivers' names lead here, without asking anybody. */
const toLoopback: LookupFunction = (_name, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function signer({ alg, privateJwk }: RawPlan): (claims: object) => Promise<string> {
  const key: KeyObject = createPrivateKey({ key: privateJwk, format: 'jwk' })
  const header = encode({ alg, typ: 'secevent+jwt', kid: 'raw' })
  return async (claims) => {
    const input = `${header}.${encode(claims)}`
    const signature =
      alg === 'RS256'
        ? await signInPool('sha256', Buffer.from(input), key)
        : toJoseSignature(sign('sha256', Buffer.from(input), key))
    return `${input}.${signature.toString('base64url')}`
  }
}

async function post(dispatcher: Dispatcher, url: URL, plan: RawPlan, body: string): Promise<void> {
  const { statusCode, body: answered } = await dispatcher.request({
    origin: url.origin,
    path: url.pathname,
    method: 'POST',
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      authorization: plan.authorization,
    },
    body,
  })
  await answered.dump()
  if (statusCode !== 202) throw new Error(`the receiver answered ${String(statusCode)}`)
}

/** Runs `work` for 0 … count-1, `width` at a time; answers how long it took in milliseconds. */
async function run(
  { count, width }: RawPlan,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return performance.now() - startedAt
}

/** How long each of a paced row of `work` took, in milliseconds. */
async function time(
  { count, perSecond }: RawPlan & { perSecond: number },
  work: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const tookMs: number[] = []
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now()
    await work(index)
    tookMs.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond))
  }
  return tookMs
}

const numbered = (claims: object, index: number): object => ({
  ...claims,
  jti: index.toString(16).padStart(32, '0'),
})

export const answers = {
  sign: (plan: RawPlan) => {
    const by = signer(plan)
    return run(plan, (index) => by(numbered(plan.claims, index)))
  },
  post: async (plan: RawPlan) => {
    const [agent, urls] = [open(plan.caFile), plan.urls.map((url) => new URL(url))]
    const ready = await signer(plan)(numbered(plan.claims, 0))
    return run(plan, (index) => post(agent, at(urls, index), plan, ready))
  },
  signAndPost: (plan: RawPlan) => {
    const [agent, urls, by] = [
      open(plan.caFile),
      plan.urls.map((url) => new URL(url)),
      signer(plan),
    ]
    return run(plan, async (index) =>
      post(agent, at(urls, index), plan, await by(numbered(plan.claims, index))),
    )
  },
  timeSign: (plan: PacedPlan) => {
    const by = signer(plan)
    return time(plan, (index) => by(numbered(plan.claims, index)))
  },
  timePost: async (plan: PacedPlan) => {
    const [agent, url] = [
      open(plan.caFile),
      at(
        plan.urls.map((one) => new URL(one)),
        0,
      ),
    ]
    const ready = await signer(plan)(numbered(plan.claims, 0))
    return time(plan, () => post(agent, url, plan, ready))
  },
} as const

function at(urls: readonly URL[], index: number): URL {
  const url = urls[index % urls.length]
  if (!url) throw new Error('no URL')
  return url
}

if (process.send) answer(answers)
