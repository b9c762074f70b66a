import type { Reply } from './http.ts'

/** A browser without pages: it keeps cookies, follows redirects, and says what a browser says of itself. */
export type Browser = {
  /** Opens an address as a person who typed it; answers where that ended. */
  open(url: string): Promise<{ url: URL; status: number; text: string }>
  /** A request of the page that is open. */
  send<T = Record<string, unknown>>(
    path: string,
    options?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Reply<T>>
  cookies: ReadonlyMap<string, string>
}

const MOST_REDIRECTS = 10

/** Cookies are kept by host and path alone: enough for a hub and an identity provider at two ports. */
export function createBrowser(base: string): Browser {
  const cookies = new Map<string, string>()
  const byHost = new Map<string, Map<string, string>>([[new URL(base).host, cookies]])
  const jarOf = ({ host }: URL) => {
    const jar = byHost.get(host) ?? new Map<string, string>()
    byHost.set(host, jar)
    return jar
  }
  const ask = async (url: URL, options: RequestInit): Promise<Response> => {
    const jar = jarOf(url)
    const headers = new Headers(options.headers)
    if (jar.size > 0)
      headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, {
      ...options,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
    })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    return response
  }
  return {
    cookies,
    async open(address) {
      let url = new URL(address, base)
      for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
        const response = await ask(url, { headers: { 'sec-fetch-site': 'none' } })
        const to = response.headers.get('location')
        if (to === null) return { url, status: response.status, text: await response.text() }
        url = new URL(to, url)
      }
      throw new Error(`More than ${String(MOST_REDIRECTS)} redirects, at ${url.href}`)
    },
    async send<T>(
      path: string,
      { method, body, headers }: { method?: string; body?: unknown; headers?: object } = {},
    ): Promise<Reply<T>> {
      const response = await ask(new URL(path, base), {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          'sec-fetch-site': 'same-origin',
          'x-ssf-hub-console': 'active',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const json = (text.startsWith('{') ? JSON.parse(text) : undefined) as T // a test's own claim, which its expectations check
      return { status: response.status, json, text, headers: response.headers }
    },
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
  const isOver = value === '' || attributes.some((one) => /^ *expires=thu, 01 jan 1970/i.test(one))
  if (isOver) jar.delete(name)
  else jar.set(name, value)
}
