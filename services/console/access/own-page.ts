import type { Request } from 'express'

/** The header that the console's pages send: other sites cannot, without being asked first (Fetch standard, CORS preflight). */
export const CONSOLE_HEADER = 'x-ssf-hub-console'

/**
 * Pure: does a request with the session's cookie come from a page of our own? Three walls beside the cookie's SameSite: where
 * the browser says it comes from (Sec-Fetch-Site, Origin), and for changes a header that a form cannot send.
 */
export function isFromOwnPage(request: Pick<Request, 'method' | 'headers' | 'host'>): boolean {
  const { method, headers, host } = request
  const isRead = method === 'GET' || method === 'HEAD'
  const site = headers['sec-fetch-site']
  // `none`: the address was typed, or a bookmark opened.
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && isRead)) return false
  const { origin } = headers
  if (origin !== undefined && hostOf(origin) !== host) return false
  return isRead || headers[CONSOLE_HEADER] !== undefined
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined // `null` is nobody's
