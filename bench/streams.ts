import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { pino } from 'pino'
import { uriOf } from '../schemas/events/index.ts'
import { systemClock } from '../services/kernel/clock.ts'
import { createSeal } from '../services/kernel/set/seal.ts'
import { openStore, type Store } from '../services/kernel/store/index.ts'
import type { NewSubscriber } from '../services/kernel/store/subscribers.ts'
import { hostOf, type Site } from './site.ts'

// What a hub under measurement is set up with: through its own store, for ten thousand streams would take long by HTTP.

export const EVENT = uriOf('session-revoked')
export const AUDIENCE = 'https://crm.example.com/ssf'
export const AUTHORIZATION = 'Bearer push-fixed-credential-of-the-bench'
const PUSH = 'urn:ietf:rfc:8935'

export const storeOf = (site: Site, url: string): Store =>
  openStore({
    url,
    seal: createSeal(site.masterKey),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  })

/** The transmitter that events come from: its keys are pinned, so that nobody is asked for them. */
export type Peer = {
  sourceId: string
  issuer: string
  audience: string
  kid: string
  privateJwk: JsonWebKey
  path: string
}

export async function addPeer(store: Store): Promise<Peer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const peer = {
    sourceId: 'peer',
    issuer: 'https://idp.example.com',
    audience: 'https://hub.example.com',
  }
  const kid = 'peer-1'
  await store.sources.create({
    id: peer.sourceId,
    kind: 'ssf',
    issuer: peer.issuer,
    audience: [peer.audience],
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] },
    secrets: [],
  })
  return { ...peer, kid, privateJwk: privateKey.export({ format: 'jwk' }), path: '/ingest/peer' }
}

export type NewStreams = Partial<NewSubscriber> & {
  count: number
  /** On so many hosts of the receiver, in turn. */
  hosts: number
  method?: string
}

const AT_ONCE = 8

/** Streams, each of a subscriber of its own; their ids, in order. */
export async function addStreams(
  site: Site,
  store: Store,
  { count, hosts, method = PUSH, ...subscriber }: NewStreams,
): Promise<string[]> {
  const ids: string[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next++
      const url = `https://${hostOf(index % hosts)}:${String(site.receiver.port)}/events/${String(index)}`
      ids[index] = await addStream(
        store,
        { name: `App ${String(index)}`, ...subscriber },
        method,
        url,
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return ids
}

async function addStream(
  store: Store,
  wanted: Partial<NewSubscriber> & { name: string },
  method: string,
  url: string,
): Promise<string> {
  const defaults = { audience: [AUDIENCE], allowedEvents: [], description: null }
  const { subscriber } = await store.subscribers.create({ ...defaults, ...wanted })
  const settings = {
    audience: subscriber.audience,
    method,
    endpointUrl: method === PUSH ? url : '',
    authorizationHeader: method === PUSH ? AUTHORIZATION : null,
    eventsRequested: [EVENT],
    eventsDelivered: [EVENT],
    description: null,
    subjectFormats: [],
  }
  const stream = await store.streams.create(subscriber, settings, 1)
  if (!stream) throw new Error('no stream was made')
  return stream.id
}
