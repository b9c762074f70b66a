import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KIM, LEE, startOrganisation, type Organisation } from '../support/organisation.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

// A mass revocation from the request to the proof, by two people, in Chromium.

const browser: TestBrowser | undefined = await openBrowser()
let organisation: Organisation
let crm: Receiver
beforeAll(async () => {
  organisation = await startOrganisation()
  crm = await startReceiver()
  const { hub } = organisation
  await hub.subscribe(crm, { name: 'Acme CRM' })
  await fetch(`${hub.url}/admin/principals/import`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${hub.admin.token}`,
      'content-type': 'application/x-ndjson',
    },
    body: [
      {
        kind: 'group',
        displayName: 'Contractors',
        identifiers: [{ format: 'opaque', id: 'g-contractors' }],
      },
      {
        displayName: 'Jane Doe',
        identifiers: [
          { format: 'email', email: 'jane@acme.example' },
          { format: 'iss_sub', iss: 'https://idp.example', sub: 'u-jane' },
        ],
      },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  })
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await organisation[Symbol.asyncDispose]()
  await crm[Symbol.asyncDispose]()
})

async function signedIn(account: typeof KIM, path: string): Promise<Page | undefined> {
  const { hub, idp } = organisation
  idp.as(account)
  const page = await browser?.visitor()
  await page?.goto(`${hub.url}/console/sign-in/start?to=${encodeURIComponent(`/console${path}`)}`)
  return page
}

test.skipIf(!browser)('one asks, another says yes, and both see who has it', async () => {
  const kim = await signedIn(KIM, '/revoke')
  if (!kim) return
  await kim.getByLabel('Whose access?').fill('contr')
  await kim.getByRole('option', { name: /Contractors/ }).waitFor()
  await kim.keyboard.press('ArrowDown')
  await kim.keyboard.press('Enter')
  await kim.getByText('A second person must say yes').waitFor()
  await kim.getByText('0 or more').first().waitFor()
  await kim.getByLabel('Why? For administrators').fill('The contract ended')
  await kim.getByRole('button', { name: 'Ask for approval' }).dblclick()
  await kim.waitForURL(/\/console\/approvals\/[0-9a-f-]{36}$/)
  await kim.getByText('An approver decides this.').waitFor()
  expect(crm.sets).toEqual([])
  const lee = await signedIn(LEE, '/approvals')
  if (!lee) return
  await lee.getByRole('link', { name: /Revoke sessions: The contract ended/ }).click()
  await lee.getByRole('row', { name: 'Acme CRM now' }).waitFor()
  await lee.getByRole('button', { name: 'Approve' }).click()
  await lee.getByLabel('Comment').fill('Seen with Kim')
  await lee.getByRole('button', { name: 'That is my verdict' }).dblclick()
  await lee.getByRole('link', { name: 'See who has it' }).waitFor()
  await kim.getByRole('link', { name: 'See who has it' }).click()
  await kim.getByRole('row', { name: /Acme CRM.*acknowledged/ }).waitFor()
  expect(crm.sets).toMatchObject([
    { sub_id: { format: 'complex', group: { format: 'opaque', id: 'g-contractors' } } },
  ])
})

test.skipIf(!browser)('whoever the hub knows is found and shown with every name', async () => {
  const page = await signedIn(KIM, '/revoke')
  if (!page) return
  await page.getByLabel('Whose access?').fill('jane d')
  await page.getByRole('option', { name: /Jane Doe/ }).click()
  await page.getByRole('heading', { name: 'Who that is' }).waitFor()
  await page.getByText('u-jane · https://idp.example').first().waitFor()
  await page.getByText('jane@acme.example').first().waitFor()
  await page.getByRole('button', { name: 'Revoke now' }).waitFor()
})

test.skipIf(!browser)(
  'the glass is broken for one person: done at once, said loudly, looked at by another afterwards',
  async () => {
    organisation.hub.environment['SECOND_PERSON_FROM_PEOPLE'] = '1'
    await organisation.hub.restart()
    const lee = await signedIn(LEE, '/revoke?whom=jane@acme.example')
    if (!lee) return
    await lee.getByText('A second person must say yes').waitFor()
    await lee.getByLabel('Why? For administrators').fill('Seen at her desk tonight')
    await lee.getByRole('checkbox', { name: /Do it now, without the second person/ }).check()
    await lee.getByRole('button', { name: 'Revoke now' }).dblclick()
    await lee.waitForURL(/\/console\/revocations\/console-[0-9a-f]{32}$/)
    await lee.getByRole('row', { name: /Acme CRM.*acknowledged/ }).waitFor()
    await lee.goto(`${organisation.hub.url}/console/alerts`)
    await lee
      .getByRole('row', { name: /critical.*Lee broke the glass: Revoke sessions/i })
      .waitFor()
    await lee.goto(`${organisation.hub.url}/console/audit`)
    await lee.getByRole('row', { name: /Lee.*revocation\.break-glass/ }).waitFor()
    const mo = await signedIn({ ...LEE, sub: 'u-mo', name: 'Mo' }, '/approvals')
    if (!mo) return
    await mo.getByRole('link', { name: /Seen at her desk tonight/ }).click()
    await mo.getByRole('button', { name: 'It was right' }).click()
    await mo.getByLabel('Comment').fill('She called me')
    await mo.getByRole('button', { name: 'That is my verdict' }).click()
    await mo.getByText('reviewed: right').waitFor()
    await lee.goto(`${organisation.hub.url}/console/alerts`)
    await lee.getByText('All is well').waitFor()
  },
)
