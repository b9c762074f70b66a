import { createLocalJWKSet, errors, type CryptoKey, type JWK, type JWSHeaderParameters } from 'jose'

/** The public keys of one JWK Set that may verify a SET; the rest of the set is as if it were not there. */
export type KeySet = {
  /** Every key that fits the header's `alg` and `kid` (without a `kid` there may be several). */
  candidates: (header: JWSHeaderParameters) => Promise<CryptoKey[]>
  /** Why the keys left out were left out, for the log. */
  leftOut: readonly string[]
}

const MAX_KEYS = 100
const MAX_CANDIDATES = 5
const MIN_RSA_BITS = 2048 // RFC 7518 §3.3; CAEP interoperability profile §2.6

/** Reads a JWK Set. Undefined where the value is none at all; a single bad key never spoils its neighbours. */
export function readKeySet(value: unknown): KeySet | undefined {
  const listed = isRecord(value) && Array.isArray(value['keys']) ? value['keys'] : undefined
  if (!listed) return undefined
  const leftOut: string[] = []
  const keys = listed.slice(0, MAX_KEYS).filter((key: unknown): key is JWK => {
    const reason = unusable(key)
    if (reason) leftOut.push(reason)
    return !reason
  })
  const resolve = createLocalJWKSet({ keys })
  return { candidates: (header) => candidatesOf(resolve, header), leftOut }
}

/** Why this key may not verify a SET, or undefined. Private and symmetric keys are secrets somebody published. */
function unusable(key: unknown): string | undefined {
  if (!isRecord(key)) return 'not a JWK object'
  const name = typeof key['kid'] === 'string' ? `key ${key['kid']}` : 'a key without kid'
  if (!['RSA', 'EC', 'OKP'].includes(String(key['kty']))) return `${name}: not an asymmetric key`
  if ('d' in key) return `${name}: private key published`
  if (key['use'] !== undefined && key['use'] !== 'sig') return `${name}: not for signatures`
  if (key['kty'] === 'RSA' && rsaBits(key['n']) < MIN_RSA_BITS)
    return `${name}: RSA below 2048 bits`
  return undefined
}

function rsaBits(modulus: unknown): number {
  if (typeof modulus !== 'string') return 0
  const bytes = Buffer.from(modulus, 'base64url')
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24
}

async function candidatesOf(
  resolve: ReturnType<typeof createLocalJWKSet>,
  header: JWSHeaderParameters,
): Promise<CryptoKey[]> {
  try {
    return [await resolve(header)]
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return [] // none fits, or its key cannot be imported
    const keys: CryptoKey[] = []
    for await (const key of error) if (keys.push(key) >= MAX_CANDIDATES) break
    return keys
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
