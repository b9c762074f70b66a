import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { beforeEach, expect, test } from 'vitest'
import { Problem } from '../../../schemas/problem.ts'
import { createApp } from './app.ts'
import { requireBearer } from './bearer.ts'
import { jsonBody } from './read.ts'

const asked: string[] = []
beforeEach(() => void asked.splice(0))

const callers = requireBearer('ssf', async (token) => {
  asked.push(token)
  if (token === 'outage') throw new Error('the database is away')
  return token === 'good-token_1~2+3/4==' ? { name: 'app' } : undefined
})
const router = express.Router()
router.use('/guarded', callers.required, jsonBody(1_024))
router.all('/guarded', (request, response) => void response.json(callers.of(request)))
router.get('/open', (request, response) => void response.json(callers.of(request)))
const hub = supertest(createApp([router], { log: pino({ level: 'silent' }) }))

test.each([
  'Bearer good-token_1~2+3/4==',
  'bearer good-token_1~2+3/4==',
  'BEARER  good-token_1~2+3/4==',
])('a known token opens the door: %s', async (authorization) => {
  expect((await hub.get('/guarded').set({ authorization }).expect(200)).body).toEqual({
    name: 'app',
  })
})

test('an unknown token is told so (RFC 6750 §3.1)', async () => {
  const response = await hub.get('/guarded').set({ authorization: 'Bearer other' }).expect(401)
  expect(response.headers['www-authenticate']).toMatch(
    /^Bearer realm="ssf", error="invalid_token", error_description="[^"]+"$/,
  )
  expect(Problem.parse(JSON.parse(response.text))).toMatchObject({
    status: 401,
    type: 'urn:ssf-hub:problem:invalid_token',
  })
  expect(response.headers['cache-control']).toBe('no-store')
})

test.each([
  ['no header', {}],
  ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
  ['no token', { authorization: 'Bearer ' }],
  ['two tokens', { authorization: 'Bearer a b' }],
  ['a token with odd characters', { authorization: 'Bearer a,b' }],
])(
  'a request without a credential learns the scheme and no error (RFC 6750 §3): %s',
  async (_name, headers) => {
    const response = await hub.get('/guarded').set(headers).expect(401)
    expect(response.headers['www-authenticate']).toBe('Bearer realm="ssf"')
    expect(asked).toEqual([])
  },
)

test('a token in the query or in a form is not looked at', async () => {
  await hub.get('/guarded?access_token=good-token_1~2%2B3/4==').expect(401)
  await hub.post('/guarded').type('form').send('access_token=good-token_1~2%2B3/4==').expect(401)
})

test('the body of a stranger is not read', async () => {
  await hub.post('/guarded').send('x'.repeat(5_000)).expect(401)
  await hub
    .post('/guarded')
    .set({ authorization: 'Bearer good-token_1~2+3/4==' })
    .send(`"${'x'.repeat(5_000)}"`)
    .expect(413)
})

test('an outage is an outage, never a refusal', async () => {
  await hub.get('/guarded').set({ authorization: 'Bearer outage' }).expect(503)
})

test('a route that forgot its guard answers nobody', async () => {
  await hub.get('/open').expect(503)
})
