import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROLES } from '../services/hub.ts'
import { Env, loadConfig } from '../services/kernel/config.ts'

const Service = z.object({
  image: z.string(),
  build: z.object({ dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
})

const text = readFileSync(new URL('../docker-compose.yml', import.meta.url), 'utf8')
const compose = Compose.parse(parse(text, { merge: true }))
const ours = Object.entries(compose.services).filter(([, { build }]) => build !== undefined)

test('every role runs somewhere, once, from one image', () => {
  // The issuer's address serves streams and tokens, so one service has both roles.
  const roles = ours.flatMap(([, { command }]) => command ?? [])
  expect(roles.toSorted()).toEqual(ROLES.toSorted())
  for (const [name, { image, command }] of ours) {
    expect(image).toBe('ssf-hub')
    expect(command?.[0]).toBe(name)
  }
})

test('each waits for a healthy database and a healthy Kafka', () => {
  const healthy = { condition: 'service_healthy' }
  for (const [, service] of ours)
    expect(service.depends_on).toEqual({ postgres: healthy, kafka: healthy })
})

test('the hub knows every variable that it is given', () => {
  for (const [, { environment }] of ours)
    expect(Object.keys(environment).filter((name) => !(name in Env.shape))).toEqual([])
})

test('the hub accepts the environment that it is given', () => {
  const given = new Map([
    ['ISSUER', 'https://hub.example.com'],
    ['POSTGRES_PASSWORD', 'secret'],
    ['MASTER_KEY', Buffer.alloc(32).toString('base64')],
    ['ADMIN_TOKEN', 'a'.repeat(64)],
  ])
  for (const [, { environment }] of ours) {
    const env = Object.entries(environment).map(([name, value]) => [name, substitute(value, given)])
    expect(
      loadConfig(z.record(z.string(), z.string()).parse(Object.fromEntries(env))),
    ).toMatchObject({
      databaseUrl: 'postgresql://ssf_hub:secret@postgres:5432/ssf_hub',
      kafka: { brokers: ['kafka:9092'] },
      isLocal: false,
    })
  }
})

/** As Compose does: `${NAME:?…}` and `${NAME:-default}`. */
const substitute = (value: string, given: ReadonlyMap<string, string>): string =>
  value.replaceAll(
    /\$\{(\w+):([?-])([^}]*)\}/g,
    (_use, name: string, kind: string, rest: string) =>
      given.get(name) ?? (kind === '-' ? rest : ''),
  )

test('a missing secret stops it, and none has a default', () => {
  const secrets = text.match(/\$\{(POSTGRES_PASSWORD|MASTER_KEY|ADMIN_TOKEN|ISSUER)[^}]*\}/g) ?? []
  expect(secrets.length).toBeGreaterThanOrEqual(5)
  expect(secrets.filter((use) => !use.includes(':?'))).toEqual([])
})

test('ports are open to this machine alone, and every named volume is declared', () => {
  const services = Object.values(compose.services)
  const ports = services.flatMap((service) => service.ports ?? [])
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  const volumes = services.flatMap((service) => service.volumes ?? [])
  expect(volumes.map((volume) => volume.split(':')[0])).toEqual(Object.keys(compose.volumes))
})

test('the Kafka of the image is the one of the Maven artifacts', () => {
  const pom = readFileSync(new URL('../deploy/kafka/pom.xml', import.meta.url), 'utf8')
  const version = /<artifactId>kafka_2.13<\/artifactId>\s*<version>([^<]+)</.exec(pom)?.[1]
  expect(compose.services['kafka']?.image).toBe(`apache/kafka:${String(version)}`)
})
