import { createManagement, type Management } from '../../kernel/upstream/management.ts'
import { readMetadata, type UpstreamMetadata } from '../../kernel/upstream/metadata.ts'
import { openSession, type Session } from '../../kernel/upstream/session.ts'
import { dialectOf, wordsOf, type ManagementWords } from '../../kernel/upstream/words.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'

/** The way to one transmitter: its metadata as it is used, a session with its tokens, its management API. */
export type Link = {
  metadata: UpstreamMetadata
  words: ManagementWords
  session: Session
  management: Management
}

/** `signal` gives up whatever is under way. */
type LinkDeps = Pick<Deps, 'outbound' | 'clock'> & { signal: AbortSignal }

/** Makes links, and keeps a session with its token as long as credentials and token endpoint stay the same. */
export function createLinks(deps: LinkDeps) {
  let held: { key: string; session: Session } | undefined

  async function sessionOf({ secrets, drive }: UpstreamRecord): Promise<Session> {
    const key = JSON.stringify([secrets, drive.tokenServer])
    if (held?.key !== key)
      held = { key, session: await openSession(secrets, drive.tokenServer, deps) }
    return held.session
  }

  /** Undefined before the metadata was read. @throws where a key of the credentials cannot be used */
  return async (record: UpstreamRecord): Promise<Link | undefined> => {
    const { drive, issuer } = record
    const read = drive.metadata && readMetadata(drive.metadata.document, issuer)
    if (!read?.ok) return undefined
    const { metadata } = read
    const words = wordsOf(dialectOf(metadata, record.dialect))
    const session = await sessionOf(record)
    const endpoints = { ...words.endpoints, ...present(metadata) }
    return {
      metadata: { ...metadata, ...endpoints },
      words,
      session,
      management: createManagement({ session, metadata, words }),
    }
  }
}

const present = (metadata: UpstreamMetadata): Partial<UpstreamMetadata> =>
  Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined))
