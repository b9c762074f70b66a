import type { NormalisedSignal } from '../../../schemas/signal.ts'

/** A request as it came: header names in lower case, the body's bytes untouched (signatures are over them). */
export type RawRequest = {
  method: string
  headers: Readonly<Record<string, string | undefined>>
  query: Readonly<Record<string, string | undefined>>
  body: Buffer
}

export type Handshake = { status: number; contentType: string; body: string }

export type Normalised =
  /** `skipped` names what the vendor sent and we have no signal for, for the log. */
  { ok: true; signals: NormalisedSignal[]; skipped: string[] } | { ok: false; reason: string }

/** One vendor's webhooks, pure: who sent this, and what happened. */
export type Adapter = {
  kind: string
  /** Answers the vendor's own handshake; undefined where the request is none. */
  handshake?: (request: RawRequest) => Handshake | undefined
  /** True if any of the secrets (two during a rotation) fits; in constant time, over the raw bytes. */
  authenticate: (request: RawRequest, secrets: readonly string[]) => boolean
  /** Unknown vendor events are skipped, never errors; only an envelope that cannot be read is refused. */
  normalise: (
    request: RawRequest,
    source: { id: string; issuer?: string | undefined },
  ) => Normalised
}
