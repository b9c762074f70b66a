import {
  CompactSign,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose'
import { z } from 'zod'
import { isObject } from '../../schemas/json.ts'
import { HubError } from '../kernel/errors.ts'

/** A key to sign SETs with, and what others verify them with. */
export type SigningKit = {
  alg: string
  kid: string
  key: CryptoKey
  publicJwk: JWK
  privateJwk: JWK
}

export const KEY_ALGS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const

/** A new key; the public one is named by the first characters of its thumbprint's like. */
export async function makeKit(
  alg: string = 'RS256',
  kid = crypto.randomUUID().slice(0, 8),
): Promise<SigningKit> {
  const { privateKey, publicKey } = await generateKeyPair(alg, {
    extractable: true,
    modulusLength: 2048,
  })
  const told = { kid, alg, use: 'sig' }
  return {
    alg,
    kid,
    key: privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), ...told },
    privateJwk: { ...(await exportJWK(privateKey)), ...told },
  }
}

const PrivateJwk = z.looseObject({
  kty: z.string(),
  alg: z.enum(KEY_ALGS),
  kid: z.string().min(1),
  d: z.string(),
})
const PRIVATE_MEMBERS = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'])

/** The kit of a private JWK with `alg` and `kid`. @throws HubError `invalid_request` */
export async function kitOf(text: string): Promise<SigningKit> {
  const parsed = PrivateJwk.safeParse(parseJson(text))
  if (!parsed.success)
    throw new HubError(
      'invalid_request',
      'The key is no private JWK with alg and kid: make one by `ssf-hub set keygen`',
    )
  const privateJwk: JWK = parsed.data
  const key = await importJWK(privateJwk, parsed.data.alg)
  if (key instanceof Uint8Array) throw new HubError('invalid_request', 'The key is symmetric')
  const open = Object.entries(privateJwk).filter(([name]) => !PRIVATE_MEMBERS.has(name))
  const { alg, kid } = parsed.data
  return {
    alg,
    kid,
    key,
    privateJwk,
    publicJwk: { ...Object.fromEntries(open), use: 'sig' },
  } // what is left is public
}

type Header = { typ?: string; kid?: string }

/** Claims as a signed SET. */
export function signSet(kit: SigningKit, claims: object, header: Header = {}): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: kit.alg, typ: 'secevent+jwt', kid: kit.kid, ...header })
    .sign(kit.key)
}

export type Decoded = { header: Record<string, unknown>; claims: Record<string, unknown> }

/** What a compact JWS says, unverified. @throws HubError `invalid_request` */
export function decodeSet(token: string): Decoded {
  const parts = token.trim().split('.')
  if (parts.length === 5)
    throw new HubError(
      'invalid_request',
      'This SET is encrypted (JWE): only its receiver can read it',
    )
  const claims =
    parts.length === 3
      ? parseJson(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'))
      : undefined
  if (!isObject(claims))
    throw new HubError('invalid_request', 'This is no SET: not a JWS in compact form')
  return { header: headerOf(token.trim()), claims }
}

function headerOf(token: string): Record<string, unknown> {
  try {
    return { ...decodeProtectedHeader(token) }
  } catch (cause) {
    throw new HubError('invalid_request', 'This is no SET: its header cannot be read', { cause })
  }
}

/** JSON, or undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
