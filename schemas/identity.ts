import { createHash } from 'node:crypto'
import { uriOf } from './events/index.ts'
import { isObject } from './json.ts'
import { normalSubject } from './normal-subject.ts'
import type { PrincipalKind } from './principal.ts'
import { canonicalSubjectKey } from './subject-key.ts'
import type { LooseSubject } from './subject.ts'

/**
 * A name as the identity graph knows it. `key` is unique within a tenant; `base` is the key without the scope, where it has
 * one; `subject` is what it is made of.
 */
export type Name = {
  key: string
  base: string | undefined
  kind: PrincipalKind
  subject: LooseSubject
}

/** Names that are only unique at the one who uses them: two sources may mean different things by the same. */
const SCOPED: ReadonlySet<string> = new Set(['opaque'])

/** What identifies nobody: an address is used by many, one after another. */
const NOBODY: ReadonlySet<string> = new Set(['ip-addresses', 'complex', 'aliases'])

/** Formats of RFC 9493 and SSF 1.0 §3.5; what others mean is between their parties, so they are scoped too. */
const KNOWN: ReadonlySet<string> = new Set([
  'account',
  'email',
  'iss_sub',
  'opaque',
  'phone_number',
  'did',
  'uri',
  'jwt_id',
  'saml_assertion_id',
])

/** Kinds between which a name does not distinguish: what one source calls a user another may know as a service account. */
const spaceOf = (kind: PrincipalKind): string => (kind === 'service_account' ? 'user' : kind)

/**
 * The name by which this simple subject is known, as this kind of thing; undefined where it identifies nobody.
 * `scope` is who uses it: a source's issuer or id; empty for operators and imports.
 */
export function nameOf(
  subject: LooseSubject,
  kind: PrincipalKind,
  scope: string,
): Name | undefined {
  if (NOBODY.has(subject.format)) return undefined
  const normal = normalSubject(subject)
  const base = `${spaceOf(kind)}:${canonicalSubjectKey(normal)}`
  const isScoped = scope !== '' && (SCOPED.has(subject.format) || !KNOWN.has(subject.format))
  return isScoped
    ? { key: `${base}@${boundedScope(scope)}`, base, kind, subject: normal }
    : { key: base, base: undefined, kind, subject: normal }
}

/** An issuer may be long, a key in an index not. */
const boundedScope = (scope: string): string =>
  scope.length <= 255 ? scope : `sha256:${createHash('sha256').update(scope).digest('base64url')}`

/** What a member of a complex subject is (SSF 1.0 §3.3); other members name nothing that we know. */
const MEMBER_KINDS: ReadonlyMap<string, PrincipalKind> = new Map([
  ['user', 'user'],
  ['device', 'device'],
  ['session', 'session'],
  ['application', 'integration'],
  ['tenant', 'tenant'],
  ['org_unit', 'org_unit'],
  ['group', 'group'],
  ['token', 'token'], // agreed among peers
])

/** Of several members the one whose access is in question: signals keep their order by it. */
const FOREMOST = [
  'user',
  'session',
  'token',
  'application',
  'device',
  'group',
  'org_unit',
  'tenant',
] as const satisfies readonly string[]

/**
 * One principal as a signal names it: by one name, or by several (`aliases`), the best first. `isOwn`: the first is the
 * source's own name for it.
 */
export type Mention = {
  member: string
  kind: PrincipalKind
  names: readonly [Name, ...Name[]]
  isOwn: boolean
}

/**
 * The names that tell who is meant, in the order in which they count. A source's own name stands alone: what it says about
 * names of others must not make its user somebody else.
 */
export const lookedUp = (mention: Mention | undefined): readonly Name[] =>
  mention?.isOwn ? mention.names.slice(0, 1) : (mention?.names ?? [])

/** Is it a name that the one who says it has given? */
const isOwn = ({ base, subject }: Name, scope: string): boolean =>
  scope !== '' && (base !== undefined || subject['iss'] === scope || subject['issuer'] === scope)

/** Who a signal is about. The first mention is the one whose order counts; none where nobody is identified. */
export function mentionsOf(type: string, subject: LooseSubject, scope: string): Mention[] {
  if (subject.format !== 'complex') return mention('', subject, kindOf(type, subject), scope)
  const named = Object.entries(subject).flatMap(([member, value]) => {
    const kind = MEMBER_KINDS.get(member)
    return kind && isSubject(value) ? mention(member, value, kind, scope) : []
  })
  return named.toSorted((a, b) => rank(a.member) - rank(b.member))
}

const rank = (member: string): number => FOREMOST.findIndex((name) => name === member)

function mention(
  member: string,
  subject: LooseSubject,
  kind: PrincipalKind,
  scope: string,
): Mention[] {
  const each = subject.format === 'aliases' ? listOf(subject['identifiers']) : [subject]
  const names = each.flatMap((one) => nameOf(one, kind, scope) ?? [])
  const [first, ...rest] = unique(names).toSorted(
    (a, b) => Number(isOwn(b, scope)) - Number(isOwn(a, scope)) || placeOf(a) - placeOf(b),
  )
  return first ? [{ member, kind, names: [first, ...rest], isOwn: isOwn(first, scope) }] : []
}

/** An issuer's own subject changes least, an address or a number passes from one person to the next. */
const BEST = [
  'iss_sub',
  'jwt_id',
  'saml_assertion_id',
  'did',
  'account',
  'uri',
  'email',
  'phone_number',
  'opaque',
] as const satisfies readonly string[]

export function placeOf({ subject: { format } }: Pick<Name, 'subject'>): number {
  const place = BEST.findIndex((name) => name === format)
  return place < 0 ? BEST.length : place
}

const unique = (names: readonly Name[]): Name[] => [
  ...new Map(names.map((name) => [name.key, name])).values(),
]

const TOKENS: ReadonlySet<string> = new Set([uriOf('token-issued'), uriOf('token-revoked')])
const CLIENTS: ReadonlySet<string> = new Set([
  uriOf('client-disabled'),
  uriOf('client-enabled'),
  uriOf('client-credential-changed'),
])

/** What a simple subject is, by the event type and the format: it does not say so itself. */
function kindOf(type: string, { format }: LooseSubject): PrincipalKind {
  if (TOKENS.has(type)) return 'token'
  if (format === 'jwt_id' || format === 'saml_assertion_id' || format === 'oauth_token')
    return 'token'
  if (CLIENTS.has(type)) return 'integration'
  if (type === uriOf('device-compliance-change')) return 'device'
  // A secret that was found somewhere is known by the page that shows it.
  if (type === uriOf('credential-compromise') && format === 'uri') return 'token'
  return 'user'
}

const listOf = (value: unknown): LooseSubject[] =>
  Array.isArray(value) ? value.filter(isSubject) : []

export const isSubject = (value: unknown): value is LooseSubject =>
  isObject(value) && typeof value['format'] === 'string'

/** The name that another changes into, as the payload of `identifier-changed` says: `new-value` is of the old one's format. */
export function changedName(
  { kind, subject }: Name,
  payload: Readonly<Record<string, unknown>>,
): Name | undefined {
  const value = payload['new-value']
  const member = subject.format === 'email' ? 'email' : 'phone_number'
  if (typeof value !== 'string' || value === '' || typeof subject[member] !== 'string')
    return undefined
  return nameOf({ format: subject.format, [member]: value }, kind, '')
}
