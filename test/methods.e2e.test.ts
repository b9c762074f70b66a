import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'
import { methodsOf, operations } from './support/openapi.ts'
import { openDirectory } from './support/scim.ts'

let hub: TestHub
const tokens: Record<string, string> = {}
beforeAll(async () => {
  hub = await startHub()
  const subscriber = await hub.admin.createSubscriber({
    name: 'M',
    audience: ['https://m.example'],
  })
  tokens['subscriberToken'] = subscriber.token
  const directory = await openDirectory(hub, { id: 'methods', issuer: 'https://m.idp.example' })
  tokens['directoryToken'] = directory.token
})
afterAll(() => hub[Symbol.asyncDispose]())

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']
const PATHS = [...new Set(operations.map(({ path }) => path))]

test.each(PATHS)(
  '%s answers other methods by 405 and those it has; without the token it wants, 401',
  async (path) => {
    const known = methodsOf(path)
    const allowed = known.includes('GET') ? [...known, 'HEAD'] : known
    const security = operations.find((operation) => operation.path === path)?.security
    const token = tokens[security ?? ''] ?? hub.admin.token
    const url = path.replaceAll(/\{\w+\}/g, 'x')
    for (const method of METHODS.filter((name) => !allowed.includes(name))) {
      const answer = await hub.send(url, { method, token })
      expect(answer.status, method).toBe(405)
      expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed.toSorted())
      // RFC 7644 §3.12 has the status as text.
      if (method !== 'HEAD') expect(Number(answer.json.status)).toBe(405)
      if (security === undefined || method === 'OPTIONS') continue
      expect((await hub.send(url, { method })).status, method).toBe(401)
    }
  },
)

test('a path of nobody is 404, whatever the method', async () => {
  for (const method of METHODS) expect((await hub.send('/nobody', { method })).status).toBe(404)
})
