import type { UpdateUpstreamRequest, UpstreamSettings } from '../../schemas/upstream.ts'
import type { UpstreamAuthorization } from '../../schemas/upstream-authorization.ts'
import { errorText, HubError } from '../kernel/errors.ts'
import {
  importClientKey,
  makeClientKey,
  publicHalf,
  type ClientKey,
} from '../kernel/set/client-key.ts'
import type { UpstreamRecord, UpstreamSecrets, UpstreamWish } from '../kernel/store/upstreams.ts'
import { healthOf, statusOf } from '../kernel/upstream/health.ts'
import { withoutUndefined } from './without-undefined.ts'

/** The credentials as they are kept: with a key of the hub's own where the operator gave none. @throws HubError `invalid_request` */
export async function secretsOf(
  authorization: UpstreamAuthorization,
  before?: UpstreamSecrets,
): Promise<UpstreamSecrets> {
  if (authorization.method !== 'private_key_jwt') return { authorization }
  return { authorization, clientKey: await clientKeyOf(authorization, before?.clientKey) }
}

async function clientKeyOf(
  { alg, privateKey }: Extract<UpstreamAuthorization, { method: 'private_key_jwt' }>,
  before: ClientKey | undefined,
): Promise<ClientKey> {
  // The one that is registered there already goes on.
  if (!privateKey) return before?.alg === alg ? before : makeClientKey(alg)
  const { kid = 'hub', ...privateJwk } = privateKey
  const key = { alg, kid, privateJwk }
  try {
    await importClientKey(key)
  } catch (error) {
    throw new HubError('invalid_request', `authorization.privateKey: ${errorText(error)}`)
  }
  return key
}

/** What an operator wants from now on: what is left out stays, null gives the default back. */
export async function changed(
  { settings, secrets }: UpstreamRecord,
  { authorization, ...changes }: UpdateUpstreamRequest,
): Promise<Pick<UpstreamWish, 'settings' | 'secrets'>> {
  const all: Record<string, unknown> = { ...settings, ...withoutUndefined(changes) }
  const kept = Object.entries(all).filter(([, value]) => value !== null)
  const merged = Object.fromEntries(kept) as UpstreamWish['settings'] // each member as its schema has it
  return {
    settings: merged,
    secrets: authorization ? await secretsOf(authorization, secrets) : secrets,
  }
}

export const withoutAuthorization = ({
  authorization: _authorization,
  ...settings
}: UpstreamSettings): UpstreamWish['settings'] => settings

/** As operators may see it. */
export function showUpstream(record: UpstreamRecord, subjectsPending: number, now: Date) {
  const { sourceId, tenantId, issuer, settings, drive, arrival, createdAt } = record
  const { metadata, verificationAskedAt, polledAt, tokenExpiresAt, trouble } = drive
  return {
    sourceId,
    tenantId,
    issuer,
    settings,
    authorization: showAuthorization(record),
    ...healthOf(record, now),
    trouble,
    ...(metadata && {
      transmitter: {
        metadataUrl: metadata.url,
        readAt: metadata.readAt,
        metadata: metadata.document,
      },
    }),
    ...showStream(record),
    ...withoutUndefined({
      verificationAskedAt,
      verifiedAt: arrival.verifiedAt,
      lastSetAt: arrival.setAt,
      lagSeconds: arrival.lagSeconds,
      polledAt,
      tokenExpiresAt,
    }),
    subjectsPending,
    createdAt,
  }
}

function showStream(record: UpstreamRecord) {
  const { stream, status } = record.drive
  if (!stream) return {}
  const now = statusOf(record)
  return {
    stream: {
      id: stream.id,
      configuration: stream.document,
      ...withoutUndefined({
        status: now?.status,
        statusReason: now?.reason,
        statusReadAt: status?.readAt,
        readAt: stream.readAt,
      }),
    },
  }
}

function showAuthorization({ secrets: { authorization, clientKey }, drive }: UpstreamRecord) {
  const { method } = authorization
  if (!('clientId' in authorization)) return { method }
  const { tokenServer } = drive
  return {
    method,
    clientId: authorization.clientId,
    dpop: authorization.dpop,
    ...(clientKey && { publicKey: publicHalf(clientKey) }),
    ...(tokenServer && {
      authorizationServer: tokenServer.issuer,
      tokenEndpoint: tokenServer.tokenEndpoint,
      scope: tokenServer.scopes[0],
    }),
  }
}
