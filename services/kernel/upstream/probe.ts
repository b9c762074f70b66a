import type {
  Finding,
  TransmitterProbe,
  TransmitterProbeRequest,
} from '../../../schemas/upstream.ts'
import type { UpstreamAuthorization } from '../../../schemas/upstream-authorization.ts'
import { errorText } from '../errors.ts'
import type { Outbound } from '../http/outbound.ts'
import { readKeySet } from '../set/key-set.ts'
import type { Credentials } from './access-token.ts'
import { discoverTransmitter, type Discovered } from './discovery.ts'
import { DOCUMENT, fetchThrough } from './fetch.ts'
import { createManagement } from './management.ts'
import { openSession } from './session.ts'
import { findTokenServer, type TokenServer } from './token-server.ts'
import { dialectOf, offers, wordsOf } from './words.ts'

type Deps = { outbound: Pick<Outbound, 'request'>; clock: { now(): Date } }

/** Looks at a transmitter: what it offers, and what the hub would use. Changes nothing there. */
export async function probeTransmitter(
  { issuer, metadataUrl }: TransmitterProbeRequest,
  credentials: Credentials | undefined,
  deps: Deps,
): Promise<TransmitterProbe> {
  const found = await discoverTransmitter({ issuer, metadataUrl }, deps.outbound)
  if (!found.ok) {
    const seen = found.tried.join('; ')
    return { issuer, usable: false, findings: [failed('metadata', 'SSF 1.0 §7.2', seen)] }
  }
  const keys = await keysOf(found, deps)
  const access = await accessTo(found, credentials, deps)
  const findings = [
    ok('metadata', 'SSF 1.0 §7.2', `${found.url}: its issuer is ${issuer}, byte for byte`),
    ...membersOf(found),
    keys,
    ...access.findings,
  ]
  const { server } = access
  return {
    issuer,
    usable: findings.every(({ result }) => result !== 'failed'),
    findings,
    metadataUrl: found.url,
    metadata: found.document,
    dialect: dialectOf(found.metadata, undefined) ?? 'ssf',
    ...(server && {
      authorizationServer: server.issuer,
      tokenEndpoint: server.tokenEndpoint,
      scope: server.scopes[0] ?? '',
    }),
  }
}

const finding =
  (result: Finding['result']) =>
  (step: string, clause: string, seen: string): Finding => ({ step, result, clause, seen })
const ok = finding('ok')
const warning = finding('warning')
const failed = finding('failed')
const skipped = finding('skipped')

/** What the metadata says of itself. */
function membersOf({ metadata, document, notValid }: Discovered): Finding[] {
  const { spec_version: version, default_subjects: subjects } = metadata
  const schemes = JSON.stringify(document['authorization_schemes'] ?? [])
  const said = { ok, warning }
  const by = (isGood: boolean) => (isGood ? said.ok : said.warning)
  return [
    ...notValid.map((name) => warning(name, 'SSF 1.0 §7.2.4', 'is not valid, so it is not used')),
    by(version !== undefined)(
      'spec_version',
      'SSF 1.0 §7.1',
      version ?? 'missing: 1_0-ID1 is assumed',
    ),
    metadata.configuration_endpoint === undefined
      ? failed('configuration_endpoint', 'SSF 1.0 §7.1', 'missing: no stream can be made there')
      : ok('configuration_endpoint', 'SSF 1.0 §7.1', metadata.configuration_endpoint),
    endpoint('status_endpoint', metadata.status_endpoint, 'a status cannot be read or changed'),
    endpoint(
      'verification_endpoint',
      metadata.verification_endpoint,
      'a stream cannot be verified',
    ),
    by(offers(metadata, 'push') || offers(metadata, 'poll'))(
      'delivery_methods_supported',
      'SSF 1.0 §7.1',
      (metadata.delivery_methods_supported ?? ['not told']).join(', '),
    ),
    by(schemes.includes('urn:ietf:rfc:6749'))(
      'authorization_schemes',
      'SSF 1.0 §7.1.1',
      schemes.slice(0, 500),
    ),
    subjects === 'NONE'
      ? warning(
          'default_subjects',
          'SSF 1.0 §7.1',
          'NONE: nothing is sent before subjects are added',
        )
      : ok('default_subjects', 'SSF 1.0 §7.1', subjects ?? 'not told'),
  ]
}

