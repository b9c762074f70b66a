import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { administered } from './support/administered.ts'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { bodyHeaders, brokenBody, nearly, oddParameter } from './support/mutations.ts'
import { operations, valuesOf, type Known, type Operation } from './support/openapi.ts'
import { createPeer, SESSION_REVOKED, SET_HEADERS, type TestPeer } from './support/peer.ts'

/** `FUZZ_RUNS=2000 FUZZ_SEED=$RANDOM` hunts for longer, and elsewhere. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 50)
const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_326)

type Answer = { status: number; headers: IncomingHttpHeaders; text: string }
type Shot = {
  method: string
  url: string
  headers: Record<string, string>
  body: Buffer | undefined
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 })
let hub: TestHub
let peer: TestPeer
let known: Known & { subscriberToken: readonly string[] }
const names = { count: 0 }

beforeAll(async () => {
  // Nothing waits, and whatever is pushed anywhere finds nobody.
  hub = await startHub({ POLL_TIMEOUT_MS: '0', LOG_LEVEL: 'error' })
  peer = await createPeer()
})
afterAll(async () => {
  agent.destroy()
  await hub[Symbol.asyncDispose]()
})
/** What there is to ask about: fresh for each operation, since some of them delete it. */
beforeEach(async () => {
  const { issuer, audience, jwks } = peer
  const source = `peer-${String(names.count++)}`
  const { id: subscriberId, token } = await hub.admin.createSubscriber({
    name: 'Fuzz',
    audience: ['https://fuzz.example'],
  })
  const body = { events_requested: [SESSION_REVOKED] }
  const { json } = await hub.send('/ssf/streams', { token, body })
  await hub.admin.createSource({ id: source, kind: 'ssf', issuer, audience: [audience], jwks })
  const revocation = { subject: { format: 'opaque', id: source }, kind: 'sessions' }
  const revoked = await hub.admin.post<{ signals: { id: string }[]; txn: string }>(
    '/admin/revocations',
    { ...revocation, reasonAdmin: 'fuzz' },
  )
  const { txn, signals } = revoked.json
  const eventId = await eventually(async () => {
    const [event] = await hub.admin.events(txn)
    if (!event) throw new Error('not yet')
    return event.id
  })
  known = {
    stream_id: [json['stream_id']],
    stream: [json['stream_id']],
    source: [source],
    txn: [txn],
    id: [subscriberId, source, eventId, json['stream_id'], signals[0]?.id],
    ...(await administered(hub, subscriberId, revocation.subject)),
    tenantId: ['default'],
    subscriberToken: [token],
  }
})

function send({ method, url, headers, body }: Shot): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(hub.url)
    const length = body ? { 'content-length': String(body.length) } : {} // Node leaves it out of DELETE
    const outgoing = httpRequest(
      {
        agent,
        hostname,
        port,
        method,
        path: url,
        headers: { ...headers, ...length },
        timeout: 10_000,
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
        })
      },
    )
    outgoing.on('error', reject).on('timeout', () => outgoing.destroy(new Error('no answer')))
    outgoing.end(body)
  })
}

const tokenFor = ({ security }: Operation): string | undefined =>
  security === 'adminToken' ? hub.admin.token : known.subscriberToken[0]

/** Mostly right tokens, so that most requests get past the door. */
const credentials = (operation: Operation): fc.Arbitrary<Record<string, string>> =>
  fc
    .oneof(
      { weight: 17, arbitrary: fc.constant(`Bearer ${String(tokenFor(operation))}`) },
      { weight: 3, arbitrary: fc.constantFrom('', 'Bearer x', 'Bearer', 'DPoP x', 'Basic eA==') },
    )
    .map((authorization) => (authorization === '' ? {} : { authorization }))

function urls({ path, parameters }: Operation): fc.Arbitrary<string> {
  const values = (name: string) => {
    const [before = ''] = path.split(`/{${name}}`, 1)
    const found = known[`${before.split('/').at(-1) ?? ''}/${name}`] ?? known[name]
    return found && found.length > 0 ? fc.constantFrom(...found) : undefined
  }
  const valueOf = (name: string, schema: Operation['parameters'][number]['schema']) =>
    fc.oneof(
      {
        weight: 8,
        arbitrary: (values(name) ?? valuesOf(schema, known)).map((value) =>
          encodeURIComponent(String(value)),
        ),
      },
      { weight: 2, arbitrary: oddParameter },
    )
  const inPath = parameters.filter((parameter) => parameter.in === 'path')
  const inQuery = parameters.filter((parameter) => parameter.in === 'query')
  const pathValues = fc.tuple(...inPath.map(({ name, schema }) => valueOf(name, schema)))
  const pairs = fc.tuple(
    ...inQuery.map(({ name, schema }) =>
      fc.option(valueOf(name, schema).map((value) => `${name}=${value}`)),
    ),
  )
  const more = fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(oddParameter.map((value) => `${value}=${value}`)) },
  )
  return fc.tuple(pathValues, pairs, more).map(([values, present, extra]) => {
    const filled = inPath.reduce((url, { name }, index) => {
      return url.replace(`{${name}}`, () => values[index] ?? '')
    }, path)
    const query = [...present.filter((pair) => pair !== null), ...extra].slice(0, 8).join('&')
    return query === '' ? filled : `${filled}?${query}`
  })
}

