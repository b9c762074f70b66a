import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import type { z } from 'zod'
import { callersConflicts, toCallers, type CallersConfig } from './callers-config.ts'
import { consoleConflicts, toConsole, type ConsoleConfig } from './console-config.ts'
import { Env } from './env.ts'
import { kafkaConflicts, toKafka, type KafkaConfig } from './kafka-config.ts'
import { toUpkeep, type UpkeepConfig } from './upkeep-config.ts'

export { Env } from './env.ts'

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

/** True for a host name or address that only this machine reaches. */
export const isLoopback = (host: string): boolean =>
  LOOPBACK_NAMES.has(host) || (isIP(host) === 4 && host.startsWith('127.'))

export type Config = {
  port: number
  host: string
  /** `iss` of every SET; undefined until the port is known where it is 0 and no issuer is configured. */
  issuer: string
  /** True on embedded defaults: no issuer configured, loopback only, sample app subscribed. */
  isLocal: boolean
  dataDir: string
  databaseUrl: string | undefined
  kafka: KafkaConfig | undefined
  masterKey: string | undefined
  tls: { certFile: string; keyFile: string } | undefined
  trustedProxies: string[]
  adminToken: string | undefined
  callers: CallersConfig
  console: ConsoleConfig
  upkeep: UpkeepConfig
  log: { level: string; file: string | undefined }
  outbound: { allow: string[]; caFile: string | undefined }
  bodyLimitBytes: number
  pushTimeoutMs: number
  pollTimeoutMs: number
  maxStreams: number
  maxSubjects: number
  minVerificationIntervalSeconds: number
  inactivityTimeoutSeconds: number | undefined
  /** undefined = never */
  pauseFailingAfterHours: number | undefined
  /** 0 = what sources sent is not kept */
  originalRetentionDays: number
  /** undefined = never */
  alertFailingAfterMinutes: number | undefined
  /** undefined = any number */
  holdMaxSets: number | undefined
  /** undefined = for ever */
  holdMaxDays: number | undefined
  subjectRemovalGraceSeconds: number
  incidentWindowSeconds: number
  criticalSubjectMembers: string[]
  signingKeyDays: number
  keyOverlapSeconds: number
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
function conflicts(given: Record<string, string | undefined>): string[] {
  const { ISSUER, HOST = '127.0.0.1', DATABASE_URL, MASTER_KEY } = given
  const { TLS_CERT_FILE, TLS_KEY_FILE } = given
  const found = [...consoleConflicts(given), ...callersConflicts(given), ...kafkaConflicts(given)]
  if (ISSUER === undefined && !isLoopback(HOST))
    found.push(
      `ISSUER: is required when HOST (${HOST}) is not loopback: set it to the hub's public https address`,
    )
  if ((TLS_CERT_FILE === undefined) !== (TLS_KEY_FILE === undefined))
    found.push('TLS_CERT_FILE, TLS_KEY_FILE: go together')
  if (DATABASE_URL !== undefined && MASTER_KEY === undefined)
    found.push('MASTER_KEY: is required with DATABASE_URL: make one with `openssl rand -base64 32`')
  return found
}

function toConfig(env: EnvValues): Config {
  const isLocal = env.ISSUER === undefined
  const dataDir = resolve(env.DATA_DIR)
  const loopback =
    isLocal || isLoopback(new URL(env.ISSUER ?? '').hostname) ? ['127.0.0.0/8', '::1/128'] : []
  return {
    port: env.PORT,
    host: env.HOST,
    issuer: env.ISSUER ?? localIssuer(env.PORT, env.TLS_CERT_FILE !== undefined),
    isLocal,
    dataDir,
    databaseUrl: env.DATABASE_URL,
    kafka: toKafka(env),
    masterKey: env.MASTER_KEY,
    tls: tlsOf(env),
    trustedProxies: env.TRUSTED_PROXIES,
    adminToken: env.ADMIN_TOKEN,
    callers: toCallers(env),
    console: toConsole(env),
    upkeep: toUpkeep(env),
    log: { level: env.LOG_LEVEL, file: logFileOf(env, dataDir) },
    outbound: { allow: [...loopback, ...env.OUTBOUND_ALLOW], caFile: env.OUTBOUND_CA_FILE },
    bodyLimitBytes: env.BODY_LIMIT_BYTES,
    pushTimeoutMs: env.PUSH_TIMEOUT_MS,
    pollTimeoutMs: env.POLL_TIMEOUT_MS,
    ...streamRules(env),
    originalRetentionDays: env.ORIGINAL_RETENTION_DAYS,
    incidentWindowSeconds: env.INCIDENT_WINDOW_SECONDS,
    signingKeyDays: env.SIGNING_KEY_DAYS,
    keyOverlapSeconds: env.KEY_OVERLAP_SECONDS,
  }
}

/** What holds for every stream. */
const streamRules = (env: EnvValues) => ({
  maxStreams: env.MAX_STREAMS,
  maxSubjects: env.MAX_SUBJECTS,
  minVerificationIntervalSeconds: env.MIN_VERIFICATION_INTERVAL_SECONDS,
  inactivityTimeoutSeconds: env.INACTIVITY_TIMEOUT_SECONDS,
  pauseFailingAfterHours: env.PAUSE_FAILING_AFTER_HOURS,
  alertFailingAfterMinutes: env.ALERT_FAILING_AFTER_MINUTES,
  holdMaxSets: env.HOLD_MAX_SETS || undefined,
  holdMaxDays: env.HOLD_MAX_DAYS || undefined,
  subjectRemovalGraceSeconds: env.SUBJECT_REMOVAL_GRACE_SECONDS,
  criticalSubjectMembers: env.CRITICAL_SUBJECT_MEMBERS,
})

/** Standard output where it is undefined. */
function logFileOf({ LOG_FILE, ISSUER }: EnvValues, dataDir: string): string | undefined {
  const file = LOG_FILE ?? (ISSUER === undefined ? join(dataDir, 'hub.log') : '-')
  return file === '-' ? undefined : file
}

/** The issuer of a hub that has none configured. */
export const localIssuer = (port: number, isTls: boolean): string =>
  `${isTls ? 'https' : 'http'}://localhost:${String(port)}`

const tlsOf = ({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }: EnvValues): Config['tls'] =>
  certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined
