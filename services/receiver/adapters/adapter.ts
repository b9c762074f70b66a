import type { NormalisedSignal } from '../../../schemas/signal.ts'
import type { SourceKind, SourceSettings } from '../../../schemas/vendor-sources.ts'

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
  /** Lower-case hex of the client certificate that a trusted proxy has seen (RFC 9440). */
  certificateSha256?: string
}
export type Arrival = RawRequest & { sender?: Sender }

export type Handshake = { status: number; contentType: string; body: string }

export type Normalised =
  /** `skipped` names what the vendor sent and we have no signal for, for the log. */
  { ok: true; signals: NormalisedSignal[]; skipped: string[] } | { ok: false; reason: string }

/** When a request came and what the operator said about its source. */
export type Circumstances = { now: Date; settings?: SourceSettings | undefined }

/** The source whose request is read, as far as adapters need it. */
export type ReadSource = {
  id: string
  issuer?: string | undefined
  settings?: SourceSettings | undefined
}

export type Authenticity = 'static' | 'signed'

/** One vendor's webhooks, pure: who sent this, and what happened. */
export type Adapter = {
  kind: SourceKind
  /**
   * `static`: a shared secret alone, which proves nothing about the body, so that its signals are hints. A function
   * where that depends on the request, which was found authentic.
   */
  authenticity: Authenticity | ((request: RawRequest) => Authenticity)
  /** Answers the vendor's own handshake by GET, which nothing authenticates; undefined where the request is none. */
  handshake?: (request: RawRequest) => Handshake | undefined
  /** Answers the handshake that a vendor sends by POST; asked only after that was found authentic by these secrets. */
  answer?: (request: RawRequest, secrets: readonly string[]) => Handshake | undefined
  /** True if any of the secrets (two during a rotation) fits; in constant time, over the raw bytes. */
  authenticate: (
    request: RawRequest,
    secrets: readonly string[],
    circumstances: Circumstances,
  ) => boolean | Promise<boolean>
  /** Unknown vendor events are skipped, never errors; only an envelope that cannot be read is refused. */
  normalise: (request: RawRequest, source: ReadSource) => Normalised
}
