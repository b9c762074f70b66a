import type { CallersEnv } from './callers-env.ts'

export type CallersConfig = {
  /** undefined = no client certificates; `header` is in lower case and believed from trusted proxies alone. */
  certificates: { from: 'tls' | { header: string }; caFile: string | undefined } | undefined
  requiresDpopNonce: boolean
  /** undefined = no limit */
  failedRequestsPerMinute: number | undefined
}

/** What does not fit together, of the values as they were given. */
export function callersConflicts({
  CLIENT_CERTIFICATE_FROM: from,
  CLIENT_CERTIFICATE_CA_FILE: caFile,
  TLS_CERT_FILE,
  TRUSTED_PROXIES,
}: Record<string, string | undefined>): string[] {
  if (from === undefined)
    return caFile === undefined ? [] : ['CLIENT_CERTIFICATE_CA_FILE: needs CLIENT_CERTIFICATE_FROM']
  if (from.toLowerCase() === 'tls')
    return TLS_CERT_FILE === undefined
      ? ['CLIENT_CERTIFICATE_FROM: tls needs TLS_CERT_FILE: behind a proxy, name its header']
      : []
  return TRUSTED_PROXIES === undefined
    ? ['CLIENT_CERTIFICATE_FROM: a header needs TRUSTED_PROXIES: anybody can send one']
    : []
}

export function toCallers(env: CallersEnv): CallersConfig {
  const { CLIENT_CERTIFICATE_FROM: given, CLIENT_CERTIFICATE_CA_FILE: caFile } = env
  const from = given?.toLowerCase()
  return {
    certificates: from === undefined ? undefined : { from: fromOf(from), caFile },
    requiresDpopNonce: env.DPOP_NONCES === 'required',
    failedRequestsPerMinute: env.FAILED_REQUESTS_PER_MINUTE || undefined,
  }
}

const fromOf = (text: string): 'tls' | { header: string } =>
  text === 'tls' ? text : { header: text }
