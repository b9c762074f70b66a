import { generateKeyPairSync } from 'node:crypto'
import { decode } from './ledger.ts'
import type { RawPlan } from './programs/raw.ts'
import { hostOf, type Site } from './site.ts'
import { AUTHORIZATION } from './streams.ts'

export type SignAlg = RawPlan['alg']

/** A raw sender's plan: the hub's own payload, a key of the same kind, the same places, one request at a time to each. */
export function rawPlan(site: Site, alg: SignAlg, places: number, jws: string): RawPlan {
  const { privateKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    alg,
    privateJwk: privateKey.export({ format: 'jwk' }),
    urls: Array.from(
      { length: places },
      (_, index) =>
        `https://${hostOf(index)}:${String(site.receiver.port)}/events/${String(index)}`,
    ),
    count: places,
    width: Math.min(places, 200),
    authorization: AUTHORIZATION,
    caFile: site.caFile,
    claims: decode(jws.split('.')[1] ?? '') as object, // a SET's payload is an object
  }
}

/** How many a second of `count`, signed and posted, or one of the two. */
export async function rawRate(
  site: Site,
  what: 'sign' | 'post' | 'signAndPost',
  plan: RawPlan,
): Promise<number> {
  await site.receiver.ask('expect', Infinity)
  return (plan.count / (await site.raw.ask(what, plan))) * 1000
}
