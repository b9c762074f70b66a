import { expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub } from './support/hub.ts'
import { openHub } from '../services/hub.ts'
import { loadConfig } from '../services/kernel/config.ts'
import { startTransmitter } from './support/transmitter/index.ts'
import { connect, query } from './support/upstream.ts'

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

test('of several receivers one drives an upstream; when it ends, another goes on with the same stream', async () => {
  await using hub = await startHub()
  await using transmitter = await startTransmitter({ faults: { pollWaitMs: 200 } })
  const source = await connect(hub, transmitter)
  await source.healthy()
  const { id } = transmitter.stream()

  const config = loadConfig({ ...hub.environment, PORT: '0', ISSUER: hub.url })
  const second = await openHub(config, ['receiver'])
  const stopping = new AbortController()
  const running = second.run(stopping.signal)
  const owners = () =>
    query<{ owner: string }>(hub, 'select owner from upstream_drive where owner is not null')
  const [first] = await owners()
  // While both run, it stays with the first, whatever happens on it.
  const [before] = transmitter.emit({ type: REVOKED })
  await eventually(async () => {
    expect(transmitter.stream().acked).toContain(before)
    expect(await owners()).toEqual([first])
  })
  const asked = transmitter.seen.filter(({ path }) => path === '/api/stream').length
  await hub.stop()
  await eventually(async () => {
    expect((await owners())[0]?.owner).toBeDefined()
    expect((await owners())[0]?.owner).not.toBe(first?.owner)
  })
  const [jti] = transmitter.emit({ type: REVOKED })
  await eventually(() => {
    expect(transmitter.stream().acked).toContain(jti)
  })
  expect(transmitter.stream().id).toBe(id)
  // It was not even looked for.
  expect(transmitter.seen.filter(({ path }) => path === '/api/stream')).toHaveLength(asked)
  stopping.abort()
  await running
  await second.close()
})
