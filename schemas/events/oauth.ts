import { z } from 'zod'
import { EventTimestamp, label, LocalizedText, type EventType } from './event-type.ts'

const BASE = 'https://schemas.openid.net/secevent/oauth/event-type/'

// The draft of 2018 names the subject inside the event, in members of its own time (`subject_type`).
// SSF 1.0 §3.1.2 wants `sub_id` instead. So `subject` is optional here, and checked where it is present.

/** OAuth Event Types §2.1. */
export const OauthTokenSubject = z
  .looseObject({
    subject_type: z.literal('oauth_token').optional(),
    format: z.literal('oauth_token').optional(),
    token_type: z.enum(['access_token', 'authorization_code', 'refresh_token']),
    token_identifier_alg: z
      .string()
      .max(128)
      .regex(/^(?:plain|prefix|hash_.+)$/, 'must be plain, prefix or hash_*'),
    token: z.string().min(1).max(8192),
  })
  .refine((subject) => subject.subject_type ?? subject.format, {
    error: 'needs subject_type or format "oauth_token"',
  })
  .meta({ id: 'OauthTokenSubject' })

/** A token named the way of SSF 1.0 (jwt_id, opaque, …) is as good as the draft's own form. */
const tokenSubject = z.union([
  OauthTokenSubject,
  z.looseObject({
    format: z
      .string()
      .max(128)
      .regex(/^(?!oauth_token$)/),
  }),
])

const accountSubject = z.looseObject({}).meta({ description: 'A subject identifier, old or new' })

/** Not in the draft; what SSF peers send with every event (CAEP 1.0 §2). */
const common = {
  event_timestamp: EventTimestamp.optional(),
  reason_admin: LocalizedText.optional(),
  reason_user: LocalizedText.optional(),
}

export const TokenIssued = z
  .looseObject({
    ...common,
    subject: tokenSubject.optional(),
    token_subject: accountSubject.optional(),
  })
  .meta({ id: 'TokenIssued' })

export const TokenRevoked = z
  .looseObject({
    ...common,
    subject: tokenSubject.optional(),
    token_subject: accountSubject.optional(),
    reason: label.meta({ examples: ['inactive', 'too_many', 'api', 'user', 'issuer'] }).optional(),
  })
  .meta({ id: 'TokenRevoked' })

export const TokensRevoked = z
  .looseObject({
    ...common,
    subject: accountSubject.optional(),
    reason: label.meta({ examples: ['user', 'issuer'] }).optional(),
  })
  .meta({ id: 'TokensRevoked' })

/** The client is the one that `aud` names (§3.4 to §3.6), or the one that `sub_id` names. */
export const ClientEvent = z
  .looseObject({ ...common, subject: accountSubject.optional() })
  .meta({ id: 'ClientEvent' })

/** Every event type of the OAuth Event Types draft §3. */
export const OAUTH_EVENTS = {
  [`${BASE}token-issued`]: { name: 'token-issued', family: 'oauth', schema: TokenIssued },
  [`${BASE}token-revoked`]: { name: 'token-revoked', family: 'oauth', schema: TokenRevoked },
  [`${BASE}tokens-revoked`]: { name: 'tokens-revoked', family: 'oauth', schema: TokensRevoked },
  [`${BASE}client-disabled`]: { name: 'client-disabled', family: 'oauth', schema: ClientEvent },
  [`${BASE}client-enabled`]: { name: 'client-enabled', family: 'oauth', schema: ClientEvent },
  [`${BASE}client-credential-changed`]: {
    name: 'client-credential-changed',
    family: 'oauth',
    schema: ClientEvent,
  },
} as const satisfies Record<string, EventType>
