import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { query } from '../support/upstream.ts'
import { connect, type Client, type Configuration } from './client.ts'

let hub: TestHub
let client: Client
let stream: Configuration
beforeAll(async () => {
  hub = await startHub({ INACTIVITY_TIMEOUT_SECONDS: '7200' })
  client = await connect(hub)
  stream = await client.stream()
})
afterAll(() => hub[Symbol.asyncDispose]())

const subject = { format: 'email', email: 'jane@example.com' }

const activities: [string, (id: string) => Promise<{ status: number }>][] = [
  ['reading the configuration', (id) => client.read(id)],
  ['PATCH', (id) => client.patch({ stream_id: id })],
  ['PUT', (id) => client.put({ stream_id: id })],
  ['reading the status', (id) => client.status(id)],
  ['changing the status', (id) => client.setStatus(id, 'enabled')],
  ['adding a subject', (id) => client.addSubject(id, subject)],
  ['removing a subject', (id) => client.removeSubject(id, subject)],
  ['asking for a verification', (id) => client.verify(id)],
  ['polling', () => client.poll(stream)],
]

test.each(activities)(
  '%s begins the time of inactivity anew [SSF §8.1.1 inactivity-restart]',
  async (_what, call) => {
    const id = stream.stream_id
    await query(hub, `update stream set active_at = now() - interval '1 hour' where id = $1`, [id])
    expect((await call(id)).status).toBeLessThan(300)
    const [found] = await query<{ age: number }>(
      hub,
      'select extract(epoch from now() - active_at)::int as age from stream where id = $1',
      [id],
    )
    expect(found?.age).toBeLessThan(60)
  },
)

test('the time is told with the stream', () => {
  expect(stream).toMatchObject({ inactivity_timeout: 7200 })
})
