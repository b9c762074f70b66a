import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ingest, refusals, SET_TYPE, sign, stored } from './ingest.fixture.ts'

describe('bad credentials and unknown sources look the same', () => {
  const attempts: [string, string, Record<string, string>][] = [
    ['a SET source, wrong token', 'peer', { Authorization: 'Bearer wrong' }],
    ['a SET source, token without its scheme', 'peer', { Authorization: 'push-token' }],
    ['a SET source, no token', 'peer', {}],
    ['an Okta source, wrong value', 'okta', { Authorization: 'x' }],
    ['an Okta source, no value', 'okta', {}],
    ['a source without secrets', 'bare', { Authorization: '' }],
    ['a GitHub source, no signature', 'github', {}],
    [
      'a GitHub source, signature of another secret',
      'github',
      { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` },
    ],
    ['no source', 'nobody', {}],
    ['no source, with a token', 'nobody', { Authorization: 'Bearer push-token' }],
    ['no possible source', '%00', {}],
  ]

  test.each(attempts)('%s, sent as a SET', async (_, source, headers) => {
    const answer = await ingest()
      .post(`/ingest/${source}`)
      .set({ 'Content-Type': SET_TYPE, ...headers })
      .send(await sign())
    expect({
      status: answer.status,
      body: answer.body as unknown,
      language: answer.headers['content-language'],
    }).toEqual({
      status: 400, // RFC 8935 Figure 4
      body: { err: 'authentication_failed', description: 'The credentials are not accepted here' },
      language: 'en',
    })
    expect(refusals).toEqual(['authentication_failed'])
  })

  test.each(attempts)('%s, sent as JSON', async (_, source, headers) => {
    const answer = await ingest()
      .post(`/ingest/${source}`)
      .set({ 'Content-Type': 'application/json', ...headers })
      .send('{}')
    expect({ status: answer.status, type: answer.type }).toEqual({
      status: 401,
      type: 'application/problem+json',
    })
    expect(answer.body).toMatchObject({
      status: 401,
      detail: 'The credentials are not accepted here',
    })
    expect(stored.size).toBe(0)
  })
})

describe('an Okta event hook', () => {
  const hook = readFileSync(
    new URL('./adapters/fixtures/okta/session-clear.in.json', import.meta.url),
    'utf8',
  )
  // Our own fixture; its shape is that of the adapters' tests.
  const body = JSON.stringify((JSON.parse(hook) as { body: unknown }).body)
  const send = (authorization: string) =>
    ingest()
      .post('/ingest/okta')
      .set({ 'Content-Type': 'application/json', Authorization: authorization })
      .send(body)

  test.each(['old-value', 'new-value'])(
    'with the secret %s is answered 204 and stored once',
    async (secret) => {
      expect((await send(secret)).status).toBe(204)
      expect((await send(secret)).status).toBe(204)
      expect(stored.size).toBe(1)
    },
  )

  test('that is none is answered 400', async () => {
    const answer = await ingest()
      .post('/ingest/okta')
      .set({ Authorization: 'old-value' })
      .send({ hello: 1 })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      status: 400,
      detail: 'not the envelope of an Okta event hook',
    })
  })

  test('is verified by repeating the challenge', async () => {
    const answer = await ingest().get('/ingest/okta').set('X-Okta-Verification-Challenge', 'a"<b>')
    expect(answer.status).toBe(200)
    expect(answer.type).toBe('application/json')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.body).toEqual({ verification: 'a"<b>' })
  })

  test.each(['okta', 'github', 'peer', 'nobody'])(
    'GET of %s without a challenge finds nothing',
    async (source) => {
      expect((await ingest().get(`/ingest/${source}`)).status).toBe(404)
    },
  )

  test('GET of another kind of source with Okta’s challenge finds nothing', async () => {
    for (const source of ['github', 'peer', 'nobody', '%00'])
      expect(
        (await ingest().get(`/ingest/${source}`).set('X-Okta-Verification-Challenge', 'a')).status,
      ).toBe(404)
  })
})

describe('a GitHub delivery', () => {
  const body = '{ "action":"blocked", "blocked_user":{"id":7}, "organization":{"id":5} }'
  const send = (text = body, headers: Record<string, string> = {}) =>
    ingest()
      .post('/ingest/github')
      .set({
        'Content-Type': 'application/json',
        'X-GitHub-Event': 'org_block',
        'X-GitHub-Delivery': 'd-1',
        'X-Hub-Signature-256': `sha256=${createHmac('sha256', 'new-secret').update(text).digest('hex')}`,
        ...headers,
      })
      .send(text)

  test('is checked over its raw bytes, stored once however often it comes, and answered 204', async () => {
    expect((await send()).status).toBe(204)
    expect((await send()).status).toBe(204)
    expect([...stored.values()]).toMatchObject([{ vendorType: 'org_block.blocked' }])
  })

  test('of a ping is answered 204 and stores nothing', async () => {
    expect((await send('{"zen":"x"}', { 'X-GitHub-Event': 'ping' })).status).toBe(204)
    expect(stored.size).toBe(0)
  })

  test.each([
    ['that is no JSON', 'payload=%7B%7D', {}],
    ['without a delivery id', body, { 'X-GitHub-Delivery': '' }],
  ])('%s is answered 400', async (_, text, headers) => {
    expect((await send(text, headers)).status).toBe(400)
    expect(refusals).toEqual(['invalid_request'])
  })
})
