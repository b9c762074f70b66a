import type { X509Certificate } from 'node:crypto'
import type { CertificateSubject } from '../../schemas/oauth.ts'

/** Pure: whether a certificate is about this subject (RFC 8705 §2.1.2). Wildcards stand for nobody here. */
export function isAbout(
  certificate: X509Certificate,
  { name, value }: CertificateSubject,
): boolean {
  switch (name) {
    case 'tls_client_auth_subject_dn':
      return sameName(rfc4514(certificate.subject), value)
    case 'tls_client_auth_san_dns':
      return namesOf(certificate, 'DNS').some((dns) => dns.toLowerCase() === value.toLowerCase())
    case 'tls_client_auth_san_uri':
      return namesOf(certificate, 'URI').includes(value)
    case 'tls_client_auth_san_ip':
      return certificate.checkIP(value) !== undefined
    case 'tls_client_auth_san_email':
      return namesOf(certificate, 'email').includes(value)
    default:
      return name satisfies never
  }
}

/** Node writes a name a line, the most general first; RFC 4514 §2.1 the other way round, with commas. */
const rfc4514 = (subject: string): string =>
  subject.split('\n').toReversed().join(',').replaceAll(' + ', '+')

/** Attribute types know no case; spaces around separators mean nothing. */
const sameName = (a: string, b: string): boolean => {
  const plain = (name: string) =>
    (name.match(/(?:\\.|[^,])+/gs) ?? []).map((part) => {
      const [, type = '', value = ''] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/s.exec(part) ?? []
      return `${type.toUpperCase()}=${value}`
    })
  const [left, right] = [plain(a), plain(b)]
  return (
    left.length > 0 && left.length === right.length && left.every((part, at) => part === right[at])
  )
}

/** Entries of subjectAltName; Node quotes, as JSON, those that could be mistaken for several. */
function namesOf(
  { subjectAltName = '' }: X509Certificate,
  kind: 'DNS' | 'URI' | 'email',
): string[] {
  const entries = subjectAltName.matchAll(/(?:^|, )([\w ]+):("(?:\\.|[^"\\])*"|[^,]*)/g)
  return [...entries].flatMap(([, found, value = '']) =>
    found === kind ? [value.startsWith('"') ? String(JSON.parse(value)) : value] : [],
  )
}
