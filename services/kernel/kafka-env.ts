import { z } from 'zod'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/** The part of the environment that says where Kafka is and how it lets the hub in. */
export const KAFKA_ENV = {
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
  KAFKA_TLS: z
    .enum(['on', 'off'])
    .optional()
    .describe('on: the brokers speak TLS; the default where a file below is named'),
  KAFKA_CA_FILE: z
    .string()
    .optional()
    .describe('PEM file of the authorities that the brokers are trusted by; without it, the usual'),
  KAFKA_CERT_FILE: z
    .string()
    .optional()
    .describe('PEM certificate chain that the hub shows the brokers; with KAFKA_KEY_FILE'),
  KAFKA_KEY_FILE: z.string().optional().describe('PEM private key of KAFKA_CERT_FILE'),
  KAFKA_SASL: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'])
    .optional()
    .describe(
      'How the hub signs in at the brokers: plain, scram-sha-256, scram-sha-512, oauthbearer',
    ),
  KAFKA_USERNAME: z
    .string()
    .min(1)
    .optional()
    .describe('Name at the brokers; of oauthbearer the client id'),
  KAFKA_PASSWORD: z
    .string()
    .min(1)
    .optional()
    .describe('Password at the brokers; of oauthbearer the client secret'),
  KAFKA_TOKEN_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Token endpoint of oauthbearer (client credentials, RFC 6749 §4.4)'),
  KAFKA_TOKEN_SCOPE: z.string().min(1).optional().describe('Scope of that token'),
}
export type KafkaEnv = z.infer<z.ZodObject<typeof KAFKA_ENV>>
