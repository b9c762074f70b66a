/** What a test transmitter does wrong, switched on and off while it runs. */
export type Faults = {
  /** SETs with another `iss`, `aud` or verification `state`. */
  iss?: string | undefined
  aud?: string | string[] | undefined
  state?: string | null | undefined
  /** The stream's configuration with another `iss` or `aud`. */
  streamIss?: string | undefined
  streamAud?: string | string[] | undefined
  metadataIssuer?: string | undefined
  jwksDown?: boolean
  /** Every management request is answered with this, as often as it says. */
  management?:
    { status: number; times: number; headers?: Record<string, string>; path?: RegExp } | undefined
  /** Every poll is answered with this. */
  polls?:
    { status: number; times: number; headers?: Record<string, string>; body?: string } | undefined
  tokenDown?: boolean
  tokenSeconds?: number
  knownScopes?: string[]
  dpopNonce?: boolean
  noResourceMetadata?: boolean
  noAuthorizationServer?: boolean
  /** Unacknowledged SETs come again with each poll. */
  repeats?: boolean
  /** At most so many SETs in an answer. */
  batch?: number
  /** How long a long poll waits for SETs. */
  pollWaitMs?: number
  /** Streams that one receiver may have; then 409. */
  maxStreams?: number
  /** Verification events are promised and not sent. */
  mute?: boolean
}