function bodies({ bodies: documented }: Operation): fc.Arbitrary<Pick<Shot, 'body' | 'headers'>> {
  const json = documented['application/json']
  const form = documented['application/x-www-form-urlencoded']
  const options: fc.WeightedArbitrary<Pick<Shot, 'body' | 'headers'>>[] = [
    {
      weight: 2,
      arbitrary: fc.record({
        body: fc.option(brokenBody, { nil: undefined }),
        headers: bodyHeaders,
      }),
    },
  ]
  if (json) {
    const body = nearly(valuesOf(json, known)).map((value) => Buffer.from(JSON.stringify(value)))
    options.push({ weight: 8, arbitrary: fc.record({ body, headers: bodyHeaders }) })
  }
  if (form) {
    const headers = fc.constant({ 'content-type': 'application/x-www-form-urlencoded' })
    const body = nearly(valuesOf(form, known)).map((value) => {
      const members = Object.entries(Object(value) as object).map(
        ([name, member]): [string, string] => [
          name,
          typeof member === 'string' ? member : JSON.stringify(member),
        ],
      )
      return Buffer.from(new URLSearchParams(members).toString())
    })
    options.push({ weight: 8, arbitrary: fc.record({ body, headers }) })
  }
  return fc.oneof(...options)
}

const shots = (operation: Operation): fc.Arbitrary<Shot> =>
  fc
    .record({ url: urls(operation), credentials: credentials(operation), sent: bodies(operation) })
    .map(({ url, credentials: token, sent }) => {
      const hasBody = operation.method !== 'GET'
      return {
        method: operation.method,
        url,
        headers: { ...(hasBody ? sent.headers : {}), ...token },
        body: hasBody ? sent.body : undefined,
      }
    })

/** A place in our code, or in somebody's file system. */
const LEAK =
  /\n\s+at |node_modules|file:\/\/|\.ts:\d+|\.js:\d+:\d+|\/(?:home|root|tmp|usr|work)\/|postgres|prisma/i

/** What holds for every answer, whatever was asked. */
function checkAnswer({ status, headers, text }: Answer, documented?: readonly string[]): void {
  expect(text).not.toMatch(LEAK)
  expect(text).not.toContain(process.cwd())
  if (text === '') return
  const type = (headers['content-type'] ?? '').split(';')[0] ?? ''
  if (documented) expect(documented, `content types of ${String(status)}`).toContain(type)
  else expect(type).toMatch(/^application\/([\w.-]+\+)?json$/)
  if (type.endsWith('json')) JSON.parse(text)
}

describe('an operation answers only as it is documented, whatever it is asked:', () => {
  // One that never ends is no answer to wait for: test/console/live.e2e.test.ts.
  const ending = operations.filter(({ answers }) => !answers['200']?.includes('text/event-stream'))
  test.each(ending.map((operation) => [operation.id, operation] as const))(
    '%s',
    async (_id, operation) => {
      await fc.assert(
        fc.asyncProperty(shots(operation), async (shot) => {
          const answer = await send(shot)
          // A parameter may have led out of the path: then there is no such operation.
          const elsewhere =
            answer.status === 405 ||
            (answer.status === 404 && answer.text.includes('Nothing is at'))
          if (!elsewhere) expect(Object.keys(operation.answers)).toContain(String(answer.status))
          checkAnswer(answer, elsewhere ? undefined : operation.answers[String(answer.status)])
        }),
        { numRuns: operation.id === 'rotateKey' ? Math.ceil(numRuns / 3) : numRuns, seed },
      )
    },
  )
})

test('no path at all is more than not found', async () => {
  const segment = fc.oneof(oddParameter, fc.constantFrom('ssf', 'admin', '.well-known', 'ingest'))
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { maxLength: 5 }), async (segments) => {
      const url = `/${segments.join('/')}`
      fc.pre(!/^\/+(\?|$|console)/.test(url)) // those are for browsers
      const answer = await send({ method: 'GET', url, headers: {}, body: undefined })
      expect([200, 400, 401, 404]).toContain(answer.status)
      checkAnswer(answer)
    }),
    { numRuns: numRuns * 2, seed },
  )
})

test('a SET whose claims are nearly right is taken or refused, never tripped over', async () => {
  const claims = nearly(fc.constant(null).map(() => peer.claims()))
  await fc.assert(
    fc.asyncProperty(claims, async (value) => {
      const jws = await peer.sign(value as Record<string, unknown>) // whatever it is, it is signed
      const url = `/ingest/${String(known['source']?.[0])}`
      const answer = await send({
        method: 'POST',
        url,
        headers: SET_HEADERS,
        body: Buffer.from(jws),
      })
      expect([202, 400]).toContain(answer.status)
      checkAnswer(answer)
    }),
    { numRuns: numRuns * 2, seed },
  )
})
