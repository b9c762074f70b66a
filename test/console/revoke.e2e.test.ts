import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uriOf } from '../../schemas/events/index.ts'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { refusal, startReceiver, type Receiver } from '../support/receiver.ts'
import { openBrowser, type Person, type TestBrowser } from './browser.ts'

// How people use the console, in Chromium, on the whole hub.

const browser: TestBrowser | undefined = await openBrowser()
let hub: TestHub
const receivers: Record<'crm' | 'wiki' | 'payroll', Receiver> = {
  crm: await startReceiver(),
  wiki: await startReceiver(),
  payroll: await startReceiver(),
}
let ann: Person
beforeAll(async () => {
  hub = await startHub({ REVOCATION_OPEN_AFTER_SECONDS: '1' })
  await hub.subscribe(receivers.crm, { name: 'Acme CRM' })
  await hub.subscribe(receivers.wiki, { name: 'Wiki', events: [uriOf('credential-change')] })
  await hub.subscribe(receivers.payroll, { name: 'Payroll' })
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})
beforeEach(async () => {
  if (browser) ann = await browser.person(hub, { acceptDownloads: true })
})

const open = (path: string) => ann.page.goto(`${hub.url}/console${path}`)

test.skipIf(!browser)('a revocation, from whom to proof: seen first, done once', async () => {
  const { page } = ann
  await open('/revoke')
  await page.getByLabel('Whose access?').fill(' Jane Doe <jane@acme.example> ')
  await page.getByRole('radio', { name: 'jane@acme.example email' }).waitFor()
  const radius = page.getByRole('table')
  await radius.getByRole('row', { name: 'Acme CRM now' }).waitFor()
  await radius.getByRole('row', { name: 'Wiki It did not ask for this event type' }).waitFor()
  const before = receivers.crm.sets.length
  await page.getByLabel('Why? For administrators').fill('Stolen laptop')
  await page.getByLabel('For the user: 日本語').fill('端末の盗難')
  await page.getByRole('button', { name: 'Revoke now' }).dblclick()
  await page.waitForURL(/\/console\/revocations\/console-[0-9a-f]{32}$/)
  await page.getByRole('row', { name: /Acme CRM.*acknowledged/ }).waitFor()
  expect(receivers.crm.sets.slice(before)).toMatchObject([
    {
      sub_id: { format: 'email', email: 'jane@acme.example' },
      events: {
        [uriOf('session-revoked')]: {
          reason_admin: { en: 'Stolen laptop' },
          reason_user: { ja: '端末の盗難' },
        },
      },
    },
  ])
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the evidence as PDF' }).click()
  const proof = await saved
  expect(proof.suggestedFilename()).toMatch(/^evidence-console-[0-9a-f]{32}\.pdf$/)
  const pages = await readFile(await proof.path())
  expect(pages.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pages.includes('evidence.json')).toBe(true)
  expect(ann.problems).toEqual([])
})

test.skipIf(!browser)('what happens is seen without a reload', async () => {
  await open('/activity')
  await ann.page.getByRole('heading', { name: 'Activity' }).waitFor()
  await ann.page.getByText('Live', { exact: true }).waitFor()
  await hub.admin.revoke('mei@acme.example')
  await ann.page.getByRole('row', { name: /mei@acme\.example/ }).waitFor()
})

test.skipIf(!browser)('what an app refused is found, and delivered once it is mended', async () => {
  receivers.payroll.always(refusal('invalid_request', 'unknown subject'))
  const txn = await hub.admin.revoke('ivan@acme.example')
  await eventually(async () => {
    const { deliveries } = await hub.admin.traceOf(txn)
    expect(deliveries.find(({ subscriber }) => subscriber.name === 'Payroll')?.state.status).toBe(
      'rejected',
    )
  })
  const { page } = ann
  await open(`/revocations/${txn}`)
  const overdue = page.getByRole('region', { name: 'A revocation is not taken everywhere' })
  await overdue.getByText(/^It is overdue since .*: 1 of 2 SETs are not acknowledged/).waitFor()
  await open('/streams')
  await page.getByText('With dead letters', { exact: true }).click()
  await page.getByRole('link', { name: 'Payroll' }).click()
  await page.getByText('unknown subject').waitFor()
  receivers.payroll.always(202)
  await page.getByRole('button', { name: 'Deliver all again' }).click()
  await page.getByText('None: everything was taken').waitFor()
  await eventually(() => {
    expect(receivers.payroll.sets.map(({ txn: told }) => told)).toContain(txn)
  })
  await open(`/revocations/${txn}`)
  await page.getByText('Every app that was told has acknowledged it').waitFor()
})

test.skipIf(!browser)('an operator whose access ends is out at once, and is told so', async () => {
  await open('/streams')
  const { json } = await hub.admin.get<{ items: { id: string; createdAt: string }[] }>(
    '/admin/sessions?limit=100',
  )
  for (const { id } of json.items) await hub.admin.delete(`/admin/sessions/${id}`)
  await ann.page.getByText('An administrator ended your session.').waitFor()
  expect(await ann.page.getByRole('table').count()).toBe(0)
})

const HOSTILE = '<img src=x onerror=alert(1)>"\'><script>alert(2)</script>'

test.skipIf(!browser)('markup in a name, a subject or a reason is text', async () => {
  const { id } = await hub.admin.createSubscriber({
    name: HOSTILE,
    audience: ['https://hostile.example'],
  })
  const { txn } = (
    await hub.admin.post<{ txn: string }>('/admin/revocations', {
      subject: { format: 'opaque', id: HOSTILE },
      kind: 'sessions',
      reasonAdmin: HOSTILE,
    })
  ).json
  await eventually(async () => {
    expect(await hub.admin.events(txn)).toHaveLength(1)
  })
  for (const path of [`/subscribers/${id}`, '/activity', '/audit']) {
    await open(path)
    await ann.page.getByText('<img src=x onerror=alert(1)>').first().waitFor()
  }
  await open(`/revoke?whom=${encodeURIComponent(HOSTILE)}`)
  await ann.page.getByLabel('Whose access?').waitFor()
  expect(ann.problems).toEqual([])
})
