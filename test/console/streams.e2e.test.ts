import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import type { Subscribed } from '../support/subscribe.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

// What one does to a stream, in Chromium, on the whole hub.

const browser: TestBrowser | undefined = await openBrowser()
let hub: TestHub
let crm: Receiver
let stream: Subscribed
beforeAll(async () => {
  hub = await startHub()
  crm = await startReceiver()
  stream = await hub.subscribe(crm, { name: 'Acme CRM' })
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
  await crm[Symbol.asyncDispose]()
})

test.skipIf(!browser)(
  'a stream is verified there and back, slowed down, and told once more, counted first',
  async () => {
    const person = await browser?.person(hub)
    if (!person) return
    const { page } = person
    const txn = await hub.admin.revoke('jane@acme.example')
    await expect.poll(() => crm.sets.filter((set) => set.txn === txn).length).toBe(1)
    await page.goto(`${hub.url}/console/streams/${stream.streamId}`)
    await page.getByRole('button', { name: 'Send a verification' }).click()
    await page.getByText('taken', { exact: true }).waitFor()
    await page.getByText(/^\d[\d,]* ms$/).waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('At once').fill('40')
    await page.getByText('A whole number from 1 to 32').waitFor()
    await page.getByLabel('At once').fill('2')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(async () => (await hub.admin.stream(stream.streamId)).push.window).toBe(2)
    await page.getByLabel('What', { exact: true }).selectOption('all')
    await page.getByRole('button', { name: 'Count them' }).click()
    await page.getByText('counted, not begun').waitFor()
    expect(crm.sets.filter((set) => set.txn === txn)).toHaveLength(1)
    await page.getByRole('button', { name: 'Begin' }).dblclick()
    await page.getByText('done', { exact: true }).waitFor()
    await expect.poll(() => crm.sets.filter((set) => set.txn === txn).length).toBe(2)
    const [first, again] = crm.sets.filter((set) => set.txn === txn)
    expect(again?.jti).toBe(first?.jti)
    expect(person.problems).toEqual([])
  },
)
