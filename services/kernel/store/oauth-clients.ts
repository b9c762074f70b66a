// Sole writer of: oauth_client.
import { timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { CertificateSubject, ClientAuthMethod } from '../../../schemas/oauth.ts'
import type { Scope } from '../../../schemas/scopes.ts'
import { newOpaqueId, newToken } from '../ids.ts'
import { tokenHash } from '../set/seal.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { toJson } from './sources.ts'

/** A credential of a subscriber at the hub's authorization server. Its secret, if it has one, is known by its hash alone. */
export type OauthClient = {
  id: string
  subscriberId: string
  tenantId: string
  authMethod: ClientAuthMethod
  jwks?: object
  jwksUri?: string
  /** For tls_client_auth. */
  certificateSubject?: CertificateSubject
  /** Its access tokens are bound to its certificate (RFC 8705 §3). */
  boundToCertificate: boolean
  /** The client's own setting or its subscriber's. */
  requireDpop: boolean
  scopes: Scope[]
  createdAt: Date
}

export type NewOauthClient = Pick<
  OauthClient,
  | 'subscriberId'
  | 'authMethod'
  | 'jwks'
  | 'jwksUri'
  | 'certificateSubject'
  | 'boundToCertificate'
  | 'requireDpop'
  | 'scopes'
>

export type OauthClientStore = ReturnType<typeof createOauthClientStore>

const WITH_SUBSCRIBER = {
  subscriber: { select: { tenantId: true, requireDpop: true } },
} as const
type Row = Prisma.OauthClientGetPayload<{ include: typeof WITH_SUBSCRIBER }>

/** How long another process's change to a client may go unseen. */
const CACHE_MS = 5_000

export function createOauthClientStore({ prisma }: { prisma: PrismaClient }) {
  const cache = new LRUCache<string, Row>({ max: 5_000, ttl: CACHE_MS })
  const find = async (id: string): Promise<Row | undefined> => {
    const cached = cache.get(id)
    if (cached) return cached
    const row = await prisma.oauthClient.findUnique({ where: { id }, include: WITH_SUBSCRIBER })
    if (row) cache.set(id, row)
    return row ?? undefined
  }
  return {
    /** The secret, where the method has one, is told here and never again. Undefined where there is no such subscriber. */
    create: (client: NewOauthClient) => insert(prisma, client),

    /** From a short-lived cache: every request with an access token asks. */
    async find(id: string): Promise<OauthClient | undefined> {
      const row = await find(id)
      return row && toClient(row)
    },

    async hasSecret(id: string, secret: string, now: Date): Promise<boolean> {
      const row = await find(id)
      return row !== undefined && fits(row, secret, now)
    },

    /** A new secret; the old one works until `previousUntil`. Undefined for an unknown client or one without a secret. */
    async rotate(client: ClientName, previousUntil: Date): Promise<string | undefined> {
      const secret = await replaceSecret(prisma, client, previousUntil)
      cache.delete(client.id)
      return secret
    },

    async ofSubscriber(subscriberId: string): Promise<OauthClient[]> {
      const rows = await prisma.oauthClient.findMany({
        where: { subscriberId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: WITH_SUBSCRIBER,
      })
      return rows.map(toClient)
    },

    /** Its access tokens end with it. */
    async delete({ id, subscriberId }: ClientName): Promise<boolean> {
      const { count } = await prisma.oauthClient.deleteMany({ where: { id, subscriberId } })
      cache.delete(id)
      return count > 0
    },
  }
}

type ClientName = { id: string; subscriberId: string }

async function insert(
  prisma: PrismaClient,
  client: NewOauthClient,
): Promise<{ client: OauthClient; secret: string | undefined } | undefined> {
  const secret = client.authMethod.startsWith('client_secret_') ? newToken('ssfsec') : undefined
  const data = {
    ...client,
    id: newOpaqueId(),
    jwks: client.jwks ? toJson(client.jwks) : Prisma.DbNull,
    jwksUri: client.jwksUri ?? null,
    certificateSubject: client.certificateSubject ?? Prisma.DbNull,
    secretHash: secret === undefined ? null : tokenHash(secret),
  }
  try {
    const row = await prisma.oauthClient.create({ data, include: WITH_SUBSCRIBER })
    return { client: toClient(row), secret }
  } catch (error) {
    if (isOrphan(error)) return undefined
    throw error
  }
}

async function replaceSecret(
  prisma: PrismaClient,
  client: ClientName,
  previousUntil: Date,
): Promise<string | undefined> {
  const current = await prisma.oauthClient.findFirst({
    where: { ...client, secretHash: { not: null } },
  })
  if (!current) return undefined
  const secret = newToken('ssfsec')
  const data = { secretHash: tokenHash(secret), previousHash: current.secretHash, previousUntil }
  await prisma.oauthClient.update({ where: { id: client.id }, data })
  return secret
}

/** The client's secret, or the one before until its overlap ends. In constant time. */
function fits(row: Row, secret: string, now: Date): boolean {
  const previous = row.previousUntil && row.previousUntil > now ? row.previousHash : null
  const given = Buffer.from(tokenHash(secret))
  return [row.secretHash, previous].some(
    (hash) => hash !== null && timingSafeEqual(Buffer.from(hash), given),
  )
}

const toClient = ({ subscriber, ...row }: Row): OauthClient => ({
  id: row.id,
  subscriberId: row.subscriberId,
  tenantId: subscriber.tenantId,
  authMethod: row.authMethod as ClientAuthMethod, // written by create alone
  ...(row.jwks === null ? {} : { jwks: row.jwks as object }), // written by create alone
  ...(row.jwksUri === null ? {} : { jwksUri: row.jwksUri }),
  ...(row.certificateSubject === null
    ? {}
    : { certificateSubject: row.certificateSubject as CertificateSubject }), // written by create alone
  boundToCertificate: row.boundToCertificate,
  requireDpop: row.requireDpop || subscriber.requireDpop,
  scopes: row.scopes as Scope[], // written by create alone
  createdAt: row.createdAt,
})

/** P2003: the subscriber that the row names is not there. */
const isOrphan = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003'
