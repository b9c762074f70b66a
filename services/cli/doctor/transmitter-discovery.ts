import { isObject } from '../../../schemas/json.ts'
import { TransmitterMetadata } from '../../../schemas/metadata.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { errorText } from '../../kernel/errors.ts'
import { isLoopback } from '../../kernel/config.ts'
import { readKeySet, type KeySet } from '../../kernel/set/key-set.ts'
import type { Io } from '../io.ts'
import { fetchJson, metadataUrl } from '../issuer-keys.ts'
import type { Finding } from './finding.ts'
import { okIf, tried } from './visit.ts'

type Discovered = {
  findings: Finding[]
  metadata?: TransmitterMetadata
  keys?: KeySet | undefined
}

/** What a transmitter publishes: metadata and keys. Without readable metadata there is nothing more to see. */
export async function examineDiscovery(io: Io, issuer: string): Promise<Discovered> {
  const url = metadataUrl(issuer)
  const name = 'publishes its metadata'
  const told = await fetchJson(io, url).catch(errorText)
  const parsed = TransmitterMetadata.safeParse(told)
  if (!parsed.success) {
    const seen = typeof told === 'string' ? told : `${url}: ${reasonOf(parsed.error)}`
    return { findings: [{ name, clause: 'SSF 1.0 §7.1', verdict: 'fault', seen }] }
  }
  const metadata = parsed.data
  const { findings, keys } = await examineKeys(io, metadata)
  return {
    metadata,
    keys,
    findings: [
      { name, clause: 'SSF 1.0 §7.2', verdict: 'ok', seen: url },
      ...aboutIssuer(issuer, metadata),
      ...aboutMembers(told, metadata),
      ...findings,
    ],
  }
}

const aboutIssuer = (issuer: string, metadata: TransmitterMetadata): Finding[] => [
  {
    name: 'names itself as it was asked',
    clause: 'SSF 1.0 §7.2.4',
    ...okIf(metadata.issuer === issuer, `issuer ${metadata.issuer}`),
  },
  {
    name: 'uses https',
    clause: 'SSF 1.0 §7.1',
    ...okIf(
      issuer.startsWith('https:'),
      new URL(issuer).protocol,
      isLoopback(new URL(issuer).hostname) ? 'note' : 'fault',
    ),
  },
]

const INTEROP = [
  'jwks_uri',
  'configuration_endpoint',
  'status_endpoint',
  'verification_endpoint',
  'authorization_schemes',
] as const

const METHODS = ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936']

function aboutMembers(told: unknown, metadata: TransmitterMetadata): Finding[] {
  const missing = INTEROP.filter((name) => metadata[name] === undefined)
  const empty = Object.entries(isObject(told) ? told : {}).filter(
    ([, value]) => value === null || (Array.isArray(value) && value.length === 0),
  )
  const unsupported = METHODS.filter((one) => !metadata.delivery_methods_supported?.includes(one))
  const listed = (names: readonly string[]) =>
    names.length === 0 ? 'all there' : `not there: ${names.join(', ')}`
  return [
    {
      name: 'has every endpoint that interoperability needs',
      clause: 'CAEP Interop 1.0 §2.3',
      ...okIf(missing.length === 0, listed(missing), 'note'),
    },
    {
      name: 'pushes and is polled',
      clause: 'CAEP Interop 1.0 §2.3.1',
      ...okIf(unsupported.length === 0, listed(unsupported), 'note'),
    },
    {
      name: 'leaves out what is empty',
      clause: 'SSF 1.0 §7.2.3',
      ...okIf(
        empty.length === 0,
        empty.length === 0 ? 'nothing empty' : `empty: ${empty.map(([name]) => name).join(', ')}`,
      ),
    },
    {
      name: 'says which version it speaks',
      clause: 'SSF 1.0 §7.1',
      ...okIf(
        metadata.spec_version === '1_0',
        `spec_version ${metadata.spec_version ?? 'absent: 1_0-ID1'}`,
        'note',
      ),
    },
  ]
}

async function examineKeys(io: Io, metadata: TransmitterMetadata): Promise<Discovered> {
  const { jwks_uri: url } = metadata
  if (url === undefined) return { findings: [] }
  let keys: KeySet | undefined
  const finding = await tried('publishes keys to verify with', 'SSF 1.0 §4.1.4', async () => {
    const told = await fetchJson(io, url)
    keys = readKeySet(told)
    const listed = isObject(told) && Array.isArray(told['keys']) ? told['keys'].length : 0
    const leftOut = keys?.leftOut ?? []
    if (!keys || listed === leftOut.length)
      return okIf(false, `no usable key: ${leftOut.join('; ') || 'not a JWK Set'}`)
    return okIf(
      leftOut.length === 0,
      leftOut.length === 0 ? `${listed} keys` : leftOut.join('; '),
      'note',
    )
  })
  return { findings: [finding], keys }
}
