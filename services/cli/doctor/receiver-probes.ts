import type { SetErrorCode } from '../../../schemas/delivery.ts'
import { uriOf } from '../../../schemas/events/index.ts'
import type { Subject } from '../../../schemas/subject.ts'
import { signSet, type SigningKit } from '../set-kit.ts'
import type { Push } from './receiver-answer.ts'

/** What the pushes are made of: who signs, for whom, about whom. */
export type Bench = {
  kit: SigningKit
  /** Another key under the same `kid`: its signatures are forged. */
  forger: SigningKit
  issuer: string
  audience: string
  subject: Subject
  streamId: string
  authorization: string | undefined
  nowSeconds: number
}

/** A push that must be accepted, or refused: `fault` where the clause says MUST, else a note. */
export type Probe = {
  name: string
  clause: string
  level: 'MUST' | 'SHOULD'
  push(bench: Bench): Promise<Push>
} & ({ wants: 'accepted' } | { wants: 'refused'; codes: readonly SetErrorCode[] })

const REVOKED = uriOf('session-revoked')

const eventOf = ({ nowSeconds }: Bench) => ({
  event_timestamp: nowSeconds,
  initiating_entity: 'system',
  reason_admin: { en: 'ssf-hub doctor tries this receiver' },
})

/** A right SET's claims, with what a probe changes; undefined leaves a claim out. */
const claimsOf = (bench: Bench, changes: Record<string, unknown> = {}): object => ({
  iss: bench.issuer,
  aud: bench.audience,
  jti: crypto.randomUUID(),
  iat: bench.nowSeconds,
  txn: crypto.randomUUID(),
  sub_id: bench.subject,
  events: { [REVOKED]: eventOf(bench) },
  ...changes,
})

type Made = (bench: Bench) => string | Promise<string>
type Expected = Pick<Probe, 'level'> &
  ({ wants: 'accepted' } | { wants: 'refused'; codes: readonly SetErrorCode[] })

const probe = (name: string, clause: string, make: Made, expected: Expected): Probe => ({
  name,
  clause,
  ...expected,
  push: async (bench) => ({
    body: await make(bench),
    headers: { authorization: bench.authorization },
  }),
})

const ACCEPTED = { level: 'MUST', wants: 'accepted' } as const
const refused = (...codes: readonly SetErrorCode[]) =>
  ({ level: 'MUST', wants: 'refused', codes }) as const

const signed =
  (
    changes: (bench: Bench) => Record<string, unknown>,
    header: { typ?: string; kid?: string } = {},
  ): Made =>
  (bench) =>
    signSet(bench.kit, claimsOf(bench, changes(bench)), header)

