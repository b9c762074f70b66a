import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startSecureBroker, type SecureBroker } from '../../../test/support/secure-broker.ts'
import { systemClock } from '../clock.ts'
import { createOutbound } from '../http/outbound.ts'
import type { KafkaSasl, KafkaTls } from '../kafka-config.ts'
import { createKafkaBus } from './kafka.ts'
import { openKafkaLogin } from './kafka-login.ts'

const hasBroker = Boolean(process.env['KAFKA_BROKERS']) // where one can be started, so can another
if (!hasBroker) console.warn('SKIPPED: TLS and SASL with Kafka, for there is no broker')

const PATIENCE_MS = 60_000

describe.skipIf(!hasBroker)('a broker that wants TLS and a name', { timeout: 120_000 }, () => {
  let broker: SecureBroker
  const open = new AsyncDisposableStack()
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) })
  const outbound = open.adopt(createOutbound({ allow: ['127.0.0.0/8'], extraTrust: [] }), (one) =>
    one.close(),
  )
  beforeAll(async () => {
    broker = open.use(await startSecureBroker())
  }, 120_000)
  afterAll(() => open.disposeAsync())

  const trusting = (): KafkaTls => ({ caFile: broker.authority.certFile, client: undefined })
  const withPassword = (mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'): KafkaSasl => ({
    mechanism,
    username: broker.username,
    password: broker.password,
  })

  async function openBus(tls: KafkaTls | undefined, sasl: KafkaSasl | undefined) {
    return createKafkaBus({
      brokers: [sasl ? broker.saslBrokers : broker.mutualTlsBrokers],
      login: await openKafkaLogin({ tls, sasl }, { outbound, clock: systemClock }),
      log,
      prefix: `test-${randomUUID()}.`,
      partitions: 2,
      delayMs: () => 100,
    })
  }

  async function sendsAndGets(tls: KafkaTls | undefined, sasl: KafkaSasl | undefined) {
    const bus = await openBus(tls, sasl)
    const got: string[] = []
    const stop = new AbortController()
    const run = bus.consume(
      'ssf.signals',
      'group',
      async (batch) => void got.push(...batch.map(({ id }) => id)),
      stop.signal,
    )
    await vi.waitFor(() => bus.publish('ssf.signals', [{ key: 'key', id: 'one' }]), {
      timeout: PATIENCE_MS,
    })
    await vi.waitFor(
      () => {
        expect(new Set(got)).toEqual(new Set(['one']))
        expect(bus.health()).toEqual({ ok: true, detail: 'Kafka' })
      },
      { timeout: PATIENCE_MS },
    )
    stop.abort()
    await run
    await bus.close()
  }

  test.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
    'takes the hub’s name by %s, over TLS',
    async (mechanism) => {
      await sendsAndGets(trusting(), withPassword(mechanism))
      expect(lines.join('')).not.toContain(broker.password)
    },
  )

  test('takes a token of an authorization server (oauthbearer), over TLS', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization)
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          access_token: unsecuredToken('hub'),
          token_type: 'bearer',
          expires_in: 300,
        }),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo // of a TCP server
    await sendsAndGets(trusting(), {
      mechanism: 'oauthbearer',
      clientId: 'hub',
      clientSecret: 'itsSecret',
      tokenUrl: `http://127.0.0.1:${String(port)}/token`,
      scope: undefined,
    })
    server.close()
    expect(asked).toContain(`Basic ${Buffer.from('hub:itsSecret').toString('base64')}`)
    expect(lines.join('')).not.toContain('itsSecret')
  })

  test('takes the hub’s certificate', async () => {
    const { certFile, keyFile } = broker.authority.issue('DNS:hub')
    await sendsAndGets({ ...trusting(), client: { certFile, keyFile } }, undefined)
  })

  test.each([
    ['a wrong password', () => [trusting(), { ...withPassword('plain'), password: 'wrong-one' }]],
    [
      'another scram password',
      () => [trusting(), { ...withPassword('scram-sha-512'), password: 'wrong-one' }],
    ],
    [
      'a broker that nobody vouches for',
      () => [{ caFile: undefined, client: undefined }, withPassword('plain')],
    ],
    ['no certificate', () => [trusting(), undefined]],
  ] as [string, () => [KafkaTls, KafkaSasl | undefined]][])(
    'with %s nothing is sent, and health says why',
    async (_name, settings) => {
      const bus = await openBus(...settings())
      await vi.waitFor(
        () => {
          expect(bus.health()).toMatchObject({
            ok: false,
            detail: expect.stringMatching(/authentication|certificate|closed|ssl|disconnected/i),
          })
          expect(bus.health().detail).not.toContain('not asked yet')
        },
        { timeout: PATIENCE_MS },
      )
      await expect(bus.publish('ssf.signals', [{ key: 'key', id: 'one' }])).rejects.toThrow()
      await bus.close()
      expect(lines.join('')).not.toContain('wrong-one')
    },
  )
})

/** What Kafka's own validator takes unless it is told of keys: a JWT without a signature. */
function unsecuredToken(sub: string): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part({ sub, iat: now, exp: now + 300 })}.`
}
