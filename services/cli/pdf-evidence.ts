import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import { z } from 'zod'
import { HubError } from '../kernel/errors.ts'
import { digestOf, parted, PDF_TYP } from '../kernel/set/signed-pdf.ts'
import type { Io } from './io.ts'
import { keysFrom } from './issuer-keys.ts'

/** What the signature behind a PDF says. */
const Said = z.looseObject({
  issuer: z.string(),
  made_at: z.string(),
  made_by: z.string(),
  sha256: z.string(),
})

export type Verdict = {
  ok: boolean
  issuer: string
  kid?: string | undefined
  reason?: string
  madeAt?: string
  madeBy?: string
}

export type VerifyOptions = { issuer?: string; jwks?: string }

/** Whether every byte of a PDF, what is attached to it too, is as the hub signed it. @throws HubError where it has no signature */
export async function judgePdf(
  io: Io,
  file: Buffer,
  { issuer: wanted, jwks }: VerifyOptions,
): Promise<Verdict> {
  const signed = parted(file)
  if (!signed) throw new HubError('invalid_request', 'This PDF has no signature of a hub behind it')
  const claimed = Said.safeParse(payloadOf(signed.jws))
  if (!claimed.success)
    throw new HubError('invalid_request', 'The signature behind this PDF says nothing about it')
  const { issuer: named, made_at: madeAt, made_by: madeBy, sha256 } = claimed.data
  const issuer = wanted ?? named
  const no = (reason: string): Verdict => ({ ok: false, issuer, reason })
  if (named !== issuer) return no(`it is of ${named}, not of ${issuer}`)
  const header = decodeProtectedHeader(signed.jws)
  if (header.typ !== PDF_TYP) return no('the signature is of something else')
  const keys = await keysFrom(io, jwks, issuer)
  for (const key of await keys.candidates(header)) {
    if (!(await compactVerify(signed.jws, key).catch(notGenuine))) continue
    if (digestOf(signed.pdf) !== sha256) return no('it was changed after it was signed')
    return { ok: true, issuer, kid: header.kid, madeAt, madeBy }
  }
  return no('no key of the issuer made the signature')
}

function payloadOf(jws: string): unknown {
  try {
    return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())
  } catch {
    return undefined
  }
}

function notGenuine(error: unknown): undefined {
  if (!(error instanceof errors.JOSEError)) throw error
}
