import { z } from 'zod'
import { EventTimestamp, label, LocalizedText, text, type EventType } from './event-type.ts'

const BASE = 'https://schemas.openid.net/secevent/caep/event-type/'

/** The optional members of every CAEP event (CAEP 1.0 §2). */
const common = {
  event_timestamp: EventTimestamp.optional(),
  initiating_entity: z.enum(['admin', 'user', 'policy', 'system']).optional(),
  reason_admin: LocalizedText.optional(),
  reason_user: LocalizedText.optional(),
}

export const SessionRevoked = z.looseObject(common).meta({ id: 'SessionRevoked' })

export const TokenClaimsChange = z
  .looseObject({
    ...common,
    claims: z
      .looseObject({})
      .refine((claims) => Object.keys(claims).length >= 1, { error: 'needs at least one claim' })
      .meta({ minProperties: 1 }),
  })
  .meta({ id: 'TokenClaimsChange' })

/** CAEP 1.0 §3.3; the parties may agree on other types. */
export const CREDENTIAL_TYPES = [
  'password',
  'pin',
  'x509',
  'fido2-platform',
  'fido2-roaming',
  'fido-u2f',
  'verifiable-credential',
  'phone-voice',
  'phone-sms',
  'app',
] as const

export const CredentialChange = z
  .looseObject({
    ...common,
    credential_type: label.meta({ examples: [...CREDENTIAL_TYPES] }),
    change_type: z.enum(['create', 'revoke', 'update', 'delete']),
    friendly_name: text.optional(),
    x509_issuer: text.optional(),
    x509_serial: text.optional(),
    fido2_aaguid: text.optional(),
  })
  .meta({ id: 'CredentialChange' })

export const AssuranceLevelChange = z
  .looseObject({
    ...common,
    namespace: label.meta({ examples: ['RFC8176', 'NIST-AAL'] }),
    current_level: label,
    previous_level: label.optional(),
    change_direction: z.enum(['increase', 'decrease']).optional(),
  })
  .meta({ id: 'AssuranceLevelChange' })

const complianceStatus = z.enum(['compliant', 'not-compliant'])

export const DeviceComplianceChange = z
  .looseObject({ ...common, previous_status: complianceStatus, current_status: complianceStatus })
  .meta({ id: 'DeviceComplianceChange' })

export const SessionEstablished = z
  .looseObject({
    ...common,
    fp_ua: text.optional(),
    acr: text.optional(),
    amr: z.array(label).max(100).optional(),
    ext_id: text.optional(),
  })
  .meta({ id: 'SessionEstablished' })

export const SessionPresented = z
  .looseObject({ ...common, fp_ua: text.optional(), ext_id: text.optional() })
  .meta({ id: 'SessionPresented' })

const riskLevel = z.enum(['LOW', 'MEDIUM', 'HIGH'])

export const RiskLevelChange = z
  .looseObject({
    ...common,
    principal: label.meta({ examples: ['USER', 'DEVICE', 'SESSION', 'TENANT'] }),
    current_level: riskLevel,
    previous_level: riskLevel.optional(),
    risk_reason: text.optional(),
  })
  .meta({ id: 'RiskLevelChange' })

/** Every event type of CAEP 1.0 §3. */
export const CAEP_EVENTS = {
  [`${BASE}session-revoked`]: { name: 'session-revoked', family: 'caep', schema: SessionRevoked },
  [`${BASE}token-claims-change`]: {
    name: 'token-claims-change',
    family: 'caep',
    schema: TokenClaimsChange,
  },
  [`${BASE}credential-change`]: {
    name: 'credential-change',
    family: 'caep',
    schema: CredentialChange,
  },
  [`${BASE}assurance-level-change`]: {
    name: 'assurance-level-change',
    family: 'caep',
    schema: AssuranceLevelChange,
  },
  [`${BASE}device-compliance-change`]: {
    name: 'device-compliance-change',
    family: 'caep',
    schema: DeviceComplianceChange,
  },
  [`${BASE}session-established`]: {
    name: 'session-established',
    family: 'caep',
    schema: SessionEstablished,
  },
  [`${BASE}session-presented`]: {
    name: 'session-presented',
    family: 'caep',
    schema: SessionPresented,
  },
  [`${BASE}risk-level-change`]: {
    name: 'risk-level-change',
    family: 'caep',
    schema: RiskLevelChange,
  },
} as const satisfies Record<string, EventType>
