import { z } from 'zod'
import { isObject, jsonFault } from './json.ts'
import { reasonOf } from './reason.ts'

// Members that a format does not define are kept and ignored (SSF 1.0 §4.2.3).

const identifier = z.string().min(1).max(2048)

export const AccountSubject = z
  .looseObject({
    format: z.literal('account'),
    uri: identifier.regex(/^acct:[^@\s]+@[^@\s]+$/i, 'not an acct URI (RFC 7565)'),
  })
  .meta({ id: 'AccountSubject' })

export const EmailSubject = z
  .looseObject({
    format: z.literal('email'),
    email: z
      .string()
      .max(320)
      .regex(/^(?:"[^"\r\n]+"|[^\s@"]+)@[^\s@]+$/, 'not an address of the form local@domain'),
  })
  .meta({ id: 'EmailSubject' })

export const IssSubSubject = z
  .looseObject({
    format: z.literal('iss_sub'),
    iss: identifier,
    sub: identifier,
  })
  .meta({ id: 'IssSubSubject' })

export const OpaqueSubject = z
  .looseObject({ format: z.literal('opaque'), id: identifier })
  .meta({ id: 'OpaqueSubject' })

export const PhoneNumberSubject = z
  .looseObject({
    format: z.literal('phone_number'),
    // SSF 1.0 §5 itself writes "+1 206 555 0123": the separators that people write are understood.
    phone_number: z
      .string()
      .max(64)
      .regex(/^\+(?:[ ().-]*[0-9]){2,15}$/, 'not an E.164 number with its leading +'),
  })
  .meta({ id: 'PhoneNumberSubject' })

export const DidSubject = z
  .looseObject({
    format: z.literal('did'),
    url: identifier.regex(/^did:[a-z0-9]+:\S+$/, 'not a DID URL'),
  })
  .meta({ id: 'DidSubject' })

export const UriSubject = z
  .looseObject({
    format: z.literal('uri'),
    uri: identifier.regex(/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i, 'not a URI (RFC 3986)'),
  })
  .meta({ id: 'UriSubject' })

export const JwtIdSubject = z
  .looseObject({
    format: z.literal('jwt_id'),
    iss: identifier,
    jti: identifier,
  })
  .meta({ id: 'JwtIdSubject' })

export const SamlAssertionIdSubject = z
  .looseObject({
    format: z.literal('saml_assertion_id'),
    issuer: identifier,
    assertion_id: identifier,
  })
  .meta({ id: 'SamlAssertionIdSubject' })

const zonedAddress = z.string().regex(/^[0-9a-f:.]{2,45}%[\w.~-]{1,32}$/i) // RFC 4001, InetAddressIPv6z

export const IpAddressesSubject = z
  .looseObject({
    format: z.literal('ip-addresses'),
    'ip-addresses': z
      .array(z.union([z.ipv4(), z.ipv6(), zonedAddress], { error: 'not an IP address (RFC 4001)' }))
      .min(1)
      .max(100),
  })
  .meta({ id: 'IpAddressesSubject' })

const identifiers = [
  AccountSubject,
  EmailSubject,
  IssSubSubject,
  OpaqueSubject,
  PhoneNumberSubject,
  DidSubject,
  UriSubject,
  JwtIdSubject,
  SamlAssertionIdSubject,
  IpAddressesSubject,
] as const

/** Several identifiers of one subject; it holds no further `aliases` (RFC 9493 §3.2.8). */
export const AliasesSubject = z
  .looseObject({
    format: z.literal('aliases'),
    identifiers: z.array(z.discriminatedUnion('format', identifiers)).min(1).max(50),
  })
  .meta({ id: 'AliasesSubject' })

/** A Subject Identifier: any format of RFC 9493 or of SSF 1.0 §3.5. */
export const SimpleSubject = z
  .discriminatedUnion('format', [...identifiers, AliasesSubject])
  .meta({ id: 'SimpleSubject' })
export type SimpleSubject = z.infer<typeof SimpleSubject>

const KNOWN_FORMATS: ReadonlySet<string> = new Set([
  ...[...identifiers, AliasesSubject].map((schema) => schema.shape.format.value),
  'complex',
])

/** A format agreed between the parties, or one that we do not know: kept as it is (SSF 1.0 §3.4). */
export const ProprietarySubject = z
  .looseObject({
    format: z
      .string()
      .min(1)
      .max(128)
      .meta({ not: { enum: [...KNOWN_FORMATS] } }),
  })
  .superRefine((subject, context) => {
    const fault = jsonFault(subject)
    if (fault) context.addIssue({ code: 'custom', message: fault })
    if (KNOWN_FORMATS.has(subject.format))
      context.addIssue({
        code: 'custom',
        path: ['format'],
        message: 'is a specified format',
        continue: false, // so that the other branch of a union gets to say what is wrong
      })
  })
  .meta({ id: 'ProprietarySubject' })
export type ProprietarySubject = z.infer<typeof ProprietarySubject>

const LooseSimpleSubject = z.union([SimpleSubject, ProprietarySubject])

type MemberSchema = typeof SimpleSubject | typeof LooseSimpleSubject

/** The members that SSF 1.0 §3.3 names; others may stand beside them. */
const namedMembers = <Member extends MemberSchema>(
  member: Member,
): Record<ComplexMember, z.ZodOptional<Member>> => {
  const optional = z.optional(member)
  return {
    user: optional,
    device: optional,
    session: optional,
    application: optional,
    tenant: optional,
    org_unit: optional,
    group: optional,
  }
}
type ComplexMember = 'user' | 'device' | 'session' | 'application' | 'tenant' | 'org_unit' | 'group'

/** At least one member, and each of them a simple subject, also those that we cannot name (SSF 1.0 §3.3). */
const checkMembers =
  (member: MemberSchema) =>
  (subject: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void => {
    const members = Object.entries(subject).filter(([, value]) => isObject(value))
    if (members.length === 0 || members.length > 50)
      context.addIssue({ code: 'custom', message: 'a complex subject has 1 to 50 members' })
    for (const [name, value] of members) {
      const parsed = member.safeParse(value)
      if (!parsed.success)
        context.addIssue({ code: 'custom', path: [name], message: reasonOf(parsed.error) })
    }
  }

/** Several members that together name one principal (SSF 1.0 §3.3.1). */
export const ComplexSubject = z
  .looseObject({ format: z.literal('complex'), ...namedMembers(SimpleSubject) })
  .superRefine(checkMembers(SimpleSubject))
  .meta({ id: 'ComplexSubject', minProperties: 2 })
export type ComplexSubject = z.infer<typeof ComplexSubject>

const LooseComplexSubject = z
  .looseObject({ format: z.literal('complex'), ...namedMembers(LooseSimpleSubject) })
  .superRefine(checkMembers(LooseSimpleSubject))
  .meta({ id: 'LooseComplexSubject', minProperties: 2 })

/** A subject of a specified format, simple or complex. */
export const Subject = z
  .discriminatedUnion('format', [...identifiers, AliasesSubject, ComplexSubject])
  .meta({ id: 'Subject' })
export type Subject = z.infer<typeof Subject>

/** What a SET may carry: a specified format must be right, any other is kept as it is (SSF 1.0 §3.4). */
export const LooseSubject = z
  .union([
    z.discriminatedUnion('format', [...identifiers, AliasesSubject, LooseComplexSubject]),
    ProprietarySubject,
  ])
  .meta({ id: 'LooseSubject' })
export type LooseSubject = z.infer<typeof LooseSubject>
