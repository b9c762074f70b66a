import type { CookieOptions, Request, Response } from 'express'

/** The console's cookies at one address. */
export type Cookies = {
  /** Signed in; never sent with a request that another site caused. */
  session: Cookie
  /** Between here and the identity provider, whose answer comes from another site. */
  signIn: Cookie
}

export type Cookie = {
  read(request: Request): string | undefined
  set(response: Response, value: string, maxAgeMs: number): void
  clear(response: Response): void
}

/**
 * With https they are `__Host-` cookies: no subdomain and no plain http can set or see them. Without it (local use) the port
 * is in the name, since all ports of a host share their cookies.
 */
export function createCookies(consoleUrl: string): Cookies {
  const { protocol, port } = new URL(consoleUrl)
  const isSecure = protocol === 'https:'
  const nameOf = (what: string) =>
    isSecure ? `__Host-ssf-hub-${what}` : `ssf-hub-${what}${port === '' ? '' : `-${port}`}`
  const options = { httpOnly: true, secure: isSecure, path: '/' } as const
  return {
    session: cookie(nameOf('session'), { ...options, sameSite: 'strict' }),
    signIn: cookie(nameOf('sign-in'), { ...options, sameSite: 'lax' }),
  }
}

const cookie = (name: string, options: CookieOptions): Cookie => ({
  read: (request) => valueOf(request.headers.cookie, name),
  set: (response, value, maxAge) => response.cookie(name, value, { ...options, maxAge }),
  clear: (response) => response.clearCookie(name, options),
})

/** Our values are base64url: nothing in them is escaped. */
function valueOf(header: string | undefined, name: string): string | undefined {
  const found = header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}
