import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { Issuer } from '../../schemas/metadata.ts'
import { CALLERS_ENV } from './callers-env.ts'
import { CONSOLE_ENV } from './console-env.ts'
import { KAFKA_ENV } from './kafka-env.ts'
import { neverAtZero, UPKEEP_ENV } from './upkeep-env.ts'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

const cidr = z
  .string()
  .refine(isCidr, { error: 'must be a network such as 10.0.0.0/8 or an IP address' })

/** The environment, one line a variable; .env.example holds the same names. */
export const Env = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .describe('Port to listen on; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  TLS_CERT_FILE: z
    .string()
    .optional()
    .describe(
      'PEM certificate chain; with TLS_KEY_FILE the hub serves https itself (TLS 1.2 and 1.3)',
    ),
  TLS_KEY_FILE: z.string().optional().describe('PEM private key of TLS_CERT_FILE'),
  TRUSTED_PROXIES: list
    .pipe(z.array(cidr))
    .default([])
    .describe(
      'Proxies in front of the hub whose X-Forwarded-* headers are believed, comma separated',
    ),
  ISSUER: Issuer.optional().describe('Public https address of this hub: the iss of every SET'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the embedded database, keys and log'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must start with postgresql://' })
    .optional()
    .describe('PostgreSQL to use in place of the embedded one'),
  ...KAFKA_ENV,
  MASTER_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, {
      error: 'must be 32 bytes in base64',
    })
    .optional()
    .describe(
      'Seals secrets in the database; made in DATA_DIR if absent and the database is embedded',
    ),
  ADMIN_TOKEN: z
    .string()
    .min(32)
    .optional()
    .describe('A token of the admin API, besides those in the database'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged'),
  LOG_FILE: z.string().optional().describe('File for JSON logs; "-" is standard output'),
  OUTBOUND_ALLOW: list
    .pipe(z.array(cidr))
    .default([])
    .describe(
      'Networks that pushes and fetches may reach although they are not public, comma separated',
    ),
  OUTBOUND_CA_FILE: z
    .string()
    .optional()
    .describe('PEM file of private trust anchors for outgoing TLS'),
  BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(16_777_216)
    .default(262_144)
    .describe('Largest request body'),
  POLL_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(300_000)
    .default(30_000)
    .describe('How long a long poll waits'),
  MAX_STREAMS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(10)
    .describe('Streams one subscriber may have'),
  MAX_SUBJECTS: z.coerce
    .number()
    .int()
    .min(0)
    .default(1_000_000)
    .describe('Subjects one stream may name'),
  MIN_VERIFICATION_INTERVAL_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Least time between verification requests of a stream; 0 = none'),
  INACTIVITY_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .optional()
    .describe(
      'A stream that its subscriber has not used for this long is paused; without it, never',
    ),
  PAUSE_FAILING_AFTER_HOURS: z.coerce
    .number()
    .int()
    .min(0)
    .max(8_760)
    .default(72)
    .transform(neverAtZero)
    .describe('A stream to which nothing got through for this long is paused; 0 = never'),
  ALERT_FAILING_AFTER_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .max(525_600)
    .default(60)
    .transform(neverAtZero)
    .describe('A stream to which nothing got through for this long is an alert; 0 = never'),
  HOLD_MAX_SETS: z.coerce
    .number()
    .int()
    .min(0)
    .default(1_000_000)
    .describe(
      'SETs that one stream is owed at most; beyond it the oldest are dropped; 0 = any number',
    ),
  HOLD_MAX_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_650)
    .default(30)
    .describe('How long a SET that is owed is held at most; older ones are dropped; 0 = for ever'),
  SUBJECT_REMOVAL_GRACE_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .default(3_600)
    .describe('How long events still go out about a subject that was removed from a stream'),
  INCIDENT_WINDOW_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(1_800)
    .describe('Signals about one principal that are no further apart belong to one incident'),
  CRITICAL_SUBJECT_MEMBERS: list
    .default([])
    .describe('Members of complex subjects that receivers must understand'),
  SIGNING_KEY_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .default(90)
    .describe('Age at which a signing key is replaced'),
  KEY_OVERLAP_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .default(3_600)
    .describe('How long a new signing key is published before it signs'),
  PUSH_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(15_000)
    .describe('Deadline of one push'),
  ORIGINAL_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_650)
    .default(30)
    .describe('How long what sources sent is kept in their own words, encrypted; 0 = not at all'),
  ...CALLERS_ENV,
  ...CONSOLE_ENV,
  ...UPKEEP_ENV,
})

function isCidr(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  if (prefix === undefined) return true
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4')
    return /^\d+$/.test(prefix)
  } catch {
    return false
  }
}
