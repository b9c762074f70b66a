import { createHash } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Logger } from '../log.ts'
import { isIPv6 } from 'node:net'
import { sendProblem } from './problem.ts'

const WINDOW_SECONDS = 60
/** Credentials that were good lately: whoever shares an address with an attacker, or with a broken neighbour, goes on. */
const KNOWN = { max: 20_000, ttl: 600_000 }

/** Where a credential is asked for; an issuer's path may come before. */
const GUARDED = /\/(ssf|oauth\/(?:token|revoke|introspect)|ingest|admin|scim)(?:\/|$)/

/**
 * Bounds how often one address may fail to prove who it is, in this process: beyond that it is answered 429 before anything
 * is verified or looked up. Only failures count, so that no load of good requests is ever refused.
 */
export function limitStrangers(perMinute: number, log: Logger): RequestHandler {
  const failures = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS })
  const known = new LRUCache<string, true>(KNOWN)
  return async (request, response, next) => {
    const area = GUARDED.exec(request.path)?.[1]
    if (area === undefined) {
      next()
      return
    }
    const address = addressBlock(request.ip ?? '')
    const credential = credentialOf(request)
    const counted = await failures.get(address)
    const isOver = counted !== null && counted.consumedPoints >= perMinute
    if (isOver && !(credential !== undefined && known.has(credential))) {
      sendProblem(response, 'too_many_requests', WAIT, counted.msBeforeNext / 1_000)
      return
    }
    response.once('finish', () => {
      if (!isFailure(area, response.statusCode)) {
        if (credential !== undefined && response.statusCode < 400) known.set(credential, true)
        return
      }
      failures.consume(address).then(
        ({ remainingPoints }) => {
          if (remainingPoints === 0)
            log.warn({ address, path: request.path }, 'too many failed requests from one address')
        },
        () => undefined, // already over
      )
    })
    next()
  }
}

const WAIT = 'Too many requests without valid credentials came from your address: wait'

/** What a request without valid credentials is answered in this area; RFC 8935 §2.4 says it by 400, and so does RFC 6749 §5.2. */
const isFailure = (area: string, status: number): boolean =>
  status === 401 || (status === 400 && (area === 'ingest' || area.startsWith('oauth')))

function credentialOf({ headers: { authorization } }: Request): string | undefined {
  return authorization === undefined
    ? undefined
    : createHash('sha256').update(authorization).digest('base64url')
}

/** Pure: what one holder has: an IPv4 address, or an IPv6 network of 64 bits. */
export function addressBlock(ip: string): string {
  if (!isIPv6(ip)) return ip
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  const [left = '', right] = ip.split('%')[0]?.split('::') ?? []
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const [head, tail] = [groups(left), groups(right)]
  const zeros = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  const all = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
  return all
    .slice(0, 4)
    .map((group) => (Number.parseInt(group, 16) || 0).toString(16))
    .join(':')
}
