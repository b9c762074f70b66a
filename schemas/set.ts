import { z } from 'zod'
import { checkSubjectFormat, parseEvent } from './events/index.ts'
import { isObject, jsonFault } from './json.ts'
import { reasonOf } from './reason.ts'
import { LooseSubject } from './subject.ts'

const forbidden = (name: string, clause: string) =>
  z.never({ error: `"${name}" is forbidden (SSF 1.0 ${clause})` }).optional()

/** Seconds since the epoch; RFC 7519 §2 lets a NumericDate have a fraction. The limit is JavaScript's last date. */
export const NumericDate = z.number().min(0).max(8.64e12)

/** Any event type: a URI (RFC 8417 §2.2). */
export const EventUri = z
  .string()
  .max(1024)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, 'an event type is a URI (RFC 8417 §2.2)')
  .meta({ id: 'EventUri' })

const audience = z.string().min(1).max(2048)

/** The claims of a Security Event Token as SSF 1.0 §4.1 profiles it. Unknown claims are kept. */
export const SetClaims = z
  .looseObject({
    iss: z.string().min(1).max(2048),
    jti: z.string().min(1).max(512),
    iat: NumericDate.describe('Seconds since the epoch'),
    aud: z.union([audience, z.array(audience).min(1).max(100)]),
    txn: z.string().min(1).max(512).optional(),
    sub_id: LooseSubject,
    events: z
      .record(EventUri, z.looseObject({}))
      .refine((events) => Object.keys(events).length === 1, {
        error: 'a SET holds exactly one event (SSF 1.0 §4.2.1)',
      })
      .meta({ minProperties: 1, maxProperties: 1 }),
    sub: forbidden('sub', '§4.1.2'),
    exp: forbidden('exp', '§4.1.7'),
  })
  .superRefine((claims, context) => {
    const fault = jsonFault(claims)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })
  .meta({ id: 'SetClaims' })
export type SetClaims = z.infer<typeof SetClaims>

/** The JOSE header of a SET (RFC 8417 §2.3); which algorithms are accepted is the verifier's to say. */
export const SetHeader = z
  .looseObject({
    typ: z.string().regex(/^(application\/)?secevent\+jwt$/i, 'must be secevent+jwt'),
    alg: z.string().min(1).max(64),
    kid: z.string().max(512).optional(),
  })
  .meta({ id: 'SetHeader' })
export type SetHeader = z.infer<typeof SetHeader>

export type ParsedSet =
  | { ok: true; claims: SetClaims; type: string; payload: Record<string, unknown> }
  | { ok: false; reason: string }

/** A SET's claims with their one event: the profile, the event's own schema, and which subjects it allows. */
export function parseSet(claims: unknown): ParsedSet {
  const early = earlyFault(claims)
  if (early) return { ok: false, reason: early }
  const parsed = SetClaims.safeParse(claims)
  if (!parsed.success) return { ok: false, reason: reasonOf(parsed.error) }
  const [type, payload] = Object.entries(parsed.data.events)[0] ?? ['', {}]
  const event = parseEvent(type, payload)
  if (!event.ok) return event
  const subject = checkSubjectFormat(type, parsed.data.sub_id)
  if (!subject.ok) return subject
  return { ok: true, claims: parsed.data, type, payload: event.payload }
}

const earlyFault = (claims: unknown): string | undefined =>
  isObject(claims) ? undefined : 'the claims of a SET are a JSON object'
