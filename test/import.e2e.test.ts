import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from './support/hub.ts'

type Result = {
  lines: number
  created: number
  changed: number
  unchanged: number
  failed: number
  errors: { line: number; message: string }[]
}
type Found = { items: { principal: { id: string; displayName?: string }; names: object[] }[] }

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const email = (name: string) => ({ format: 'email', email: `${name}@corp.example` })
const sub = (name: string) => ({ format: 'iss_sub', iss: 'https://idp.example', sub: name })
const line = (...identifiers: object[]) => JSON.stringify({ identifiers })

async function send(body: string, query = '', type = 'application/x-ndjson') {
  const reply = await fetch(`${hub.url}/admin/principals/import${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.admin.token}`, 'content-type': type },
    body,
  })
  return { status: reply.status, json: (await reply.json()) as Result } // as its schema says
}
const find = async (query: string) =>
  (await hub.admin.get<Found>(`/admin/principals?${query}`)).json.items
const called = (subject: object) => find(`subject=${encodeURIComponent(JSON.stringify(subject))}`)

test('CSV becomes principals with all their names; again it changes nothing, dry it changes nothing at all', async () => {
  const csv =
    'displayName,iss,sub,email\nAnn Lee,https://idp.example,c1,c1@corp.example\nBo,https://idp.example,c2,c2@corp.example\n'
  const dry = await send(csv, '?dryRun=true', 'text/csv')
  expect(dry).toMatchObject({ status: 200, json: { lines: 2, created: 2, failed: 0 } })
  expect(await called(email('c1'))).toEqual([])
  expect((await send(csv, '', 'text/csv')).json).toMatchObject({ created: 2 })
  expect(await find('q=lee')).toMatchObject([{ names: [{}, {}] }])
  expect((await send(csv, '', 'text/csv')).json).toMatchObject({ created: 0, unchanged: 2 })
  const audit = await hub.admin.get('/admin/audit?target=tenant:default')
  expect(audit.json).toMatchObject({ items: [{ action: 'principal.import' }, {}] })
})

test('wrong lines are told, and what contradicts what is known; the others count', async () => {
  const [first, second] = [line(sub('j1'), email('j1')), line(sub('j2'), email('j2'))]
  const both = line(email('j1'), email('j2'))
  const result = await send([first, 'nothing', second, both, line(email('j3'))].join('\n'))
  expect(result.json).toMatchObject({ lines: 5, created: 3, failed: 2 })
  expect(result.json.errors).toMatchObject([
    { line: 2, message: 'no JSON' },
    { line: 4, message: expect.stringContaining('of several principals') },
  ])
})

test('who was only seen under one name becomes who the import says', async () => {
  await hub.admin.revokeSubject(email('seen'))
  await expect.poll(async () => (await called(email('seen'))).length).toBe(1)
  expect((await send(line(sub('seen'), email('seen')))).json).toMatchObject({ changed: 1 })
  const [own] = await called(sub('seen'))
  expect(await called(email('seen'))).toMatchObject([{ principal: { id: own?.principal.id } }])
})

test('names of one tenant are no other’s; what is no import is refused', async () => {
  expect((await send(line(email('t1')), '?tenantId=other')).json).toMatchObject({ created: 1 })
  expect(await called(email('t1'))).toEqual([])
  expect((await send(line(email('t1')), '', 'application/json')).status).toBe(415)
  expect((await send('nonsense\n', '', 'text/csv')).status).toBe(400)
  expect((await send('', '?dryRun=maybe')).status).toBe(400)
})

test('twenty thousand lines go in', async () => {
  const body = Array.from({ length: 20_000 }, (_, n) =>
    line(sub(`m${String(n)}`), email(`m${String(n)}`)),
  )
  expect((await send(body.join('\n'))).json).toMatchObject({ created: 20_000, failed: 0 })
  expect((await called(email('m19999'))).length).toBe(1)
})
