import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { close, listen } from '../../services/demo/listen.ts'

/** How the fake receiver answers one push. A number is that status, with nothing else. */
export type Answer =
  | number
  | { status: number; headers?: Record<string, string>; body?: string; after?: Promise<unknown> }
  | 'hang'
  | 'reset'
  /** 10 MB after a 202, or after another status. */
  | { flood: number }

/** One push as it came in, and what jose says about it. */
export type Push = {
  jws: string
  headers: IncomingMessage['headers']
  path: string
  at: number
  answered: Answer
  claims: SetBody
}

export type SetBody = {
  jti: string
  iss: string
  iat: number
  txn?: string
  sub_id: Record<string, unknown>
  events: Record<string, Record<string, unknown>>
}

export type Receiver = AsyncDisposable & {
  url: string
  /** Every push, whatever was answered. Only verified ones get here: see `faults`. */
  pushes: readonly Push[]
  /** The SETs that were answered by 2xx, in order. */
  sets: readonly SetBody[]
  /** Pushes that jose or the headers say are wrong; a test expects none. */
  faults: readonly string[]
  /** The next answers; when they are used up, 202 again. */
  answer(...answers: readonly Answer[]): void
  /** What every push is answered from now on, after those of `answer`. */
  always(answer: Answer): void
  trust(hub: Trusted): void
  /** From the next connection on it shows this certificate. */
  show(certificate: Certificate): void
}

export type Certificate = { key: string; cert: string }
type Trusted = { issuer: string; audience: string | string[]; authorizationHeader: string }
/** With a certificate it speaks https; `by` is how it gets the hub's keys. */
type Options = { tls?: Certificate; by?: typeof fetch }

const TEN_MB = Buffer.alloc(10_000_000, 'x')

/** A push receiver of RFC 8935 that verifies with jose and answers as it is told. */
export async function startReceiver({ tls, by = fetch }: Options = {}): Promise<Receiver> {
  const pushes: Push[] = []
  const sets: SetBody[] = []
  const faults: string[] = []
  const script: Answer[] = []
  let otherwise: Answer = 202
  let verify: (request: IncomingMessage, jws: string) => Promise<SetBody> = () =>
    Promise.reject(new Error('pushed before it was trusted'))

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now()
    const jws = await textOf(request)
    const claims = await verify(request, jws)
    const answered = script.shift() ?? otherwise
    pushes.push({ jws, headers: request.headers, path: request.url ?? '', at, answered, claims })
    if (isAccepted(answered)) sets.push(claims)
    give(response, answered)
  }
  const answerTo = (request: IncomingMessage, response: ServerResponse) => {
    take(request, response).catch((error: unknown) => {
      faults.push(String(error))
      response.writeHead(500).end()
    })
  }
  const tlsServer = tls && createTlsServer(tls, answerTo)
  const server = tlsServer ?? createServer(answerTo)
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${String(await listen(server))}/push`
  return {
    url,
    pushes,
    sets,
    faults,
    answer: (...answers) => {
      script.push(...answers)
    },
    always: (answer) => {
      otherwise = answer
    },
    trust: (hub) => {
      verify = verifier(hub, by)
    },
    show: (certificate) => {
      tlsServer?.setSecureContext(certificate)
    },
    [Symbol.asyncDispose]: () => close(server),
  }
}

function verifier(hub: Trusted, by: typeof fetch) {
  const keys = createRemoteJWKSet(new URL(`${hub.issuer}/jwks.json`), { [customFetch]: by })
  return async ({ headers, method }: IncomingMessage, jws: string): Promise<SetBody> => {
    if (method !== 'POST') throw new Error(`${String(method)} instead of POST`)
    if (headers['content-type'] !== 'application/secevent+jwt')
      throw new Error(`Content-Type ${String(headers['content-type'])}`)
    if (headers.authorization !== hub.authorizationHeader)
      throw new Error('another Authorization header than asked for')
    const options = {
      algorithms: ['RS256'],
      typ: 'secevent+jwt',
      issuer: hub.issuer,
      audience: hub.audience,
      requiredClaims: ['jti', 'iat', 'events'],
    }
    const { payload } = await jwtVerify<SetBody>(jws, keys, options)
    if ('sub' in payload || 'exp' in payload) throw new Error('sub or exp in a SET (SSF 1.0 §4.1)')
    return payload
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const isAccepted = (answer: Answer): boolean => {
  if (typeof answer === 'string') return false
  const status =
    typeof answer === 'number' ? answer : 'flood' in answer ? answer.flood : answer.status
  return status >= 200 && status < 300
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  if (answer === 'reset') {
    response.socket?.resetAndDestroy()
  } else if (typeof answer === 'number') {
    response.writeHead(answer).end()
  } else if ('flood' in answer) {
    response.writeHead(answer.flood, { 'content-type': 'text/plain' }).end(TEN_MB)
  } else {
    const { status, headers, body, after = Promise.resolve() } = answer
    void after.then(() => response.writeHead(status, headers).end(body))
  }
}

/** A refusal of RFC 8935 §2.3. */
export const refusal = (err: string, description = `because ${err}`, status = 400): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'content-language': 'en' },
  body: JSON.stringify({ err, description }),
})
