/** What came back: the body as JSON where it is, and as text. */
export type Reply<T = unknown> = { status: number; headers: Headers; text: string; json: T }

export type Send = {
  method?: string
  token?: string | undefined
  headers?: Record<string, string>
  body?: unknown
}

/** One request from outside. A string is sent as it is, anything else as JSON. The caller says what JSON it expects. */
export async function request<T = Record<string, unknown>>(
  url: string,
  { method, token, headers, body }: Send = {},
  by: typeof fetch = fetch,
): Promise<Reply<T>> {
  const response = await by(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || typeof body === 'string'
        ? {}
        : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(15_000),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) as T } // a test's own claim, which its expectations check
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
