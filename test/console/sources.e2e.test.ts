import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { cure, poison } from '../support/parked-story.ts'
import { githubDelivery, memberRemoved } from '../support/vendors.ts'
import { SESSION_REVOKED } from '../support/peer.ts'
import { startTransmitter } from '../support/transmitter/index.ts'
import { startWebhookReceiver } from '../support/webhooks.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

// What is connected to the hub and looked after, in Chromium, on the whole hub.

const browser: TestBrowser | undefined = await openBrowser()
let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

test.skipIf(!browser)('a source is connected, its sample seen, and its first signal', async () => {
  const person = await browser?.person(hub)
  if (!person) return
  const { page } = person
  await page.goto(`${hub.url}/console/sources`)
  await page.getByRole('link', { name: 'Connect a source' }).click()
  await page.getByLabel('Vendor or product').fill('github')
  await page.getByRole('link', { name: / github$/ }).click()
  await page.getByLabel('Id of the source').fill('github-acme')
  await page.getByRole('button', { name: 'Make the source' }).dblclick()
  await page.getByText(`${hub.url}/ingest/github-acme`).first().waitFor()
  const secret = await page.getByRole('status').locator('code').first().innerText()
  await page.getByRole('button', { name: 'Send the sample' }).click()
  await page.getByText('It would be believed').waitFor()
  expect((await hub.admin.get<{ items: object[] }>('/admin/signals')).json.items).toEqual([])
  await page.getByText('Nothing yet').waitFor()
  const body = memberRemoved(4711)
  const send = (headers: Record<string, string>) =>
    fetch(`${hub.url}/ingest/github-acme`, { method: 'POST', headers, body })
  await send(githubDelivery('organization', body, { secret, id: 'd-1' }))
  await page.getByText('Nothing yet').waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'To the source' }).click()
  await send(githubDelivery('organization', body, { secret: 'a wrong one', id: 'd-2' }))
  await page
    .getByRole('region', { name: 'Refused in the last days' })
    .locator('time')
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Requests a second').fill('many')
  await page.getByText('A whole number').waitFor()
  await page.getByLabel('Requests a second').fill('20')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(async () => (await hub.admin.get('/admin/sources/github-acme')).json)
    .toMatchObject({ ratePerSecond: 20 })
  expect(person.problems).toEqual([])
})

