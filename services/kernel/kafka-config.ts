import type { KafkaEnv } from './kafka-env.ts'

/** How the hub signs in at the brokers. */
export type KafkaSasl =
  | { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string }
  | {
      mechanism: 'oauthbearer'
      clientId: string
      clientSecret: string
      tokenUrl: string
      scope: string | undefined
    }

/** Files are PEM. */
export type KafkaTls = {
  caFile: string | undefined
  client: { certFile: string; keyFile: string } | undefined
}

export type KafkaConfig = {
  brokers: string[]
  partitions: number
  replication: number
  /** undefined = in clear */
  tls: KafkaTls | undefined
  sasl: KafkaSasl | undefined
}

type Given = Record<string, string | undefined>

/** What does not fit together, of the values as they were given. */
export function kafkaConflicts(given: Given): string[] {
  const settings = Object.keys(given).filter((name) =>
    /^KAFKA_(?!PARTITIONS|REPLICATION)/.test(name),
  )
  if (given['KAFKA_BROKERS'] === undefined)
    return settings.map((name) => `${name}: needs KAFKA_BROKERS`)
  return [...tlsConflicts(given), ...saslConflicts(given)]
}

function tlsConflicts(given: Given): string[] {
  const { KAFKA_TLS, KAFKA_CA_FILE, KAFKA_CERT_FILE, KAFKA_KEY_FILE } = given
  const found: string[] = []
  if ((KAFKA_CERT_FILE === undefined) !== (KAFKA_KEY_FILE === undefined))
    found.push('KAFKA_CERT_FILE, KAFKA_KEY_FILE: go together')
  if (KAFKA_TLS === 'off' && (KAFKA_CA_FILE ?? KAFKA_CERT_FILE) !== undefined)
    found.push('KAFKA_TLS: is off, and a certificate is named')
  return found
}

function saslConflicts(given: Given): string[] {
  const { KAFKA_SASL, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_TOKEN_URL, KAFKA_TOKEN_SCOPE } = given
  if (KAFKA_SASL === undefined) {
    const alone = { KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_TOKEN_URL, KAFKA_TOKEN_SCOPE }
    return Object.entries(alone).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: needs KAFKA_SASL`],
    )
  }
  const needed = { KAFKA_USERNAME, KAFKA_PASSWORD }
  const isOauth = KAFKA_SASL === 'oauthbearer'
  const missing = Object.entries(isOauth ? { ...needed, KAFKA_TOKEN_URL } : needed)
    .filter(([, value]) => value === undefined)
    .map(([name]) => `${name}: is required with KAFKA_SASL=${KAFKA_SASL}`)
  if (!isOauth && (KAFKA_TOKEN_URL ?? KAFKA_TOKEN_SCOPE) !== undefined)
    missing.push('KAFKA_TOKEN_URL, KAFKA_TOKEN_SCOPE: are for KAFKA_SASL=oauthbearer')
  return missing
}

export const toKafka = (env: KafkaEnv): KafkaConfig | undefined =>
  env.KAFKA_BROKERS && {
    brokers: env.KAFKA_BROKERS,
    partitions: env.KAFKA_PARTITIONS,
    replication: env.KAFKA_REPLICATION,
    tls: tlsOf(env),
    sasl: saslOf(env),
  }

function tlsOf(env: KafkaEnv): KafkaTls | undefined {
  const { KAFKA_TLS, KAFKA_CA_FILE: caFile, KAFKA_CERT_FILE, KAFKA_KEY_FILE } = env
  const isOn = KAFKA_TLS === 'on' || (caFile ?? KAFKA_CERT_FILE) !== undefined
  if (!isOn) return undefined
  const client =
    KAFKA_CERT_FILE !== undefined && KAFKA_KEY_FILE !== undefined
      ? { certFile: KAFKA_CERT_FILE, keyFile: KAFKA_KEY_FILE }
      : undefined
  return { caFile, client }
}

function saslOf(env: KafkaEnv): KafkaSasl | undefined {
  const { KAFKA_SASL: mechanism, KAFKA_USERNAME = '', KAFKA_PASSWORD = '' } = env // conflicts says where one is missing
  if (mechanism === undefined) return undefined
  if (mechanism !== 'oauthbearer')
    return { mechanism, username: KAFKA_USERNAME, password: KAFKA_PASSWORD }
  return {
    mechanism,
    clientId: KAFKA_USERNAME,
    clientSecret: KAFKA_PASSWORD,
    tokenUrl: env.KAFKA_TOKEN_URL ?? '',
    scope: env.KAFKA_TOKEN_SCOPE,
  }
}
