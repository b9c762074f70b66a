import { HubError, type ErrorCode } from '../kernel/errors.ts'

/** What a script can tell from the exit code; docs/cli.md has them for people. */
export const EXIT = {
  done: 0,
  /** It did not work, or what was checked has faults. */
  failed: 1,
  usage: 2,
  notAllowed: 3,
  notFound: 4,
  conflict: 5,
  /** The hub cannot be reached or cannot do it now: the same again may work. */
  unavailable: 6,
  /** Nobody said yes. */
  declined: 7,
  /** Nothing is done yet: a second person is asked. */
  waiting: 8,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const BY_ERROR = {
  invalid_request: EXIT.usage,
  unauthenticated: EXIT.notAllowed,
  invalid_token: EXIT.notAllowed,
  forbidden: EXIT.notAllowed,
  insufficient_scope: EXIT.notAllowed,
  not_found: EXIT.notFound,
  stream_not_found: EXIT.notFound,
  stream_exists: EXIT.conflict,
  conflict: EXIT.conflict,
  payload_too_large: EXIT.usage,
  unsupported_media_type: EXIT.usage,
  too_many_requests: EXIT.unavailable,
  unavailable: EXIT.unavailable,
} as const satisfies Partial<Record<ErrorCode, ExitCode>>

export const exitCodeOf = (error: unknown): ExitCode =>
  error instanceof HubError
    ? (new Map<string, ExitCode>(Object.entries(BY_ERROR)).get(error.code) ?? EXIT.failed)
    : EXIT.failed
