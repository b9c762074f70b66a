import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { ingest, open, refusals, sources, stored } from './ingest.fixture.ts'

const hmac = (secret: string, data: string) =>
  createHmac('sha256', secret).update(data).digest('hex')
const seconds = () => String(Math.floor(new Date().getTime() / 1_000))

beforeEach(() => {
  for (const kind of ['slack', 'zoom'] as const)
    sources.set(kind, {
      ...open,
      id: kind,
      kind,
      secrets: ['old-secret', 'new-secret'],
    })
})

const post = (
  vendor: 'slack' | 'zoom',
  body: object,
  secret = 'new-secret',
  sentAt = seconds(),
) => {
  const text = JSON.stringify(body)
  const brand = vendor === 'slack' ? 'X-Slack' : 'x-zm'
  return ingest()
    .post(`/ingest/${vendor}`)
    .set({
      'Content-Type': 'application/json',
      [`${brand}-Request-Timestamp`]: sentAt,
      [`${brand}-Signature`]: `v0=${hmac(secret, `v0:${sentAt}:${text}`)}`,
    })
    .send(text)
}

describe('Slack', () => {
  const challenge = {
    token: 'legacy',
    challenge: '3eZbrw1aB10FEMAGAZd4FyFQ',
    type: 'url_verification',
  }

  test('hears its challenge', async () => {
    const answer = await post('slack', challenge)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ challenge: '3eZbrw1aB10FEMAGAZd4FyFQ' })
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(stored.size).toBe(0)
  })

  test('hears nothing where the challenge is signed by another, or long ago', async () => {
    expect((await post('slack', challenge, 'another-secret')).status).toBe(401)
    expect((await post('slack', challenge, 'new-secret', '1700000000')).status).toBe(401)
    expect(refusals).toEqual(['authentication_failed', 'authentication_failed'])
  })

  test('finds us with its certificate check', async () => {
    expect((await ingest().get('/ingest/slack?ssl_check=1')).status).toBe(200)
    expect((await ingest().get('/ingest/slack')).status).toBe(404)
    expect((await ingest().get('/ingest/zoom?ssl_check=1')).status).toBe(404)
  })

  test('sends an event again, and it is stored once', async () => {
    const event = {
      type: 'event_callback',
      event_id: 'Ev1',
      event_time: 1_774_559_132,
      api_app_id: 'A1',
      team_id: 'T1',
      event: { type: 'tokens_revoked', tokens: { oauth: ['U1', 'U2'] } },
    }
    expect((await post('slack', event)).status).toBe(204)
    expect((await post('slack', event, 'old-secret')).status).toBe(204)
    expect(stored.size).toBe(2)
  })
})

describe('Zoom', () => {
  const validation = (plainToken: unknown) => ({
    event: 'endpoint.url_validation',
    event_ts: 1_774_559_132_159,
    payload: { plainToken },
  })

  test.each(['old-secret', 'new-secret'])(
    'hears its token signed by the secret it used: %s',
    async (secret) => {
      const answer = await post('zoom', validation('qgg8vlvZRS6UYooatFL8Aw'), secret)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({
        plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
        encryptedToken: hmac(secret, 'qgg8vlvZRS6UYooatFL8Aw'),
      })
    },
  )

  test('gets no signature over what could be an event', async () => {
    const answer = await post('zoom', validation(`v0:${seconds()}:{"event":"user.deleted"}`))
    expect(answer.text).toBe('')
    expect(answer.status).toBe(204)
  })

  test('gets none where the request is signed by another', async () => {
    const answer = await post('zoom', validation('qgg8vlvZRS6UYooatFL8Aw'), 'another-secret')
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('encryptedToken')
  })
})
