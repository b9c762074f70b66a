import { POLL, PUSH } from '../../../schemas/stream.ts'
import type { Dialect } from '../../../schemas/vendor-sources.ts'
import type { UpstreamMetadata } from './metadata.ts'

export type Delivery = 'push' | 'poll'

/** How a transmitter's management API says what SSF 1.0 §8.1 says. */
export type ManagementWords = {
  /** The members of `delivery` that say how and where (SSF 1.0 §6.1). */
  delivery: { method: string; url: string }
  methods: Readonly<Record<Delivery, string>>
  /**
   * `many`: streams have ids. `one`: a receiver has one stream, which is made and replaced by POST and read as an object,
   * and no request names it.
   */
  streams: 'many' | 'one'
  /** What an update of the stream, or of its status, is POSTed to: the endpoint with this behind it. */
  updateSuffix: string
  /** Endpoints of one transmitter alone, where its metadata names none. */
  endpoints: Partial<UpstreamMetadata>
  /** Whether a stream may be described (SSF 1.0 §8.1.1, `description`). */
  hasDescription: boolean
  /** Whether a push comes with the Authorization header that was agreed (SSF 1.0 §6.1.1). */
  hasPushAuthorization: boolean
}

const SSF: ManagementWords = {
  delivery: { method: 'method', url: 'endpoint_url' },
  methods: { push: PUSH, poll: POLL },
  streams: 'many',
  updateSuffix: '',
  endpoints: {},
  hasDescription: true,
  hasPushAuthorization: true,
}

const RISC_METHOD = 'https://schemas.openid.net/secevent/risc/delivery-method/'

/** SSE Framework 1.0 draft 01 (SSF's first implementer's draft, `1_0-ID1`), §7.1. */
const SSE: ManagementWords = {
  ...SSF,
  delivery: { method: 'delivery_method', url: 'url' },
  methods: { push: `${RISC_METHOD}push`, poll: `${RISC_METHOD}poll` },
  streams: 'one',
  hasDescription: false,
}

const GOOGLE = 'https://risc.googleapis.com/v1beta/stream'

/** By dialect; drafts ID2 and ID3 manage streams in the words of the final specification, and so does Okta. */
const WORDS: Readonly<Record<Dialect, ManagementWords>> = {
  okta: SSF,
  sse: SSE,
  google: {
    ...SSE,
    updateSuffix: ':update',
    endpoints: {
      configuration_endpoint: GOOGLE,
      status_endpoint: `${GOOGLE}/status`,
      verification_endpoint: `${GOOGLE}:verify`,
    },
    hasPushAuthorization: false,
  },
}

/** Pure: the dialect that was chosen, else the one that the metadata gives away: by its names of delivery methods, or says. */
export function dialectOf(
  { delivery_methods_supported: methods = [], spec_version: version }: UpstreamMetadata,
  chosen: Dialect | undefined,
): Dialect | undefined {
  if (chosen !== undefined) return chosen
  if (methods.some((name) => name === PUSH || name === POLL)) return undefined
  const isEarly = methods.some((name) => name.startsWith(RISC_METHOD)) || version === '1_0-ID1'
  return isEarly ? 'sse' : undefined
}

export const wordsOf = (dialect: Dialect | undefined): ManagementWords =>
  dialect === undefined ? SSF : WORDS[dialect]

/** Pure: both spellings of a delivery method mean the same. */
export function deliveryOf(method: unknown): Delivery | undefined {
  if (method === PUSH || method === `${RISC_METHOD}push`) return 'push'
  if (method === POLL || method === `${RISC_METHOD}poll`) return 'poll'
  return undefined
}

/** Pure: whether the metadata says that this is offered; one that says nothing may offer everything. */
export const offers = (
  { delivery_methods_supported: names }: UpstreamMetadata,
  delivery: Delivery,
): boolean => names === undefined || names.some((name) => deliveryOf(name) === delivery)
