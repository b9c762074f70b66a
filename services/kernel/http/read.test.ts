import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../../schemas/problem.ts'
import { createApp } from './app.ts'
import { jsonBody, readBody, readPath, readQuery } from './read.ts'

const Body = z.strictObject({ name: z.string().max(10), list: z.array(z.int()).optional() })
const Query = z.object({ limit: z.coerce.number().int().max(200).default(50) })
const Path = z.object({ id: z.uuid() })

const router = express.Router()
router.post(
  '/body',
  jsonBody(100_000),
  (request, response) => void response.json(readBody(request, Body)),
)
router.get('/query', (request, response) => void response.json(readQuery(request, Query)))
router.get('/path/:id', (request, response) => void response.json(readPath(request, Path)))
router.get(
  '/name/:name',
  (request, response) => void response.json(readPath(request, z.object({ name: z.string() }))),
)
const hub = supertest(createApp([router], { log: pino({ level: 'silent' }) }))

const detail = async (body: unknown): Promise<string> => {
  const response = await hub.post('/body').send(JSON.stringify(body)).expect(400)
  return Problem.parse(JSON.parse(response.text)).detail ?? ''
}

test('a body is read whatever its Content-Type says', async () => {
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded'])
    expect(
      (await hub.post('/body').set('content-type', type).send('{"name":"x"}').expect(200)).body,
    ).toEqual({ name: 'x' })
})

test('each member that does not fit is named, and no value is repeated', async () => {
  const said = await detail({ name: 'hunter2-hunter2', list: [1, 'hunter2', 3], extra: 1 })
  expect(said).toContain('name:')
  expect(said).toContain('list.1:')
  expect(said).toContain('extra')
  expect(said).not.toContain('hunter2')
})

test('a body full of mistakes gets a short answer', async () => {
  expect(
    (await detail({ name: 'x', list: Array.from({ length: 5_000 }, () => 'x') })).length,
  ).toBeLessThan(1_200)
  const names = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`${'n'.repeat(20)}${String(index)}`, 1]),
  )
  expect((await detail(names)).length).toBeLessThan(1_200)
})

test.each([[null], [[]], ['text'], [7]])('%j is no such body', async (body) => {
  expect(await detail(body)).toContain('body:')
})

test('no body is a mistake, not a crash', async () => {
  await hub.post('/body').expect(400)
})

test('the prototype is nobody’s to set', async () => {
  await hub
    .post('/body')
    .send('{"name":"x","__proto__":{"admin":true}}')
    .expect(({ body }) => {
      expect(body).not.toHaveProperty('admin')
    })
})

test('a query is read by its schema, and given twice it is a mistake', async () => {
  expect((await hub.get('/query').expect(200)).body).toEqual({ limit: 50 })
  expect((await hub.get('/query?limit=7').expect(200)).body).toEqual({ limit: 7 })
  await hub.get('/query?limit=999').expect(400)
  await hub.get('/query?limit=1&limit=2').expect(400)
  expect((await hub.get('/query?limit[$gt]=1').expect(200)).body).toEqual({ limit: 50 })
})

test('a name that cannot exist is not found', async () => {
  await hub.get('/path/b1a0d0fe-0000-4000-8000-000000000001').expect(200)
  await hub.get("/path/1'%20or%20'1'='1").expect(404)
})

test('text that PostgreSQL cannot hold is refused wherever it stands', async () => {
  expect(await detail({ name: 'a\u0000b' })).toContain('U+0000')
  expect(await detail({ name: '\ud800' })).toContain('U+0000')
  await hub.get('/query?limit=7&after=%00').expect(400)
  await hub.get('/name/ann').expect(200)
  await hub.get('/name/a%00b').expect(404)
})

test('no method is answered by Express itself', async () => {
  await hub.options('/query').expect(404)
})
