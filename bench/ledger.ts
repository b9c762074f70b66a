import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Arrival } from './programs/receiver.ts'

/** What must have arrived: each event at each place, at least once. */
export type Expected = { issuer: string; audience: string; txns: readonly string[]; places: number }

type Claims = { iss: string; aud: string; jti: string; txn: string }

/**
 * Verifies every SET that arrived by the hub's published keys, and that none is missing: the same `jti` always comes with
 * the same bytes. Answers how many came more than once. @throws where anything is wrong
 */
export async function check(
  hubUrl: string,
  arrivals: readonly Arrival[],
  expected: Expected,
): Promise<number> {
  const keys = await keysOf(hubUrl)
  const seen = new Map<string, string>()
  const owed = new Map(expected.txns.map((txn) => [txn, new Set<string>()]))
  for (const { path, body } of arrivals) {
    const { iss, aud, jti, txn } = verified(body, keys)
    if (iss !== expected.issuer || aud !== expected.audience)
      throw new Error(`a SET of ${iss} for ${aud} arrived`)
    if ((seen.get(jti) ?? body) !== body) throw new Error(`the SET ${jti} came with other bytes`)
    seen.set(jti, body)
    owed.get(txn)?.add(path)
  }
  for (const [txn, paths] of owed)
    if (paths.size !== expected.places)
      throw new Error(
        `${txn} arrived at ${String(paths.size)} of ${String(expected.places)} places`,
      )
  return arrivals.length - seen.size
}

type Keys = Map<string, KeyObject>

export async function keysOf(hubUrl: string): Promise<Keys> {
  const response = await fetch(`${hubUrl}/jwks.json`)
  const { keys } = (await response.json()) as { keys: (JsonWebKey & { kid: string })[] } // the hub's own answer
  return new Map(keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]))
}

/** The claims of a SET whose signature is right. @throws where it is not */
export function verified(jws: string, keys: Keys): Claims {
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const { kid, alg } = decode(header) as { kid: string; alg: string } // checked by what follows
  const key = keys.get(kid)
  const bytes = Buffer.from(`${header}.${payload}`)
  const isRight =
    key !== undefined &&
    verify(
      'sha256',
      bytes,
      alg === 'RS256' ? key : { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  if (!isRight) throw new Error(`a SET with a bad signature arrived (kid ${kid})`)
  return decode(payload) as Claims // signed by the hub
}

export const decode = (part: string): unknown =>
  JSON.parse(Buffer.from(part, 'base64url').toString())

/** Waits until `isSo`; for what shows in the database only. */
export async function eventually(isSo: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  for (let waitedMs = 0; !(await isSo()); waitedMs += 50) {
    if (waitedMs > withinMs) throw new Error('it did not happen in time')
    await delay(50)
  }
}
