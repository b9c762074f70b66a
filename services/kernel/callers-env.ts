import { z } from 'zod'

/** The part of the environment that says how callers prove who they are, and how often strangers may fail to. */
export const CALLERS_ENV = {
  CLIENT_CERTIFICATE_FROM: z
    .string()
    .regex(/^[\w-]+$/, 'must be tls or the name of a header')
    .optional()
    .describe(
      'Where OAuth clients show certificates (RFC 8705): tls = the hub asks for one, or the header in which a trusted proxy passes it',
    ),
  CLIENT_CERTIFICATE_CA_FILE: z
    .string()
    .optional()
    .describe('PEM file of the authorities that tls_client_auth trusts'),
  DPOP_NONCES: z
    .enum(['off', 'required'])
    .default('off')
    .describe("required: DPoP proofs carry a nonce of the hub's (RFC 9449 §8, §9)"),
  FAILED_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(0)
    .default(6_000)
    .describe(
      'Requests without valid credentials that one address may make a minute; then it is answered 429; 0 = no limit',
    ),
}
export type CallersEnv = z.infer<z.ZodObject<typeof CALLERS_ENV>>
