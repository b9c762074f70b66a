import { discoverTransmitter } from '../../kernel/upstream/discovery.ts'
import { findTokenServer, type TokenServer } from '../../kernel/upstream/token-server.ts'
import type { UpstreamMetadata } from '../../kernel/upstream/metadata.ts'
import type { Done } from '../../kernel/upstream/management.ts'
import type { At, StepResult } from './step.ts'

/**
 * Reads the transmitter's metadata, and once per change of the settings finds where tokens come from: credentials go to
 * that endpoint alone, whatever the metadata say later.
 */
export async function discover({ record, deps }: At): Promise<StepResult> {
  const { issuer, settings, revision, drive, sourceId } = record
  const { metadataUrl } = settings
  const found = await discoverTransmitter({ issuer, metadataUrl }, deps.outbound)
  if (!found.ok) return { ok: false, reason: `no metadata was found. ${found.tried.join('; ')}` }
  const { metadata } = found
  if (metadata.jwks_uri === undefined)
    return { ok: false, reason: 'the metadata have no jwks_uri: its SETs could not be verified' }
  const source = await deps.store.sources.refresh(sourceId)
  if (source && source.jwksUri !== metadata.jwks_uri)
    await deps.store.sources.update(sourceId, { jwksUri: metadata.jwks_uri })
  const isNew = drive.metadata?.revision !== revision
  const server = isNew ? await tokenServerOf(record, metadata, deps) : undefined
  if (server && !server.ok) return server
  return {
    ok: true,
    changes: {
      metadata: { document: found.document, url: found.url, readAt: deps.clock.now(), revision },
      ...(server && { tokenServer: server.value }),
    },
  }
}

/** Null where the credentials need none. */
async function tokenServerOf(
  { secrets: { authorization } }: At['record'],
  metadata: UpstreamMetadata,
  { outbound }: At['deps'],
): Promise<Done<TokenServer | null>> {
  if (!('clientId' in authorization)) return { ok: true, value: null }
  const found = await findTokenServer(authorization, metadata, { outbound })
  return found.ok ? { ok: true, value: found.server } : found
}
