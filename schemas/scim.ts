import { z } from 'zod'

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
/** Ours: who the user is in the identity graph, and which names an operator has to decide about. */
export const HUB_SCHEMA = 'urn:ssf-hub:scim:schemas:2.0:User'
export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error'
export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Entra sends "True" and "False". */
const boolean = z.preprocess(
  (value) =>
    typeof value === 'string' && /^(true|false)$/i.test(value)
      ? value.toLowerCase() === 'true'
      : value,
  z.boolean(),
)

const values = z
  .array(
    z.looseObject({
      value: z.string().max(1_024).optional(),
      type: z.string().max(256).optional(),
      primary: boolean.optional(),
    }),
  )
  .max(50)

/** What a client may say of a user (RFC 7643 §4.1); what the hub does not read is kept as it came. */
export const ScimUser = z.looseObject({
  userName: z.string().trim().min(1).max(512),
  externalId: z.string().min(1).max(512).optional(),
  displayName: z.string().max(512).optional(),
  active: boolean.default(true),
  name: z.looseObject({ formatted: z.string().max(1_024).optional() }).optional(),
  emails: values.optional(),
  phoneNumbers: values.optional(),
})
export type ScimUser = z.infer<typeof ScimUser>

/** RFC 7644 §3.5.2; `op` is written in any case by some, `value` is whatever fits the path. */
export const ScimPatch = z.looseObject({
  Operations: z
    .array(
      z.looseObject({
        op: z
          .string()
          .toLowerCase()
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().min(1).max(1_024).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(100),
})
export type ScimOperation = z.infer<typeof ScimPatch>['Operations'][number]

export const ScimUserPath = z.object({ id: z.uuid() })

/** Out of bounds is the nearest bound (RFC 7644 §3.4.2.4). */
const bounded = (least: number, most: number) =>
  z.coerce
    .number()
    .int()
    .transform((given) => Math.min(Math.max(given, least), most))

export const MOST_SCIM_RESULTS = 200
export const ScimQuery = z.object({
  filter: z.string().max(2_000).optional(),
  startIndex: bounded(1, 10_000_000).default(1),
  count: bounded(0, MOST_SCIM_RESULTS).default(100),
  attributes: z.string().max(2_000).optional(),
  excludedAttributes: z.string().max(2_000).optional(),
})
