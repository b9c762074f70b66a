/** Every error the hub tells a caller, and its HTTP status. */
export const ERROR_STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  invalid_token: 401, // RFC 6750 §3.1
  forbidden: 403,
  insufficient_scope: 403, // RFC 6750 §3.1
  not_found: 404,
  stream_not_found: 404,
  method_not_allowed: 405,
  stream_exists: 409, // SSF 1.0 §8.1.1.1
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  unavailable: 503,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof ERROR_STATUS

/** An error that a caller is meant to see: message = what, which one, what to do. */
export class HubError extends Error {
  override readonly name = 'HubError'
  readonly code: ErrorCode
  /** Seconds after which a retry makes sense (Retry-After). */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The text of anything that was thrown. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
