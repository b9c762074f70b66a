import { domainToASCII } from 'node:url'
import type { LooseSubject } from './subject.ts'

type Normalise = (subject: LooseSubject) => LooseSubject

/**
 * A simple subject in the form in which its own format says that two are the same. Only what a specification calls equal
 * becomes equal: no local part of an address is folded, no issuer is rewritten. Streams still match what is exactly
 * identical (SSF 1.0 §8.1.3.1); this is for finding out who is meant.
 */
export const normalSubject: Normalise = (subject) =>
  NORMALISED.get(subject.format)?.(subject) ?? subject

/** The domain is case-insensitive (RFC 1035 §2.3.3); the local part belongs to its host alone (RFC 5321 §2.4). */
const email: Normalise = (subject) => member(subject, 'email', addressed)

/** Only separators that people write are taken out: what is left is E.164 (RFC 9493 §3.2.5). */
const phoneNumber: Normalise = (subject) =>
  member(subject, 'phone_number', (text) => text.replaceAll(/[ ().-]/g, ''))

/** Scheme and host without case, percent-encoding in one spelling (RFC 7565 §4, RFC 3986 §6.2.2). */
const account: Normalise = (subject) =>
  member(subject, 'uri', (text) => `acct:${addressed(plainPercents(text.slice('acct:'.length)))}`)

const uri: Normalise = (subject) =>
  member(subject, 'uri', (text) =>
    plainPercents(text).replace(/^[^:]+:(?:\/\/[^/?#]*)?/, (head) => {
      const userEnd = head.lastIndexOf('@') // a user part has its case
      const scheme = head.slice(0, head.indexOf(':')).toLowerCase()
      return userEnd < 0
        ? head.toLowerCase()
        : `${scheme}${head.slice(scheme.length, userEnd)}${head.slice(userEnd).toLowerCase()}`
    }),
  )

const NORMALISED: ReadonlyMap<string, Normalise> = new Map([
  ['email', email],
  ['phone_number', phoneNumber],
  ['account', account],
  ['uri', uri],
])

function member(
  subject: LooseSubject,
  name: string,
  normalise: (text: string) => string,
): LooseSubject {
  const value = subject[name]
  return typeof value === 'string' ? { ...subject, [name]: normalise(value) } : subject
}

function addressed(text: string): string {
  const at = text.lastIndexOf('@')
  return at < 0 ? text : `${text.slice(0, at)}@${domainOf(text)}`
}

/** The domain of an address, in lower case, in its ASCII form where it has one, without the root's dot. */
export function domainOf(address: string): string {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .replace(/\.$/, '')
  return domainToASCII(domain) || domain
}

/** Hexadecimal digits in upper case; unreserved characters as themselves. */
const plainPercents = (text: string): string =>
  text.replaceAll(/%[0-9a-f]{2}/gi, (code) => {
    const char = String.fromCharCode(parseInt(code.slice(1), 16))
    return /[\w.~-]/.test(char) ? char : code.toUpperCase()
  })
