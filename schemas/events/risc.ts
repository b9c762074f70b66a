import { z } from 'zod'
import { EventTimestamp, label, LocalizedText, text, type EventType } from './event-type.ts'

const BASE = 'https://schemas.openid.net/secevent/risc/event-type/'

/** For the event types whose "Attributes" are "none". */
export const RiscEvent = z.looseObject({}).meta({ id: 'RiscEvent' })

export const AccountDisabled = z
  .looseObject({ reason: label.meta({ examples: ['hijacking', 'bulk-account'] }).optional() })
  .meta({ id: 'AccountDisabled' })

export const IdentifierChanged = z
  .looseObject({ 'new-value': z.string().min(1).max(2048).optional() })
  .meta({ id: 'IdentifierChanged' })

/** RISC 1.0 gives the reasons no type: CAEP's form and plain text are both understood. */
const reason = z.union([LocalizedText, text])

export const CredentialCompromise = z
  .looseObject({
    credential_type: label.meta({ examples: ['password'] }),
    event_timestamp: EventTimestamp.optional(),
    reason_admin: reason.optional(),
    reason_user: reason.optional(),
  })
  .meta({ id: 'CredentialCompromise' })

/** "The subject type MUST be either email or phone"; RFC 9493 calls the latter `phone_number`. */
const subjectFormats = ['email', 'phone_number', 'phone'] as const

const risc = <Name extends string>(name: Name) =>
  ({ name, family: 'risc', schema: RiscEvent }) as const

/** Every event type of RISC 1.0 §2. */
export const RISC_EVENTS = {
  [`${BASE}account-credential-change-required`]: risc('account-credential-change-required'),
  [`${BASE}account-purged`]: risc('account-purged'),
  [`${BASE}account-disabled`]: {
    name: 'account-disabled',
    family: 'risc',
    schema: AccountDisabled,
  },
  [`${BASE}account-enabled`]: risc('account-enabled'),
  [`${BASE}identifier-changed`]: {
    name: 'identifier-changed',
    family: 'risc',
    schema: IdentifierChanged,
    subjectFormats,
  },
  [`${BASE}identifier-recycled`]: { ...risc('identifier-recycled'), subjectFormats },
  [`${BASE}credential-compromise`]: {
    name: 'credential-compromise',
    family: 'risc',
    schema: CredentialCompromise,
  },
  [`${BASE}opt-in`]: risc('opt-in'),
  [`${BASE}opt-out-initiated`]: risc('opt-out-initiated'),
  [`${BASE}opt-out-cancelled`]: risc('opt-out-cancelled'),
  [`${BASE}opt-out-effective`]: risc('opt-out-effective'),
  [`${BASE}recovery-activated`]: risc('recovery-activated'),
  [`${BASE}recovery-information-changed`]: risc('recovery-information-changed'),
  [`${BASE}sessions-revoked`]: { ...risc('sessions-revoked'), deprecated: true },
} as const satisfies Record<string, EventType>
