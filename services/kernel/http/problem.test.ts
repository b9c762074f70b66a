import express, { type RequestHandler } from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { Problem } from '../../../schemas/problem.ts'
import { ERROR_STATUS, HubError, type ErrorCode } from '../errors.ts'
import { createApp } from './app.ts'
import { jsonBody } from './read.ts'

/** A hub with one route that does this; `logged` collects its log. */
function hub(handle: RequestHandler, logged: string[] = []) {
  const router = express.Router()
  router.post('/x', jsonBody(1_024), handle)
  router.get('/x/:name', handle)
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  return supertest(createApp([router], { log }))
}
const throwing = (error: unknown, logged?: string[]) =>
  hub(() => {
    throw error
  }, logged)
const done: RequestHandler = (_request, response) => void response.json({ ok: true })

test.each(Object.entries(ERROR_STATUS))(
  '%s is answered as problem details with %i',
  async (code, status) => {
    const response = await throwing(new HubError(code as ErrorCode, 'what and why')).get('/x/1') // the keys of the table
    expect(response.status).toBe(status)
    expect(response.type).toBe('application/problem+json')
    expect(Problem.parse(JSON.parse(response.text))).toEqual({
      type: `urn:ssf-hub:problem:${code}`,
      title: code.replaceAll('_', ' '),
      status,
      detail: 'what and why',
    })
  },
)

test('when a retry makes sense is told in whole seconds', async () => {
  const response = await throwing(
    new HubError('too_many_requests', 'slower', { retryAfterSeconds: 1.2 }),
  ).get('/x/1')
  expect(response.headers['retry-after']).toBe('2')
})

test.each([
  ['an error', new Error('password=hunter2 at /srv/hub.ts')],
  ['a text', 'hunter2'],
  ['an error with an odd status', Object.assign(new Error('hunter2'), { status: 200 })],
])('%s that is ours is logged and explains nothing to the caller', async (_name, error) => {
  const logged: string[] = []
  const response = await throwing(error, logged).get('/x/1')
  expect(response.status).toBe(503)
  expect(response.headers['retry-after']).toBe('5')
  expect(response.text).not.toMatch(/hunter2|hub\.ts|at /)
  expect(logged.join('')).toContain('request failed')
})

test('what rejects is answered like what throws', async () => {
  await hub(async () => Promise.reject(new HubError('forbidden', 'no')))
    .get('/x/1')
    .expect(403)
})

test('nothing is there', async () => {
  const response = await hub(done).get('/nowhere').expect(404)
  expect(Problem.parse(JSON.parse(response.text)).detail).toBe('Nothing is at GET /nowhere')
  await hub(done).put('/x').expect(404)
})

test.each([
  ['bad JSON', '{"a":', {}, 400],
  ['a body that is too large', `"${'x'.repeat(2_000)}"`, {}, 413],
  ['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415],
  ['an unknown character set', '{}', { 'content-type': 'application/json; charset=latin-9' }, 415],
])('%s is the caller’s fault, without a stack trace', async (_name, body, headers, status) => {
  const logged: string[] = []
  const response = await hub(done, logged).post('/x').set(headers).send(body)
  expect(response.status).toBe(status)
  expect(response.type).toBe('application/problem+json')
  expect(response.text).not.toMatch(/ at |node_modules/)
  expect(logged).toEqual([])
})

test('a path that is no UTF-8 is a bad request', async () => {
  await hub(done).get('/x/%E0%A4%A').expect(400)
})

test('answers carry no fingerprint of the server, and may not be sniffed', async () => {
  const { headers } = await hub(done).get('/x/1').expect(200)
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('etag')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
})
