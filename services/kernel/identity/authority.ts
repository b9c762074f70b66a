import type { Name } from '../../../schemas/identity.ts'
import { domainOf } from '../../../schemas/normal-subject.ts'
import type { Certainty } from '../../../schemas/signal.ts'
import type { SourceKind } from '../../../schemas/vendor-sources.ts'

/** What a source's word on names is worth. */
export type Speaker = {
  kind: SourceKind
  issuer?: string | undefined
  mayLink: boolean
  /** Beside its own names: e-mail domains, issuers, `phone_number`; `*` for every name. */
  speaksFor: readonly string[]
}

/** May what this signal says about names count at all? A hint proves too little, whoever it comes from. */
export const mayLink = (speaker: Speaker | undefined, certainty: Certainty): speaker is Speaker =>
  speaker?.mayLink === true && certainty !== 'hint'

/** Relays of what others wrote: the names in their signals are not of our adapters' making. */
const RELAYS: ReadonlySet<SourceKind> = new Set([
  'ssf',
  'standard-webhooks',
  'generic',
  'cloudevents',
])

/**
 * Pure: has the source a say in whose name this is? In its own issuer's names always, in an address only where the operator
 * says that it speaks for the domain. Whoever may say who bears a name could else make anybody's signals another's.
 */
export function speaksFor(speaker: Speaker, { base, subject }: Name): boolean {
  if (speaker.speaksFor.includes('*')) return true
  if (base !== undefined) return true // unique at this source alone
  switch (subject.format) {
    case 'iss_sub':
    case 'jwt_id':
      return isIssuer(speaker, subject['iss'])
    case 'saml_assertion_id':
      return isIssuer(speaker, subject['issuer'])
    case 'email':
      return isDomain(speaker, subject['email'])
    case 'account':
      return isDomain(speaker, subject['uri'])
    case 'uri':
      return isAtIssuer(speaker, subject['uri'])
    default:
      return speaker.speaksFor.includes(subject.format)
  }
}

const isIssuer = (speaker: Speaker, issuer: unknown): boolean =>
  typeof issuer === 'string' &&
  (issuer === speaker.issuer ||
    !RELAYS.has(speaker.kind) || // our adapter wrote it, as the vendor's own
    speaker.speaksFor.includes(issuer))

const isDomain = (speaker: Speaker, address: unknown): boolean =>
  typeof address === 'string' &&
  speaker.speaksFor.some((domain) => domain.toLowerCase() === domainOf(address))

const isAtIssuer = ({ issuer }: Speaker, uri: unknown): boolean => {
  const host = typeof uri === 'string' ? URL.parse(uri)?.host : undefined
  return Boolean(host) && host === URL.parse(issuer ?? '')?.host
}
