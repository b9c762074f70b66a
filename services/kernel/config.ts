import { isIP, BlockList } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Issuer } from '../../schemas/metadata.ts'

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

/** True for a host name or address that only this machine reaches. */
export const isLoopback = (host: string): boolean =>
  LOOPBACK_NAMES.has(host) || (isIP(host) === 4 && host.startsWith('127.'))

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
  KAFKA_BROKERS: list
    .pipe(z.array(z.string()).min(1))
    .optional()
    .describe('host:port, comma separated; without it the bus is in this process'),
  KAFKA_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(32)
    .describe('Partitions of new topics'),
  KAFKA_REPLICATION: z.coerce
    .number()
    .int()
    .min(1)
    .max(9)
    .default(1)
    .describe('Replicas of new topics'),
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
  PUSH_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(15_000)
    .describe('Deadline of one push'),
})

export type Config = {
  port: number
  host: string
  /** `iss` of every SET; undefined until the port is known where it is 0 and no issuer is configured. */
  issuer: string
  /** True on embedded defaults: no issuer configured, loopback only, sample app subscribed. */
  isLocal: boolean
  dataDir: string
  databaseUrl: string | undefined
  kafka: { brokers: string[]; partitions: number; replication: number } | undefined
  masterKey: string | undefined
  adminToken: string | undefined
  log: { level: string; file: string | undefined }
  outbound: { allow: string[]; caFile: string | undefined }
  bodyLimitBytes: number
  pushTimeoutMs: number
}

/** @throws once, listing every bad variable; values are not told, for they may be secrets */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Env.safeParse(given)
  const mistakes = (parsed.error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )
  mistakes.push(...conflicts(given))
  if (!parsed.success || mistakes.length > 0)
    throw new Error(`Bad configuration:\n${mistakes.map((one) => `  ${one}`).join('\n')}`)
  return toConfig(parsed.data)
}

type EnvValues = z.infer<typeof Env>

/** What does not fit together. Of the values as they were given, since zod does not come to it where one of them is bad. */
function conflicts({
  ISSUER,
  HOST = '127.0.0.1',
  DATABASE_URL,
  MASTER_KEY,
}: Record<string, string | undefined>): string[] {
  const found: string[] = []
  if (ISSUER === undefined && !isLoopback(HOST))
    found.push(
      `ISSUER: is required when HOST (${HOST}) is not loopback: set it to the hub's public https address`,
    )
  if (DATABASE_URL !== undefined && MASTER_KEY === undefined)
    found.push('MASTER_KEY: is required with DATABASE_URL: make one with `openssl rand -base64 32`')
  return found
}

function toConfig(env: EnvValues): Config {
  const isLocal = env.ISSUER === undefined
  const dataDir = resolve(env.DATA_DIR)
  const logFile = env.LOG_FILE ?? (isLocal ? join(dataDir, 'hub.log') : '-')
  const loopback =
    isLocal || isLoopback(new URL(env.ISSUER ?? '').hostname) ? ['127.0.0.0/8', '::1/128'] : []
  return {
    port: env.PORT,
    host: env.HOST,
    issuer: env.ISSUER ?? `http://localhost:${String(env.PORT)}`,
    isLocal,
    dataDir,
    databaseUrl: env.DATABASE_URL,
    kafka: env.KAFKA_BROKERS && {
      brokers: env.KAFKA_BROKERS,
      partitions: env.KAFKA_PARTITIONS,
      replication: env.KAFKA_REPLICATION,
    },
    masterKey: env.MASTER_KEY,
    adminToken: env.ADMIN_TOKEN,
    log: { level: env.LOG_LEVEL, file: logFile === '-' ? undefined : logFile },
    outbound: { allow: [...loopback, ...env.OUTBOUND_ALLOW], caFile: env.OUTBOUND_CA_FILE },
    bodyLimitBytes: env.BODY_LIMIT_BYTES,
    pushTimeoutMs: env.PUSH_TIMEOUT_MS,
  }
}

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
