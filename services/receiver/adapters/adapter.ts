import type { EventMapping } from '../../../schemas/source-signature.ts'
import type { NormalisedSignal } from '../../../schemas/signal.ts'
import type {
  SourceCredentials,
  SourceKind,
  SourceSettings,
} from '../../../schemas/vendor-sources.ts'
import type { PublicKey } from '../verifiers/asymmetric.ts'

/** A request as it came: header names in lower case, the body's bytes untouched (signatures are over them). */
export type RawRequest = {
  method: string
  headers: Readonly<Record<string, string | undefined>>
  query: Readonly<Record<string, string | undefined>>
  body: Buffer
}

/** From where a request came, as far as the door can tell. */
export type Sender = {
  ip?: string
  /** Lower-case hex of the client certificate that it came with. */
  certificateSha256?: string
}
export type Arrival = RawRequest & { sender?: Sender }

export type Handshake = {
  status: number
  contentType: string
  body: string
  headers?: Readonly<Record<string, string>>
}

export type Normalised =
  | {
      ok: true
      signals: NormalisedSignal[]
      /** What the vendor sent and we have no signal for, for the log. */
      skipped: string[]
      /** A URL of the vendor's, checked, that it wants fetched before it is answered. */
      visit?: string
    }
  /** `isOurs`: nobody could have sent it better; the vendor is asked to come again. */
  | { ok: false; reason: string; isOurs?: true }

/** A token's claims that were checked. */
export type Claims = Readonly<Record<string, unknown>>

/** Keys that vendors publish, from the closed list of places in `vendor-keys.ts`. Each throws HubError `unavailable` in an outage. */
export type VendorKeys = {
  /** The claims of a token that one of these keys signed, and that is for this audience and not expired. */
  jwt(
    token: string,
    expected: { jwksUri: string; issuers: readonly string[]; audience: string },
  ): Promise<Claims | undefined>
  /** The key that GitHub signs secret-scanning reports by under this name. */
  githubKey(id: string): Promise<PublicKey | undefined>
  /** The certificate (PEM) at a URL that is AWS's. */
  awsCertificate(url: string): Promise<string | undefined>
}

/** When a request came, what the operator said about its source, and whose keys can be asked for. */
export type Circumstances = {
  now: Date
  settings?: SourceSettings | undefined
  credentials?: SourceCredentials | undefined
  keys: VendorKeys
}

/** The source whose request is read, as far as adapters need it. */
export type ReadSource = {
  id: string
  issuer?: string | undefined
  settings?: SourceSettings | undefined
  credentials?: SourceCredentials | undefined
}

/** Evaluates an operator's mapping within its bounds. */
export type MapPayload = (mapping: EventMapping, input: MapInput) => Promise<MapResult>
export type MapInput = { payload: unknown; variables: Readonly<Record<string, unknown>> }
export type MapResult = { ok: true; value: unknown } | { ok: false; reason: string }

/** What reading a request may take beside the request. */
export type Reading = { now: Date; map: MapPayload }

export type Authenticity = 'static' | 'signed'

/** One vendor's webhooks, pure: who sent this, and what happened. */
export type Adapter = {
  kind: SourceKind
  /**
   * `static`: a shared secret alone, which proves nothing about the body, so that its signals are hints. A function
   * where that depends on the request, which was found authentic, or on the source.
   */
  authenticity: Authenticity | ((request: RawRequest, source: ReadSource) => Authenticity)
  /** Answers the vendor's own handshake, which nothing authenticates; undefined where the request is none. */
  handshake?: (request: RawRequest, source: ReadSource) => Handshake | undefined
  /** Answers the handshake that a vendor sends by POST; asked only after that was found authentic by these secrets. */
  answer?: (request: RawRequest, secrets: readonly string[]) => Handshake | undefined
  /** True if any of the secrets (two during a rotation) fits; in constant time, over the raw bytes. */
  authenticate: (
    request: RawRequest,
    secrets: readonly string[],
    circumstances: Circumstances,
  ) => boolean | Promise<boolean>
  /** Why a request was not authentic, for the operator's eyes: what is missing, or does not fit. Never a secret. */
  diagnose: (request: RawRequest, circumstances: Circumstances) => string
  /** Unknown vendor events are skipped, never errors; only an envelope that cannot be read is refused. */
  normalise: (
    request: RawRequest,
    source: ReadSource,
    reading: Reading,
  ) => Normalised | Promise<Normalised>
  /** The body as it may be kept, where it holds what must not be (a token itself); undefined: nothing of it. */
  keep?: (body: Buffer) => Buffer | undefined
}