test.skipIf(!browser)(
  'a directory is connected, seen at work, and given another token',
  async () => {
    const person = await browser?.person(hub)
    if (!person) return
    const { page } = person
    // For the last test: these have their six tries meanwhile.
    await poison(hub)
    for (const who of ['poison', 'unmatched']) await hub.admin.revoke(`${who}@example.com`)
    await page.goto(`${hub.url}/console/directories`)
    await page.getByRole('button', { name: 'Connect a directory' }).first().click()
    await page.getByRole('textbox', { name: 'Directory' }).fill('okta')
    await page.getByRole('textbox', { name: 'Issuer' }).fill('https://acme.okta.example')
    await page.getByRole('button', { name: 'Make the directory' }).dblclick()
    await page.getByText(`${hub.url}/scim/v2`).waitFor()
    const first = await page.getByRole('status').locator('code').first().innerText()
    await page.getByRole('button', { name: 'Close' }).last().click()
    const ask = (token: string, filter = '') =>
      fetch(`${hub.url}/scim/v2/Users?${filter}`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask(first, 'filter=title%20pr')).status).toBe(400)
    await page.getByRole('link', { name: 'okta' }).click()
    await page.getByText('A filter says by eq').waitFor()
    await page.getByRole('button', { name: 'New token' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'New token' }).click()
    const second = await page.getByRole('status').locator('code').first().innerText()
    expect((await ask(second)).status).toBe(200)
    await page.getByRole('row').nth(1).getByRole('button', { name: 'End' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click()
    await expect.poll(async () => (await ask(first)).status).toBe(401)
    expect((await ask(second)).status).toBe(200)
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No directory yet').waitFor()
    expect(person.problems).toEqual([])
  },
)

test.skipIf(!browser)('a channel is made, tried, and sent again what it had refused', async () => {
  const person = await browser?.person(hub)
  if (!person) return
  await using soc = await startWebhookReceiver()
  const { page } = person
  await page.goto(`${hub.url}/console/channels`)
  await page.getByRole('button', { name: 'New channel' }).first().click()
  await page.getByRole('textbox', { name: 'Channel' }).fill('soc')
  await page.getByRole('textbox', { name: 'Address' }).fill(soc.url)
  await page.getByRole('button', { name: 'Make the channel' }).dblclick()
  await page.getByText('whsec_').waitFor()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('link', { name: 'soc' }).click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('It took the test').waitFor()
  const made = await hub.admin.post('/admin/policies', {
    id: 'tells-soc',
    mode: 'on',
    policy: {
      name: 'Tells the SOC',
      when: { types: ['session-revoked'] },
      then: [{ notify: 'soc' }],
      reason: 'Somebody lost a session',
    },
  })
  expect(made.status, made.text).toBe(201)
  soc.answer(410)
  await hub.admin.revoke('told@example.com')
  await page.getByText('Gave some up').waitFor()
  await page.getByRole('button', { name: 'Given up', exact: true }).click()
  await page.getByText('HTTP 410').first().waitFor()
  await page.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('1 notice is sent again').waitFor()
  await expect.poll(() => soc.taken.length).toBe(3)
  await page.getByRole('button', { name: 'Told', exact: true }).click()
  await page.getByRole('link', { name: 'tells-soc' }).waitFor()
  expect(person.problems).toEqual([])
})

test.skipIf(!browser)(
  'another transmitter is found, looked at, and its verification seen',
  async () => {
    const person = await browser?.person(hub)
    if (!person) return
    await using transmitter = await startTransmitter()
    const { page } = person
    await page.goto(`${hub.url}/console/connect`)
    await page.getByRole('link', { name: 'Another transmitter' }).click()
    await page.getByLabel('Id of the source').fill('peer')
    await page.getByLabel('Issuer').fill(transmitter.issuer)
    await page.getByLabel('Client id').fill(transmitter.authorization.client.id)
    const secret = page.getByRole('textbox', { name: 'Client secret' })
    await secret.fill('a wrong one')
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByText('It cannot be connected so').waitFor()
    await secret.fill(transmitter.authorization.client.secret)
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByText('It can be connected').waitFor()
    await page.getByRole('checkbox', { name: 'session-revoked' }).check()
    await page.getByRole('button', { name: 'Connect', exact: true }).dblclick()
    await page.getByText('Its verification arrived').waitFor()
    await page.getByText('Connected', { exact: true }).waitFor()
    expect(transmitter.stream().events_requested).toEqual([SESSION_REVOKED])
    const subject = { format: 'email', email: 'up@example.com' }
    transmitter.emit({ type: SESSION_REVOKED, subject })
    await page.getByText('up@example.com').waitFor()
    await page.getByRole('link', { name: 'To the source' }).click()
    await page.getByRole('button', { name: 'Verify now' }).click()
    await page.getByText('A verification is asked for').waitFor()
    expect(person.problems).toEqual([])
  },
)

test.skipIf(!browser)(
  'what was parked is found by its alert, and tried again',
  async () => {
    const person = await browser?.person(hub)
    if (!person) return
    const { page } = person
    await page.goto(`${hub.url}/console/alerts`)
    await page
      .getByText('Signals could not be decided on', { exact: true })
      .waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'router' }).click()
    const signals = page.getByRole('region', { name: 'Signals that could not be decided on' })
    const events = page.getByRole('region', { name: 'Events that could not be matched to streams' })
    await signals.getByText('cannot be decided').waitFor()
    await events.getByText('cannot be matched').waitFor({ timeout: 60_000 })
    await cure(hub)
    await signals.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Every signal was decided on').waitFor()
    await page.getByRole('button', { name: 'Try all again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Every event was matched').waitFor()
    expect(person.problems).toEqual([])
  },
  300_000,
)
