import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
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

test.skipIf(!browser)('what is told once more is paused, goes on, and is cancelled', async () => {
  const person = await browser?.person(hub)
  if (!person) return
  const { page } = person
  const { streamId } = stream
  // At one a second they take longer than the test.
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => hub.admin.revoke(`many-${String(n)}@acme.example`)),
  )
  await eventually(async () => {
    expect(await hub.admin.stream(streamId)).toMatchObject({ backlog: 0 })
  })
  const filter = { streamId, from: new Date(0), select: 'all' }
  const { json: job } = await hub.admin.post<{ id: string }>('/admin/replays', {
    filter,
    ratePerSecond: 1,
  })
  const stateOf = async () =>
    (await hub.admin.get<{ state: string; done: number }>(`/admin/jobs/${job.id}`)).json
  await page.goto(`${hub.url}/console/streams/${streamId}`)
  const replay = page.locator('section', { hasText: 'Tell it once more' })
  await replay.getByRole('button', { name: 'Begin' }).click()
  await replay.getByText('running', { exact: true }).waitFor()
  await replay.getByRole('button', { name: 'Pause' }).click()
  await replay.getByText('paused', { exact: true }).waitFor()
  const { done } = await stateOf()
  await replay.getByRole('button', { name: 'Go on' }).click()
  await expect.poll(async () => (await stateOf()).done).toBeGreaterThan(done)
  await replay.getByRole('button', { name: 'Cancel it' }).dblclick()
  await replay.getByText('cancelled', { exact: true }).waitFor()
  expect(await stateOf()).toMatchObject({ state: 'cancelled' })
  expect(await replay.getByRole('button', { name: 'Go on' }).count()).toBe(0)
  expect(person.problems).toEqual([])
})

test.skipIf(!browser)('an app gets new credentials; the old ones end', async () => {
  const person = await browser?.person(hub)
  if (!person) return
  const { page } = person
  const isIn = async (token: string) => (await hub.send('/ssf/streams', { token })).status === 200
  const bySecret = async (secret: string) =>
    (
      await hub.send('/oauth/token', {
        body: 'grant_type=client_credentials',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${await clientId()}:${secret}`).toString('base64')}`,
        },
      })
    ).status
  const clientId = () => page.locator('li code').first().innerText()
  const shown = page.getByRole('status').locator('code').first()
  await page.goto(`${hub.url}/console/subscribers/${stream.subscriberId}`)
  await page.getByRole('button', { name: 'Rotate its token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('The token it has now ends at once').waitFor()
  await dialog.getByRole('button', { name: 'Rotate its token' }).dblclick()
  const token = await shown.innerText()
  expect(await isIn(stream.token)).toBe(false)
  expect(await isIn(token)).toBe(true)
  await page.reload()
  expect(await page.content()).not.toContain(token)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const first = await shown.innerText()
  expect(await bySecret(first)).toBe(200)
  await page.getByRole('button', { name: 'New secret' }).click()
  await page.getByText(first).waitFor({ state: 'detached' })
  const second = await shown.innerText()
  expect(await bySecret(second)).toBe(200)
  expect(await bySecret(first)).toBe(200) // for a day: time enough to roll the new one out
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await dialog.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByText('None', { exact: true }).waitFor()
  expect(await hub.log()).not.toContain(second)
  expect(person.problems).toEqual([])
})

test.skipIf(!browser)(
  'what another operator changed meanwhile is said before it is overwritten; what was typed stays',
  async () => {
    const person = await browser?.person(hub)
    if (!person) return
    const { page } = person
    const { streamId } = stream
    const push = async () => (await hub.admin.stream(streamId)).push
    await hub.admin.patch(`/admin/streams/${streamId}/push`, { window: 3, ratePerSecond: null })
    await page.goto(`${hub.url}/console/streams/${streamId}`)
    await page.getByRole('button', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('At once').fill('4')
    await hub.admin.patch(`/admin/streams/${streamId}/push`, { ratePerSecond: 50 })
    await dialog.getByText('Somebody else has changed this meanwhile.').waitFor()
    const save = dialog.getByRole('button', { name: 'Save' })
    expect(await save.isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Keep what I typed' }).click()
    expect(await dialog.getByLabel('At once').inputValue()).toBe('4')
    expect(await dialog.getByLabel('A second, at most').inputValue()).toBe('50')
    await save.dblclick()
    await dialog.waitFor({ state: 'detached' })
    expect(await push()).toMatchObject({ window: 4, ratePerSecond: 50 })
    await page.getByRole('button', { name: 'Edit' }).click()
    await dialog.getByLabel('At once').fill('5')
    await hub.admin.patch(`/admin/streams/${streamId}/push`, { window: 6 })
    await dialog.getByRole('button', { name: 'Take theirs' }).click()
    expect(await dialog.getByLabel('At once').inputValue()).toBe('6')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await dialog.getByLabel('Why? The app is told.').fill('typed so far')
    await hub.admin.post(`/admin/streams/${streamId}/status`, { status: 'paused', reason: 'x' })
    await dialog.getByText('somebody else made it “paused”').waitFor()
    expect(await dialog.getByLabel('Why? The app is told.').inputValue()).toBe('typed so far')
    expect(person.problems).toEqual([])
  },
)