const endpoint = (name: string, url: string | undefined, without: string): Finding =>
  url === undefined
    ? warning(name, 'SSF 1.0 §7.1', `missing: ${without}`)
    : ok(name, 'SSF 1.0 §7.1', url)

async function keysOf({ metadata }: Discovered, { outbound }: Deps): Promise<Finding> {
  const url = metadata.jwks_uri
  if (url === undefined)
    return failed('jwks_uri', 'SSF 1.0 §7.1', 'missing: its SETs could not be verified')
  try {
    const headers = { accept: 'application/jwk-set+json, application/json' }
    const response = await fetchThrough(outbound, DOCUMENT)(url, { method: 'GET', headers })
    if (response.status !== 200)
      return failed('jwks_uri', 'SSF 1.0 §7.1', `${url} answered ${String(response.status)}`)
    const keySet = readKeySet(await response.json())
    if (!keySet) return failed('jwks_uri', 'SSF 1.0 §7.1', `${url} is no JWK Set`)
    const out = keySet.leftOut.length > 0 ? `; left out: ${keySet.leftOut.join(', ')}` : ''
    const rsa = await keySet.candidates({ alg: 'RS256' })
    const seen = `${url}${rsa.length > 0 ? ', with a key for RS256' : ', without a key for RS256'}${out}`
    return (out === '' ? ok : warning)('jwks_uri', 'SSF 1.0 §4.1.4', seen)
  } catch (error) {
    return failed('jwks_uri', 'SSF 1.0 §7.1', `${url}: ${errorText(error)}`)
  }
}

type Access = { findings: Finding[]; server?: TokenServer }

/** Where tokens come from; with credentials, whether one is given, and which streams it opens. */
async function accessTo(
  found: Discovered,
  credentials: Credentials | undefined,
  deps: Deps,
): Promise<Access> {
  const authorization = credentials?.authorization ?? ANY_CLIENT
  const access: Access = { findings: [] }
  if ('clientId' in authorization) {
    const server = await findTokenServer(authorization, found.metadata, deps)
    if (!server.ok) {
      const by = credentials ? failed : warning
      return { findings: [by('token_endpoint', 'RFC 8414 §3', server.reason)] }
    }
    const { tokenEndpoint, foundIn } = server.server
    access.server = server.server
    access.findings.push(ok('token_endpoint', 'RFC 8414 §3', `${tokenEndpoint}, by ${foundIn}`))
  }
  access.findings.push(
    credentials
      ? await streamsOf(found, { credentials, server: access.server }, deps)
      : skipped('streams', STREAMS, 'no credentials were given'),
  )
  return access
}

const STREAMS = 'SSF 1.0 §8.1.1.2'

async function streamsOf(
  { metadata }: Discovered,
  { credentials, server }: { credentials: Credentials; server: TokenServer | undefined },
  deps: Deps,
): Promise<Finding> {
  const session = await openSession(credentials, server, deps)
  const words = wordsOf(dialectOf(metadata, undefined))
  const streams = await createManagement({ session, metadata, words }).listStreams()
  if (!streams.ok) return failed('streams', STREAMS, streams.reason)
  const seen = streams.value.map(
    ({ id, delivery, endpointUrl = '' }) => `${id} (${delivery} ${endpointUrl})`,
  )
  return ok(
    'streams',
    STREAMS,
    seen.length === 0 ? 'a token was given; there are none' : seen.join(', '),
  )
}

/** Who asks where tokens would come from, without asking for one. */
const ANY_CLIENT: UpstreamAuthorization = {
  method: 'client_secret_basic',
  clientId: 'probe',
  clientSecret: '',
  dpop: false,
}
