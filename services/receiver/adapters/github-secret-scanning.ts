import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { hashedToken } from '../raw-token.ts'
import { spendHmac } from '../secrets.ts'
import { verifyByKeyId, type PublicKey } from '../verifiers/asymmetric.ts'
import { missing } from '../verifiers/diagnose.ts'
import { GITHUB_SECRET_SCANNING } from '../verifiers/layouts.ts'
import type { Adapter, Circumstances, Normalised, RawRequest } from './adapter.ts'
import { fact, reason, signalsOf, together } from './facts.ts'
import { parseJson } from './normalised.ts'

const text = z.string().max(8192)

/** What GitHub reports to the issuer of a leaked token: the token itself is in it. */
const Report = z.looseObject({
  token: text.min(1),
  type: text.min(1),
  url: text.nullish(),
  source: text.nullish(),
})
const Reports = z.array(Report).max(1_000)

/** GitHub's secret scanning partner programme: ECDSA over the raw body, by a key that GitHub names and publishes. */
export const githubSecretScanning: Adapter = {
  kind: 'github-secret-scanning',
  authenticity: 'signed',
  authenticate: async (request, _secrets, circumstances) => {
    spendHmac(request.body) // so that what names no key costs what any other request costs
    const id = request.headers[GITHUB_SECRET_SCANNING.keyIdHeader]
    const key = id === undefined ? undefined : await keyOf(id, circumstances)
    return id !== undefined && key !== undefined
      ? verifyByKeyId(request, GITHUB_SECRET_SCANNING, new Map([[id, key]]))
      : false
  },
  diagnose: ({ headers }) =>
    headers[GITHUB_SECRET_SCANNING.keyIdHeader] === undefined
      ? missing(GITHUB_SECRET_SCANNING.keyIdHeader)
      : 'its key is none of GitHub’s, or it is not signed by that key',
  normalise,
  keep: withoutTokens,
}

/** Where the operator names keys, no other counts. */
const keyOf = async (
  id: string,
  { settings, keys }: Circumstances,
): Promise<PublicKey | undefined> =>
  settings?.publicKeys
    ? settings.publicKeys.find((named) => named.id === id)?.key
    : keys.githubKey(id)

function normalise({ body }: RawRequest): Normalised {
  const reports = Reports.safeParse(parseJson(body))
  if (!reports.success) return { ok: false, reason: 'not a list of reports of secret scanning' }
  return {
    ok: true,
    ...together(
      reports.data.map(({ token, type, url }) => {
        const subject = hashed(token)
        // A report comes again when the token turns up elsewhere: token and place together are one.
        const key = digest(`${token}\n${url ?? ''}`)
        const payload = reason(`Found by GitHub secret scanning: ${type}`)
        return signalsOf(
          [
            ...fact('token-revoked', subject, { payload }),
            ...fact('credential-compromise', subject, {
              payload: { credential_type: 'app', ...payload },
            }),
          ],
          { key, vendorType: `secret_scanning.${type}` },
        )
      }),
    ),
  }
}

/** The token is hashed at once: nothing of the hub keeps or logs it. */
const hashed = (token: string): LooseSubject => ({
  format: 'oauth_token',
  token_type: 'access_token',
  ...hashedToken(token),
})

const digest = (value: string): string => createHash('sha256').update(value).digest('base64url')

function withoutTokens(body: Buffer): Buffer | undefined {
  const reports = Reports.safeParse(parseJson(body)).data
  const kept = reports?.map(({ token, ...rest }) => ({ ...rest, token_sha256: digest(token) }))
  return kept && Buffer.from(JSON.stringify(kept))
}
