import { matchesAny } from '../secrets.ts'
import type { SignedRequest } from './hmac.ts'

/** A static secret in a header: it proves who knows it, and nothing about the body or the time. */
export const verifyStaticSecret = (
  { headers }: SignedRequest,
  header: string,
  secrets: readonly string[],
): boolean => matchesAny(headers[header], secrets)
