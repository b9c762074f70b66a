import type { Request, RequestHandler } from 'express'
import type { Config } from '../config.ts'
import type { TenantStore } from '../store/tenants.ts'

/** One face of the hub: the default tenant's, or that of a tenant with an issuer of its own. */
export type Issuer = { tenantId: string; issuer: string }

/** The path of a request below its issuer. */
export const pathOf = (request: Request): string => `${request.baseUrl}${request.path}`

export type Issuers = {
  /** Finds the issuer a request is meant for and takes the issuer's path off the URL, so that routes are written once; again is nothing. */
  locate: RequestHandler
  of(request: Request): Issuer
  isOurs(issuer: string): Promise<boolean>
}

type IssuerDeps = { config: Pick<Config, 'issuer'>; tenants: Pick<TenantStore, 'list'> }

export function createIssuers({ tenants, config }: IssuerDeps): Issuers {
  const home: Issuer = { tenantId: 'default', issuer: config.issuer }
  const located = new WeakMap<Request, Issuer>()
  const issuers = async (): Promise<Issuer[]> => [
    ...(await tenants.list()).map(({ id, issuer }) => ({ tenantId: id, issuer })),
    home,
  ]

  return {
    locate: async (request, _response, next) => {
      if (located.has(request)) {
        next()
        return
      }
      const { issuer, rest } = locate(request.host, request.url, await issuers()) ?? {
        issuer: home,
        rest: request.url,
      }
      request.url = rest
      located.set(request, issuer)
      next()
    },
    of: (request) => located.get(request) ?? home,
    isOurs: async (issuer) => (await issuers()).some((one) => one.issuer === issuer),
  }
}

const WELL_KNOWN =
  /^\/\.well-known\/(ssf-configuration|risc-configuration|oauth-protected-resource|oauth-authorization-server)/

/**
 * Pure: which issuer a URL belongs to and what is left of its path. Issuers with a path are told apart by it, the longest
 * first; among those with the same path the host decides. The well-known part comes before the issuer's path (SSF 1.0 §7.2).
 */
export function locate(
  host: string,
  url: string,
  issuers: readonly Issuer[],
): { issuer: Issuer; rest: string } | undefined {
  const wellKnown = WELL_KNOWN.exec(url)?.[0] ?? ''
  const path = url.slice(wellKnown.length)
  const fitting = issuers
    .map((issuer) => ({ issuer, base: new URL(issuer.issuer) }))
    .map(({ issuer, base }) => ({
      issuer,
      prefix: base.pathname.replace(/\/$/, ''),
      isHost: base.host === host,
    }))
    .filter(({ prefix, isHost }) => (prefix === '' ? isHost : isUnder(path, prefix)))
    .sort((a, b) => b.prefix.length - a.prefix.length || Number(b.isHost) - Number(a.isHost))
  const [best] = fitting
  return best && { issuer: best.issuer, rest: wellKnown + path.slice(best.prefix.length) || '/' }
}

const isUnder = (path: string, prefix: string): boolean =>
  path.startsWith(prefix) &&
  (path.length === prefix.length || '/?'.includes(path.charAt(prefix.length)))
