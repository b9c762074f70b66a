import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

// A policy is written, tried and switched on, in Chromium, on the whole hub.

const browser: TestBrowser | undefined = await openBrowser()
let hub: TestHub
let crm: Receiver
beforeAll(async () => {
  hub = await startHub()
  crm = await startReceiver()
  await hub.subscribe(crm, { name: 'Acme CRM' })
  await hub.admin.post('/admin/revocations', {
    subject: { format: 'email', email: 'kim@acme.example' },
    kind: 'account',
    reasonAdmin: 'The contract ended',
  })
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
  await crm[Symbol.asyncDispose]()
})

const POLICY = {
  name: 'Contractors',
  when: { types: ['account-disabled'], condition: 'signal.source == "console"' },
  then: [{ emit: 'session-revoked' }],
  reason: 'The contract ended',
}

test.skipIf(!browser)(
  'a policy is checked while it is typed, tried, backtested, kept, switched on and compared',
  async () => {
    const person = await browser?.person(hub)
    if (!person) return
    const { page } = person
    await page.goto(`${hub.url}/console/policies`)
    await page.getByRole('link', { name: 'New policy' }).click()
    await page.getByLabel('Id of the policy').fill('contractors')
    const text = page.getByLabel('What it says')
    await text.fill('{\n  "name": "x",\n  when: 1\n}')
    await page.getByText('Line 3').waitFor()
    const misspelt = { ...POLICY, when: { ...POLICY.when, condition: 'signal.sauce == "x"' } }
    await text.fill(JSON.stringify(misspelt, null, 2))
    await page.getByRole('button', { name: /^Line 7 when\.condition at 1:\d+ of the/ }).waitFor()
    await text.fill(JSON.stringify({ ...POLICY, when: { types: ['no-such-type'] } }, null, 2))
    await page.getByRole('button', { name: /^Line 5 when\.types\.0 .*no event type/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Keep it' }).isDisabled()).toBe(true)
    await text.fill(JSON.stringify(POLICY, null, 2))
    await page.getByText('It can be evaluated').waitFor()
    const signal = { type: 'account-disabled', subject: { format: 'opaque', id: 'kim' } }
    await page
      .getByLabel('Signals, as JSON')
      .fill(JSON.stringify([{ ...signal, sourceId: 'console' }]))
    await page.getByRole('button', { name: 'See what it would decide' }).click()
    await page.getByRole('list', { name: 'What it would decide' }).getByText('told').waitFor()
    await page.getByRole('button', { name: 'Backtest' }).click()
    await page.getByText('done', { exact: true }).waitFor()
    await page.getByRole('figure', { name: /^Events it would have made/ }).waitFor()
    await page.getByRole('cell', { name: 'session-revoked → 1' }).waitFor()
    await page.getByRole('button', { name: 'Keep it' }).dblclick()
    await page.waitForURL(/\/console\/policies\/contractors$/)
    await page.getByText('shadow', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click()
    await expect
      .poll(async () => (await hub.admin.get('/admin/policies/contractors')).json)
      .toMatchObject({ mode: 'on' })
    await page.getByRole('link', { name: 'Edit' }).click()
    const again = page.getByLabel('What it says')
    await again.fill(JSON.stringify({ ...POLICY, reason: 'The contract is over' }, null, 2))
    await page.getByRole('button', { name: 'Keep it as a new version' }).click()
    await page.getByText('+ "The contract is over"').waitFor()
    await page.getByRole('link', { name: 'Edit' }).click()
    await again.fill(JSON.stringify({ ...POLICY, reason: 'Mine' }, null, 2))
    const { status } = await hub.send('/admin/policies/contractors', {
      method: 'PUT',
      token: hub.admin.token,
      body: { expectedVersion: 2, policy: { ...POLICY, reason: 'Theirs' } },
    })
    expect(status).toBe(200)
    await page.getByText('Somebody else has changed this meanwhile.').waitFor()
    const keep = page.getByRole('button', { name: 'Keep it as a new version' })
    expect(await keep.isDisabled()).toBe(true)
    await page.reload() // the draft is kept, and so is what it was begun with
    await page.getByRole('button', { name: 'Keep what I typed' }).click()
    await keep.click()
    await page.getByText('− "Theirs"').waitFor()
    await page.getByText('+ "Mine"').waitFor()
    expect(person.problems).toEqual([])
  },
)
