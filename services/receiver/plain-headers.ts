import type { RawRequest } from './adapters/adapter.ts'

/** Names of headers that hold secrets or signatures. */
const SECRET = /authorization|cookie|secret|token|signature|api-?key|password|client-cert/

/** The headers that may be kept and shown. `but`: the operator's own name for the header with the secret. */
export const plainHeaders = (
  { headers }: Pick<RawRequest, 'headers'>,
  but?: string,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === but || SECRET.test(name) ? [] : [[name, value] as const],
    ),
  )

/** The header that the operator said holds the secret, where it is none of the usual ones. */
export const secretHeaderOf = (
  settings: {
    header?: string | undefined
    scheme?: { type: string; header?: string } | undefined
  } = {},
): string | undefined => settings.header ?? settings.scheme?.header
