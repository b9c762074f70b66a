import { expect, test } from 'vitest'
import { ingest, open, pressure, push, sources, stored } from './ingest.fixture.ts'

const hook = {
  eventType: 'com.okta.event_hook',
  data: {
    events: [
      { uuid: '1', eventType: 'user.session.clear', target: [{ id: '00u1', type: 'User' }] },
    ],
  },
}
const busy = { kind: 'backlog', reason: 'signals wait', retryAfterSeconds: 30 } as const

test('while the hub does not keep up, SETs and webhooks are answered 503 with Retry-After, and nothing is stored', async () => {
  pressure.set(busy)
  const hub = ingest()
  const answers = [
    await push(),
    await hub.post('/ingest/okta').set('Authorization', 'new-value').send(hook),
    await hub.post('/ingest/nobody').send({}),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('30')
    expect(answer.body).toMatchObject({ type: 'urn:ssf-hub:problem:unavailable' })
    expect(answer.text).not.toContain('signals wait')
  }
  expect(stored.size).toBe(0)
  pressure.set(undefined)
  expect((await push()).status).toBe(202)
})

test('a source that sends more than its rate is answered 429 with Retry-After; others are not, nor do strangers spend its share', async () => {
  sources.set('busy', {
    ...open,
    id: 'busy',
    kind: 'okta',
    issuer: 'https://acme.okta.example',
    secrets: ['it'],
    ratePerSecond: 1,
  })
  const now = new Date()
  const hub = ingest({ clock: { now: () => now } })
  const send = (id: string, secret: string) =>
    hub.post(`/ingest/${id}`).set('Authorization', secret).send(hook)
  for (let n = 0; n < 12; n++) expect((await send('busy', 'wrong')).status).toBe(401)
  for (let n = 0; n < 10; n++) expect((await send('busy', 'it')).status).toBe(204)
  const refused = await send('busy', 'it')
  expect(refused.status).toBe(429)
  expect(refused.headers['retry-after']).toBe('1')
  expect((await send('okta', 'new-value')).status).toBe(204)
})
