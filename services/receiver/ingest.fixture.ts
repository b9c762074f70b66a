import { pino } from 'pino'
import supertest from 'supertest'
import { afterAll, beforeEach, vi } from 'vitest'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import type { SourceKind, SourceSettings } from '../../schemas/vendor-sources.ts'
import { createApp } from '../kernel/http/app.ts'
import type { ClientCertificates } from '../kernel/http/client-certificate.ts'
import { createSourceKeys } from '../kernel/set/source-keys.ts'
import { AUDIENCE, claims, ISSUER, jwks, sign as signJws } from '../kernel/set/verify.fixture.ts'
import type { AcceptDeps } from './accept.ts'
import type { VendorKeys } from './adapters/adapter.ts'
import { NO_KEYS } from './adapters/reading.fixture.ts'
import { createIngestRoutes } from './ingest.routes.ts'
import { createPressureGauge } from '../kernel/pressure.ts'
import { createMapper } from './mapping/mapper.ts'
import { createQuotas } from './quota.ts'
import type { Source } from './source.ts'

// For tests of what HTTP sees; that a signal is on disk when 202 is answered is tested with the database.

export const SET_TYPE = 'application/secevent+jwt'

/** What a source is unless something else is said. */
export const open = {
  tenantId: 'default',
  trust: 'proof',
  ipRanges: [],
  clientCertificates: [],
  status: 'active',
  ratePerSecond: null,
  hasUpstream: false,
} as const

const SOURCES: Source[] = [
  {
    id: 'peer',
    ...open,
    kind: 'ssf',
    issuer: ISSUER,
    audience: [AUDIENCE],
    jwks,
    pushAuthorization: 'Bearer push-token',
    secrets: [],
  },
  {
    id: 'open-peer',
    ...open,
    kind: 'ssf',
    issuer: ISSUER,
    audience: [AUDIENCE],
    jwks,
    secrets: [],
  },
  {
    id: 'far-peer',
    ...open,
    kind: 'ssf',
    issuer: ISSUER,
    audience: [AUDIENCE],
    jwksUri: 'https://idp.example.com/jwks',
    secrets: [],
  },
  {
    id: 'okta',
    ...open,
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: ['old-value', 'new-value'],
  },
  { id: 'github', ...open, kind: 'github', secrets: ['old-secret', 'new-secret'] },
  { id: 'bare', ...open, kind: 'okta', secrets: [] },
]

export let stored: Map<string, NormalisedSignal>
export let published: string[]
export let refusals: string[]
/** What operators are told of them. */
export let reasons: string[]
export let visited: string[]
/** What vendors publish: nothing, unless a test says otherwise. */
export let vendorKeys: VendorKeys
export let counted: object[]
/** Of every append: how sure it was, and whether it waits. */
export let origins: object[]
export const pressure = createPressureGauge()
export const faults = { database: false, bus: false }
export const sources = new Map(SOURCES.map((source) => [source.id, source]))
export const fetchJson = vi.fn<() => Promise<unknown>>()

beforeEach(() => {
  stored = new Map()
  published = []
  refusals = []
  reasons = []
  visited = []
  vendorKeys = { ...NO_KEYS }
  counted = []
  origins = []
  pressure.set(undefined)
  Object.assign(faults, { database: false, bus: false })
  fetchJson.mockReset().mockImplementation(() => Promise.reject(new Error('connect ECONNREFUSED')))
})

function append(
  { tenantId: _, ...origin }: Parameters<AcceptDeps['signals']['append']>[0],
  signals: readonly NormalisedSignal[],
) {
  if (faults.database) return Promise.reject(new Error('connection terminated'))
  origins.push(origin)
  return Promise.resolve(
    signals.map((signal) => {
      const id = `${origin.id} ${signal.dedupeKey}`
      const isNew = !stored.has(id)
      stored.set(id, signal)
      return { id, orderKey: 'key', isNew }
    }),
  )
}

const mapper = createMapper()
afterAll(() => mapper.close())

const silent = pino({ level: 'silent' })
const systemClock = { now: () => new Date() }

const NO_CERTIFICATES: Pick<ClientCertificates, 'of'> = { of: () => undefined }

export function ingest({
  clock = systemClock,
  bodyLimitBytes = 10_000,
  trustedProxies = [] as string[],
  certificates = NO_CERTIFICATES,
} = {}) {
  const routes = createIngestRoutes({
    sources: {
      get: (id) =>
        id.includes('\0')
          ? Promise.reject(new Error('invalid byte sequence')) // as PostgreSQL would say
          : Promise.resolve(sources.get(id)),
      refresh: (id) => Promise.resolve(sources.get(id)),
    },
    streams: { observe: () => Promise.resolve({ ok: true }), arrived: () => undefined },
    signals: { append },
    pressure,
    quotas: createQuotas(clock, undefined),
    publish: (messages) => {
      if (faults.bus) return Promise.reject(new Error('broker gone'))
      published.push(...messages.map(({ id }) => id))
      return Promise.resolve()
    },
    sourceKeys: createSourceKeys({ fetchJson, clock, log: silent }),
    clock,
    log: silent,
    config: { bodyLimitBytes },
    certificates,
    accepted: ({ kind }, counts) => counted.push({ kind, ...counts }),
    refused: (refusal) => {
      refusals.push(refusal.code)
      reasons.push(refusal.reason)
    },
    keys: vendorKeys,
    map: (mapping, input) => mapper.map(mapping, input),
    keep: () => undefined,
    visit: (url) => {
      visited.push(url)
      return Promise.resolve()
    },
    refusalFloor: () => Promise.resolve(),
  })
  return supertest(createApp([routes], { log: silent, config: { trustedProxies } }))
}

export const sign = (changes: Record<string, unknown> = {}) => signJws(claims(changes))

export const push = async (source = 'peer', jwt?: string) =>
  ingest()
    .post(`/ingest/${source}`)
    .set({ 'Content-Type': SET_TYPE, Authorization: 'Bearer push-token' })
    .send(jwt ?? (await sign()))

/** The source called `it`, of this kind. */
export const register = (
  kind: SourceKind,
  settings: SourceSettings,
  changes: Partial<Source> = {},
): unknown => sources.set('it', { ...open, id: 'it', kind, secrets: [], settings, ...changes })

/** Sends a webhook to it. */
export const post = (body: string | object, headers: Record<string, string> = {}) =>
  ingest()
    .post('/ingest/it')
    .set({ 'content-type': 'application/json', ...headers })
    .serialize(String)
    .send(typeof body === 'string' ? body : JSON.stringify(body))
