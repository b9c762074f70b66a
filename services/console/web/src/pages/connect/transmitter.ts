import type { components } from '../../../../../../schemas/generated/types.d.ts'

export type Authorization = components['schemas']['UpstreamAuthorization']
export type Probe = components['schemas']['TransmitterProbe']
export type Delivery = 'push' | 'poll'

/** The ways in that are typed here; a signed JWT's key is given by the API or the command line. */
export const METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'token',
] as const
export type Method = (typeof METHODS)[number]

/** What is typed of a transmitter. `secret` is the client's, or the token. */
export type Typed = {
  id: string
  issuer: string
  metadataUrl: string
  method: Method
  clientId: string
}

/** Pure: how the hub is let in (SSF 1.0 §7.1.1). */
export function authorizationOf({ method, clientId }: Typed, secret: string): Authorization {
  if (method === 'token') return { method, token: secret.trim() }
  const client = { clientId: clientId.trim() }
  return method === 'private_key_jwt'
    ? { method, ...client }
    : { method, ...client, clientSecret: secret.trim() }
}

const DELIVERIES: Readonly<Record<string, Delivery>> = {
  'urn:ietf:rfc:8935': 'push',
  'urn:ietf:rfc:8936': 'poll',
}

/** Pure: what the transmitter says it can, poll first: that needs no way in. Both where it does not say. */
export function deliveriesOf({ metadata }: Probe): readonly Delivery[] {
  const told = metadata?.['delivery_methods_supported']
  const offered = Array.isArray(told)
    ? told.flatMap((uri) => (typeof uri === 'string' ? (DELIVERIES[uri] ?? []) : []))
    : []
  const order = ['poll', 'push'] as const
  return offered.length === 0 ? order : order.filter((one) => offered.includes(one))
}

const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'
const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'

/** What may be asked for by a tick (CAEP 1.0 §3, RISC 1.0 §2). */
export const EVENT_TYPES: readonly string[] = [
  ...[
    'session-revoked',
    'token-claims-change',
    'credential-change',
    'assurance-level-change',
    'device-compliance-change',
    'session-established',
    'session-presented',
    'risk-level-change',
  ].map((name) => CAEP + name),
  ...[
    'account-credential-change-required',
    'account-purged',
    'account-disabled',
    'account-enabled',
    'identifier-changed',
    'identifier-recycled',
    'credential-compromise',
    'recovery-activated',
    'recovery-information-changed',
  ].map((name) => RISC + name),
]
