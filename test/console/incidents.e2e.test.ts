import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { createPeer, type TestPeer } from '../support/peer.ts'
import { startReceiver } from '../support/receiver.ts'
import { openBrowser, type Person, type TestBrowser } from './browser.ts'

// What a SOC does about an incident, in Chromium, on the whole hub.

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'

const browser: TestBrowser | undefined = await openBrowser()
const open = new AsyncDisposableStack()
let hub: TestHub
let peer: TestPeer
let ann: Person
beforeAll(async () => {
  hub = open.use(await startHub())
  peer = await createPeer()
  await hub.subscribe(open.use(await startReceiver()), { name: 'Acme CRM' })
  const { issuer, audience, jwks } = peer
  await hub.admin.createSource({ id: 'peer', kind: 'ssf', issuer, audience: [audience], jwks })
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await open.disposeAsync()
})
beforeEach(async () => {
  if (browser) ann = await browser.person(hub, { acceptDownloads: true })
})

/** Two things that happened to one person; the id of the incident that they are. */
async function incidentOf(email: string): Promise<string> {
  for (const [type, payload] of [
    ['account-disabled', { reason: 'hijacking' }],
    ['credential-compromise', { credential_type: 'password' }],
  ] as const) {
    const claims = peer.claims({
      sub_id: { format: 'email', email },
      events: { [`${RISC}${type}`]: payload },
    })
    const headers = { 'content-type': 'application/secevent+jwt' }
    const reply = await hub.send('/ingest/peer', { body: await peer.sign(claims), headers })
    expect(reply.status).toBe(202)
  }
  return eventually(async () => {
    const { json } = await hub.admin.get<{ items: { id: string; signals: number }[] }>(
      `/admin/incidents?q=${encodeURIComponent(email)}`,
    )
    expect(json.items).toMatchObject([{ signals: 2 }])
    return json.items[0]?.id ?? ''
  })
}

const goTo = (path: string) => ann.page.goto(`${hub.url}/console${path}`)

test.skipIf(!browser)(
  'an incident, from the list to its end: read, looked after, talked about',
  async () => {
    const id = await incidentOf('zoe@acme.example')
    await incidentOf('yan@acme.example')
    const { page } = ann
    await goTo('/incidents')
    await page.getByRole('row', { name: /yan@acme\.example/ }).waitFor()
    await page.getByLabel('Name of somebody in it, or txn').fill('zoe@')
    await page.getByRole('row', { name: /yan@acme\.example/ }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'account-disabled, credential-compromise' }).click()
    const story = page.getByRole('listitem')
    await story
      .filter({ hasText: 'credential-compromise' })
      .getByText('1 acknowledged')
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Acknowledge' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Comment (may be empty)').fill('I call her')
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByText('I call her').waitFor()
    await page.getByText('acknowledged it').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    for (const [said, button] of [
      ['<b>not markup</b>', 'Comment'],
      ['https://tickets.example/7', 'Add the link'],
    ] as const) {
      await page.getByLabel('Say something that stays with it').fill(said)
      await page.getByRole('button', { name: button, exact: true }).dblclick()
      await page.getByRole('listitem').getByText(said).waitFor()
      expect(await page.getByRole('listitem').getByText(said).count()).toBe(1)
    }
    const { json } = await hub.admin.get(`/admin/incidents/${id}`)
    expect(json).toMatchObject({ incident: { state: 'acknowledged' } })
    await page.getByRole('link', { name: 'Revoke …' }).first().click()
    await page.waitForURL(/\/revoke\?whom=zoe(%40|@)acme\.example&incident=/)
    await page.getByText('For an incident').waitFor()
    await page.getByLabel('Why? For administrators').fill('It was not her')
    await page.getByRole('button', { name: 'Revoke now' }).dblclick()
    const { incident } = json as { incident: { txn: string } }
    await page.waitForURL((url) => url.pathname.endsWith(`/revocations/${incident.txn}`))
    await page
      .getByRole('row', { name: /Acme CRM.*acknowledged/ })
      .first()
      .waitFor()
    await goTo(`/incidents/${id}`)
    await page.getByRole('listitem').getByText('console · proven').waitFor()
    expect(ann.problems).toEqual([])
  },
)

test.skipIf(!browser)('its timeline is saved for the report', async () => {
  const id = await incidentOf('=wim@acme.example')
  await hub.admin.post(`/admin/incidents/${id}/notes`, { kind: 'comment', text: '=1+1' })
  const { page } = ann
  await goTo(`/incidents/${id}`)
  const saved = async (button: string) => {
    await page.getByRole('button', { name: 'Report', exact: true }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    return readFile(await (await download).path(), 'utf8')
  }
  const markdown = await saved('Save as Markdown')
  expect(markdown).toContain(`# Incident ${id}`)
  expect(markdown).toContain('credential-compromise: =wim@acme.example (proven)')
  const csv = await saved('Save as CSV')
  expect(csv).toContain(`"'=1+1"`)
  expect(csv.split('\r\n').filter((line) => line.includes('"signal"'))).toHaveLength(2)
  expect(ann.problems).toEqual([])
})

test.skipIf(!browser)(
  'what another changed meanwhile is seen without a reload, and said where one would act on it',
  async () => {
    const id = await incidentOf('vera@acme.example')
    const { page } = ann
    await goTo(`/incidents/${id}`)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Contained' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Comment (may be empty)').fill('typed so far')
    await hub.admin.post(`/admin/incidents/${id}/state`, { state: 'closed', comment: 'mine' })
    await dialog.getByText('somebody else made it “closed”').waitFor()
    await dialog.getByRole('button', { name: 'Contained' }).click()
    await dialog.getByRole('alert').getByText('is closed: there is no way back').waitFor()
    expect(await dialog.getByLabel('Comment (may be empty)').inputValue()).toBe('typed so far')
    await page.keyboard.press('Escape')
    await page.getByText('closed it').waitFor()
    expect(await page.getByRole('button', { name: 'Contained' }).count()).toBe(0)
  },
)
