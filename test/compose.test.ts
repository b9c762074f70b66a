import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROLES } from '../services/hub.ts'
import { Env, loadConfig } from '../services/kernel/config.ts'

const Environment = z.record(z.string(), z.string())
const Service = z.looseObject({
  image: z.string(),
  environment: Environment,
  healthcheck: z.looseObject({ test: z.array(z.string()) }),
  command: z.array(z.string()).optional(),
  depends_on: z
    .record(z.string(), z.object({ condition: z.literal('service_healthy') }))
    .optional(),
})
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
})

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8')
const text = await read('docker-compose.yml')
const { services, volumes } = Compose.parse(parse(text, { merge: true }))
const hubs = Object.entries(services).filter(([, { image }]) => image.startsWith('ssf-hub'))

/** Every `${NAME…}` of the file: what is required (`:?`) and what has a default (`:-`). */
const variables = [...text.matchAll(/\$\{(\w+)(:[?-])?([^}]*)\}/g)].map(([, name, kind, rest]) => ({
  name: name ?? '',
  kind,
  rest: rest ?? '',
}))

/** As Compose substitutes, with every required variable set. */
const substituted = (value: string, given: Readonly<Record<string, string>>): string =>
  value.replaceAll(/\$\{(\w+):[?-]([^}]*)\}/g, (_all, name: string, rest: string) =>
    given[name] === undefined ? rest : given[name],
  )

describe('docker-compose.yml', () => {
  test('runs every service of the hub, each by its own name, and nothing else of it', () => {
    expect(hubs.map(([name]) => name).toSorted()).toEqual([...ROLES].toSorted())
    for (const [name, { command }] of hubs) expect(command).toEqual([name])
  })

  test('asks for variables of the hub, and for the password of its database', () => {
    const known = new Set([...Object.keys(Env.shape), 'POSTGRES_PASSWORD'])
    expect(variables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  })

  test('has no secret of its own: who sets none is told which', () => {
    const required = variables.filter(({ kind }) => kind === ':?')
    expect(new Set(required.map(({ name }) => name))).toEqual(
      new Set(['ISSUER', 'POSTGRES_PASSWORD', 'MASTER_KEY', 'ADMIN_TOKEN']),
    )
    expect(required.every(({ rest }) => rest !== '')).toBe(true)
  })

  test.each(hubs)('gives %s an environment that the hub accepts', (_name, { environment }) => {
    expect(Object.keys(environment).filter((name) => !(name in Env.shape))).toEqual([])
    const given = {
      ISSUER: 'https://hub.example.com',
      POSTGRES_PASSWORD: 'secret',
      MASTER_KEY: Buffer.alloc(32).toString('base64'),
      ADMIN_TOKEN: 'a'.repeat(64),
    }
    const env = Object.entries(environment).map(([name, value]) => [
      name,
      substituted(value, given),
    ])
    const config = loadConfig(z.record(z.string(), z.string()).parse(Object.fromEntries(env)))
    expect(config).toMatchObject({
      databaseUrl: 'postgresql://ssf_hub:secret@postgres:5432/ssf_hub',
      kafka: { brokers: ['kafka:9092'] },
      isLocal: false,
    })
  })

  test.each(hubs)(
    'starts %s after what it needs, and watches whether it is ready',
    (_name, hub) => {
      expect(Object.keys(hub.depends_on ?? {})).toEqual(['postgres', 'kafka'])
      expect(hub.healthcheck.test.join(' ')).toContain('/health/ready')
    },
  )

  test('keeps the data of PostgreSQL and Kafka in volumes that it declares', () => {
    for (const name of ['postgres', 'kafka']) {
      const mounts = z.array(z.string()).parse(services[name]?.['volumes'])
      expect(mounts.map((mount) => mount.split(':')[0])).toEqual([name])
      expect(volumes).toHaveProperty(name)
    }
  })

  test('takes the release of Kafka that runs without Docker', async () => {
    const pom = await read('deploy/kafka/pom.xml')
    const [, version] = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)/.exec(pom) ?? []
    expect(services['kafka']?.image).toBe(`apache/kafka:${String(version)}`)
  })
})
