import { createHash } from 'node:crypto'
import type { LooseSubject } from '../../schemas/subject.ts'

/** A token as it is named once it is not to be known: by its SHA-256 (OAuth Event Types, 2018, §2.1: `hash_*`). */
export const hashedToken = (token: string) =>
  ({
    token_identifier_alg: 'hash_base64url_sha256',
    token: createHash('sha256').update(token).digest('base64url'),
  }) as const

/** A token itself is a credential: only its hash is kept. */
export function withoutRawToken(subject: LooseSubject): LooseSubject {
  const { token } = subject
  return isRawToken(subject) && typeof token === 'string'
    ? { ...subject, ...hashedToken(token) }
    : subject
}

export const isRawToken = ({ format, token_identifier_alg: algorithm }: LooseSubject): boolean =>
  format === 'oauth_token' && algorithm === 'plain'