const unsigned: Made = (bench) => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode({ alg: 'none', typ: 'secevent+jwt' })}.${encode(claimsOf(bench))}.`
}

/** Right bytes, then other claims in the middle. */
const tampered: Made = async (bench) => {
  const [header, , signature] = (await signSet(bench.kit, claimsOf(bench))).split('.')
  const payload = Buffer.from(JSON.stringify(claimsOf(bench))).toString('base64url')
  return [header, payload, signature].join('.')
}

const complexSubject = ({ subject }: Bench) => ({
  sub_id: { format: 'complex', user: subject, session: { format: 'opaque', id: 'ssf-hub-doctor' } },
})

export const ACCEPTED_PROBES: readonly Probe[] = [
  probe(
    'a session-revoked',
    'RFC 8935 §2.2',
    signed(() => ({})),
    ACCEPTED,
  ),
  probe(
    'a verification without state',
    'SSF 1.0 §8.1.4.1',
    signed(({ streamId }) => ({
      sub_id: { format: 'opaque', id: streamId },
      events: { [uriOf('verification')]: {} },
    })),
    ACCEPTED,
  ),
  probe(
    'claims and members that nobody knows',
    'SSF 1.0 §4.2.3',
    signed((bench) => ({
      x_doctor: { a: 1 },
      events: { [REVOKED]: { ...eventOf(bench), x_doctor: [true] } },
    })),
    ACCEPTED,
  ),
  probe('a complex subject', 'SSF 1.0 §3.3', signed(complexSubject), ACCEPTED),
  probe(
    'an audience in a list',
    'SSF 1.0 §4.1.8',
    signed(({ audience }) => ({ aud: [audience] })),
    ACCEPTED,
  ),
  probe(
    'an event type that nobody knows',
    'common practice',
    signed(() => ({
      events: { 'https://schemas.example.com/secevent/event-type/unknown-to-everyone': {} },
    })),
    { level: 'SHOULD', wants: 'accepted' },
  ),
]

export const REFUSED_PROBES: readonly Probe[] = [
  probe(
    'a forged signature',
    'RFC 8935 §2.4',
    (bench) => signSet(bench.forger, claimsOf(bench)),
    refused('invalid_key', 'authentication_failed'),
  ),
  probe(
    'claims changed after signing',
    'RFC 8935 §2.4',
    tampered,
    refused('invalid_key', 'authentication_failed'),
  ),
  probe(
    'a key that was never published',
    'RFC 8935 §2.4',
    (bench) => signSet({ ...bench.forger, kid: 'nobody-knows' }, claimsOf(bench)),
    refused('invalid_key', 'authentication_failed'),
  ),
  probe(
    'no signature (alg none)',
    'CAEP Interop 1.0 §2.6',
    unsigned,
    refused('invalid_key', 'invalid_request', 'authentication_failed'),
  ),
  probe(
    'another issuer',
    'SSF 1.0 §4.1.6',
    signed(() => ({ iss: 'https://somebody-else.example.com' })),
    refused('invalid_issuer', 'invalid_key'),
  ),
  probe(
    'another audience',
    'SSF 1.0 §4.1.8',
    signed(() => ({ aud: 'https://somebody-else.example.com' })),
    refused('invalid_audience'),
  ),
  probe(
    'typ is JWT',
    'SSF 1.0 §4.1.1',
    signed(() => ({}), { typ: 'JWT' }),
    refused('invalid_request'),
  ),
  probe(
    'sub is present',
    'SSF 1.0 §4.1.2',
    signed(() => ({ sub: 'jane' })),
    { ...refused('invalid_request'), level: 'SHOULD' },
  ),
  probe(
    'exp is present',
    'SSF 1.0 §4.1.7',
    signed(({ nowSeconds }) => ({ exp: nowSeconds + 3_600 })),
    { ...refused('invalid_request'), level: 'SHOULD' },
  ),
  probe(
    'exp has passed',
    'RFC 7519 §4.1.4',
    signed(({ nowSeconds }) => ({ exp: nowSeconds - 3_600 })),
    refused('invalid_request', 'invalid_key'),
  ),
  probe(
    'no jti',
    'RFC 8417 §2.2',
    signed(() => ({ jti: undefined })),
    refused('invalid_request'),
  ),
  probe(
    'no iat',
    'RFC 8417 §2.2',
    signed(() => ({ iat: undefined })),
    refused('invalid_request'),
  ),
  probe(
    'no events',
    'RFC 8417 §2.2',
    signed(() => ({ events: {} })),
    refused('invalid_request'),
  ),
  probe(
    'an event that is no object',
    'RFC 8417 §2.2',
    signed(() => ({ events: { [REVOKED]: null } })),
    refused('invalid_request'),
  ),
  probe('not a JWT', 'RFC 8935 §2.4', () => 'this is no SET', refused('invalid_request')),
  probe('nothing at all', 'RFC 8935 §2.4', () => '', refused('invalid_request')),
]

/** Pushes that say something wrong outside the SET. */
export const CREDENTIAL_PROBES: readonly Probe[] = [
  {
    name: 'another Authorization header',
    clause: 'RFC 8935 §2.4',
    ...refused('authentication_failed', 'access_denied'),
    push: async (bench) => ({
      body: await signSet(bench.kit, claimsOf(bench)),
      headers: { authorization: 'Bearer ssf-hub-doctor-does-not-know-it' },
    }),
  },
  {
    name: 'no Authorization header',
    clause: 'RFC 8935 §2.4',
    ...refused('authentication_failed', 'access_denied'),
    push: async (bench) => ({ body: await signSet(bench.kit, claimsOf(bench)) }),
  },
]

export const repeatable = (bench: Bench): Promise<string> => signSet(bench.kit, claimsOf(bench))
