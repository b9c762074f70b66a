import { readFile } from 'node:fs/promises'
import type { KafkaConfig as KafkajsConfig } from 'kafkajs'
import type { Clock } from '../clock.ts'
import type { Outbound } from '../http/outbound.ts'
import type { KafkaSasl, KafkaTls } from '../kafka-config.ts'
import { obtainToken } from '../upstream/access-token.ts'

/** How connections to brokers are made and let in, in kafkajs's words. */
export type KafkaLogin = Pick<KafkajsConfig, 'ssl' | 'sasl'>

type Deps = { outbound: Pick<Outbound, 'request'>; clock: Pick<Clock, 'now'> }

/** @throws where a file cannot be read */
export async function openKafkaLogin(
  { tls, sasl }: { tls: KafkaTls | undefined; sasl: KafkaSasl | undefined },
  deps: Deps,
): Promise<KafkaLogin> {
  return {
    ...(tls ? { ssl: await sslOf(tls) } : {}),
    ...(sasl ? { sasl: saslOf(sasl, deps) } : {}),
  }
}

async function sslOf({ caFile, client }: KafkaTls): Promise<KafkajsConfig['ssl'] & object> {
  const read = (file: string) => readFile(file, 'utf8')
  return {
    minVersion: 'TLSv1.2',
    ...(caFile === undefined ? {} : { ca: [await read(caFile)] }),
    ...(client ? { cert: await read(client.certFile), key: await read(client.keyFile) } : {}),
  }
}

function saslOf(sasl: KafkaSasl, deps: Deps): NonNullable<KafkajsConfig['sasl']> {
  // `as`: kafkajs has a type for each of these, ours is their union
  if (sasl.mechanism !== 'oauthbearer') return sasl as NonNullable<KafkajsConfig['sasl']>
  // A new token each time a connection is made or its session ends: brokers close those whose token has ended.
  return { mechanism: 'oauthbearer', oauthBearerProvider: () => tokenFor(sasl, deps) }
}

/** @throws Error with what the authorization server said */
async function tokenFor(
  { clientId, clientSecret, tokenUrl, scope }: Extract<KafkaSasl, { mechanism: 'oauthbearer' }>,
  deps: Deps,
): Promise<{ value: string }> {
  const result = await obtainToken(
    { authorization: { method: 'client_secret_basic', clientId, clientSecret, dpop: false } },
    {
      issuer: tokenUrl,
      tokenEndpoint: tokenUrl,
      scopes: [scope ?? ''],
      foundIn: 'KAFKA_TOKEN_URL',
    },
    deps,
  )
  if (!result.ok) throw new Error(`No token for Kafka: ${result.reason}`)
  return { value: result.token.value }
}
