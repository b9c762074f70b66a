import { oneOf, text } from '../../search.ts'

export const KINDS = [
  'user',
  'device',
  'integration',
  'service_account',
  'session',
  'token',
  'tenant',
  'group',
  'org_unit',
] as const
export type PrincipalKind = (typeof KINDS)[number]

export type IdentitySearch = { kind?: PrincipalKind | undefined; q?: string | undefined }

/** Pure: what the address says of whom to show; what it says wrongly is not heard. */
export const readIdentitySearch = (given: Readonly<Record<string, unknown>>): IdentitySearch => ({
  ...oneOf(given, 'kind', KINDS),
  ...text(given, 'q', 2_048),
})
