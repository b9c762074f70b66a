import { createPublicKey, X509Certificate } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { fetchDocument } from '../kernel/http/fetch-json.ts'
import type { Outbound } from '../kernel/http/outbound.ts'
import { createRemote, type Remote } from '../kernel/http/remote.ts'
import { HubError } from '../kernel/errors.ts'
import { issuerOf, verifyAccessToken } from '../kernel/set/access-token.ts'
import type { SourceKeys } from '../kernel/set/source-keys.ts'
import type { VendorKeys } from './adapters/adapter.ts'
import type { PublicKey } from './verifiers/asymmetric.ts'

type Deps = {
  outbound: Pick<Outbound, 'request'>
  sourceKeys: SourceKeys
  clock: { now(): Date }
  log: { warn(fields: object, message: string): void }
}

const GITHUB_KEYS = 'https://api.github.com/meta/public_keys/secret_scanning'

/** A new certificate is rare; more than these in a minute is somebody who makes them up. */
const NEW_CERTIFICATES_PER_MINUTE = 6

/** Keys that vendors publish: fetched when first needed, kept, and fetched again with a cooldown. */
export function createVendorKeys(deps: Deps): VendorKeys {
  const github = createRemote({ name: GITHUB_KEYS, load: () => loadGithubKeys(deps) }, deps)
  return {
    jwt: (token, expected) => verifyJwt(token, expected, deps),
    githubKey: (id) => github.find((keys) => keys.get(id)),
    awsCertificate: createAwsCertificates(deps),
  }
}

/** RS256 is what Google and Microsoft sign with, ES256 what others may; no key of a sender's own choice is looked at. */
async function verifyJwt(
  token: string,
  { jwksUri, issuers, audience }: Parameters<VendorKeys['jwt']>[1],
  { sourceKeys, clock }: Deps,
) {
  const issuer = issuerOf(token)
  if (issuer === undefined || !issuers.includes(issuer)) return undefined
  const verified = await verifyAccessToken(token, {
    keys: sourceKeys.of({ id: jwksUri, jwksUri }),
    algorithms: ['RS256', 'ES256'],
    issuer,
    audience: [audience],
    types: [undefined, 'jwt'],
    requiredClaims: ['exp'],
    now: clock.now(),
  })
  return verified.ok ? verified.claims : undefined
}

const GithubKeys = z.looseObject({
  public_keys: z
    .array(z.looseObject({ key_identifier: z.string().max(256), key: z.string().max(8192) }))
    .max(100),
})

async function loadGithubKeys(deps: Deps): Promise<ReadonlyMap<string, PublicKey>> {
  const { status, body } = await fetchDocument(GITHUB_KEYS, 'application/json', deps)
  if (status !== 200) throw new Error(`answered ${String(status)}`)
  const { public_keys: keys } = GithubKeys.parse(JSON.parse(body))
  return new Map(keys.map(({ key_identifier: id, key }) => [id, createPublicKey(key)]))
}

type Held = { pem: string | undefined }

/** Certificates of SNS by their URL, which verifiers/sns.ts found to be AWS's. */
function createAwsCertificates(deps: Deps): VendorKeys['awsCertificate'] {
  const remotes = new LRUCache<string, Remote<Held>>({ max: 100 })
  let newOnesAtMs: number[] = []
  const remoteOf = (url: string): Remote<Held> => {
    const nowMs = deps.clock.now().getTime()
    newOnesAtMs = newOnesAtMs.filter((atMs) => nowMs - atMs < 60_000)
    if (newOnesAtMs.length >= NEW_CERTIFICATES_PER_MINUTE)
      throw new HubError('unavailable', 'Too many certificates that SNS never used before', {
        retryAfterSeconds: 60,
      })
    newOnesAtMs.push(nowMs)
    const remote = createRemote({ name: url, load: () => loadCertificate(url, deps) }, deps)
    remotes.set(url, remote)
    return remote
  }
  return async (url) => (await (remotes.get(url) ?? remoteOf(url)).find((held) => held))?.pem
}

/** That there is none at this URL is an answer too. The certificate must be the service's, and in force. */
async function loadCertificate(url: string, deps: Deps): Promise<Held> {
  const { status, body } = await fetchDocument(url, 'application/x-pem-file, */*', deps)
  if ([403, 404, 410].includes(status)) return { pem: undefined }
  if (status !== 200) throw new Error(`answered ${String(status)}`)
  const certificate = new X509Certificate(body)
  const now = deps.clock.now()
  const isInForce = certificate.validFromDate <= now && now <= certificate.validToDate
  const isOfSns = /^CN=sns(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/m.test(certificate.subject)
  return { pem: isInForce && isOfSns ? body : undefined }
}
