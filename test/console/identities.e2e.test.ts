import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { createPeer, type TestPeer } from '../support/peer.ts'
import { openBrowser, type Person, type TestBrowser } from './browser.ts'

// Who is behind the names, in Chromium, on the whole hub.

const DISABLED = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled'

const browser: TestBrowser | undefined = await openBrowser()
const open = new AsyncDisposableStack()
let hub: TestHub
let idp: TestPeer
let evil: TestPeer
let ann: Person
beforeAll(async () => {
  hub = open.use(await startHub())
  idp = await createPeer()
  evil = await createPeer()
  const of = ({ issuer, audience, jwks }: TestPeer) => ({ issuer, audience: [audience], jwks })
  const source = { kind: 'ssf', mayLink: true }
  await hub.admin.createSource({ ...source, id: 'idp', ...of(idp), speaksFor: ['corp.example'] })
  await hub.admin.createSource({ ...source, id: 'evil', ...of(evil) })
})
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await open.disposeAsync()
})
beforeEach(async () => {
  if (browser) ann = await browser.person(hub)
})

type Subject = { format: string } & Record<string, unknown>

const email = (name: string): Subject => ({ format: 'email', email: `${name}@corp.example` })
const sub = (name: string, { issuer } = idp): Subject => ({
  format: 'iss_sub',
  iss: issuer,
  sub: name,
})
const opaque = (id: string): Subject => ({ format: 'opaque', id })

async function says(subject: Subject, peer = idp): Promise<void> {
  const claims = peer.claims({ sub_id: subject, events: { [DISABLED]: {} } })
  const headers = { 'content-type': 'application/secevent+jwt' }
  const to = peer === idp ? 'idp' : 'evil'
  const reply = await hub.send(`/ingest/${to}`, { body: await peer.sign(claims), headers })
  expect(reply.status).toBe(202)
}

const whoIs = (subject: Subject): Promise<string> =>
  eventually(async () => {
    const query = encodeURIComponent(JSON.stringify(subject))
    const { json } = await hub.admin.get<{ items: { principal: { id: string } }[] }>(
      `/admin/principals?subject=${query}`,
    )
    expect(json.items).toHaveLength(1)
    return json.items[0]?.principal.id ?? ''
  })

const goTo = (path: string) => ann.page.goto(`${hub.url}/console${path}`)

test.skipIf(!browser)(
  'somebody is found by a name; every name has its reason, and who is around is drawn and listed',
  async () => {
    await says({ format: 'aliases', identifiers: [sub('zoe'), email('zoe')] })
    await whoIs(email('zoe'))
    for (const session of ['s1', 's2'])
      await says({
        format: 'complex',
        user: sub('zoe'),
        session: opaque(session),
        device: opaque('laptop'),
      })
    await whoIs(opaque('s2'))
    const { page } = ann
    await goTo('/identities')
    await page.getByLabel('Beginning of a name, or JSON of one').fill('ZOE@')
    await page.getByRole('link', { name: /zoe/ }).first().click()
    await page.getByRole('heading', { name: 'Names, and why each is theirs' }).waitFor()
    const names = page.getByRole('table', { name: '' }).first()
    await names.getByText('zoe@corp.example').waitFor()
    await page.getByRole('img', { name: /the same stands in the lists/ }).waitFor()
    const drawn = page.locator('svg[role=img] text')
    expect(await drawn.allTextContents()).toEqual(
      expect.arrayContaining(['idp', 'zoe@corp.example', 'its sessions (2)', 's1', 's2', 'laptop']),
    )
    const list = page.getByRole('list', { name: 'Who is around, as a list' })
    await list.getByRole('link', { name: 's1' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 's1', level: 1 }).waitFor()
    expect(ann.problems).toEqual([])
  },
)

test.skipIf(!browser)('two become one and are two again, each with a reason', async () => {
  await says(sub('mia'))
  await says(email('mia-two'))
  const [id, other] = [await whoIs(sub('mia')), await whoIs(email('mia-two'))]
  const { page } = ann
  await goTo(`/identities/${id}`)
  await page.getByRole('button', { name: 'Merge …' }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'They are the same' })
  await dialog.getByLabel('Why? It stands in the audit log').fill('HR says so')
  expect(await confirm.isDisabled()).toBe(true)
  await dialog.getByLabel('Beginning of a name, or JSON of one').fill('mia-two')
  await dialog.getByRole('radio', { name: /mia-two@corp\.example/ }).check()
  await confirm.click()
  await page.getByRole('cell', { name: /mia-two@corp\.example/ }).waitFor()
  expect(await whoIs(email('mia-two'))).toBe(id)
  await page.getByRole('button', { name: 'Undo' }).click()
  await dialog.getByLabel('Why? It stands in the audit log').fill('HR was wrong')
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('cell', { name: 'undone' }).waitFor()
  expect(await whoIs(email('mia-two'))).toBe(other)
  expect(ann.problems).toEqual([])
})

test.skipIf(!browser)(
  'what a source may not say alone waits for a word, and gets one',
  async () => {
    await says({ format: 'aliases', identifiers: [sub('dan'), email('dan')] })
    const holder = await whoIs(email('dan'))
    await says({ format: 'aliases', identifiers: [sub('their-dan', evil), email('dan')] }, evil)
    const { page } = ann
    await eventually(async () => {
      const { json } = await hub.admin.get<{ items: object[] }>('/admin/link-disputes')
      expect(json.items).toHaveLength(1)
    })
    await goTo('/identities/disputes')
    await page.getByRole('row', { name: /dan@corp\.example/ }).waitFor()
    await page.getByRole('button', { name: 'Refuse', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse', exact: true }).click()
    await page.getByText('Nothing is disputed').waitFor()
    expect(await whoIs(email('dan'))).toBe(holder)
    await page.getByRole('button', { name: 'refused' }).click()
    await page.getByRole('row', { name: /dan@corp\.example/ }).waitFor()
  },
)

test.skipIf(!browser)('what is believed after all counts from then on', async () => {
  await says({ format: 'aliases', identifiers: [sub('pat'), email('pat')] })
  const holder = await whoIs(email('pat'))
  await says({ format: 'aliases', identifiers: [sub('their-pat', evil), email('pat')] }, evil)
  const { page } = ann
  await eventually(async () => {
    const { json } = await hub.admin.get<{ items: object[] }>('/admin/link-disputes?state=open')
    expect(json.items).toHaveLength(1)
  })
  await goTo('/identities/disputes')
  await page.getByRole('row', { name: /pat@corp\.example/ }).waitFor()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('It counts from now on').waitFor()
  await dialog.getByLabel('Comment (may be empty)').fill('HR says so')
  await dialog.getByRole('button', { name: 'Accept', exact: true }).dblclick()
  await page.getByText('Nothing is disputed').waitFor()
  expect(await whoIs(email('pat'))).not.toBe(holder)
  expect(ann.problems).toEqual([])
})

test.skipIf(!browser)('some of somebody’s names become somebody else’s', async () => {
  await says({ format: 'aliases', identifiers: [sub('sam'), email('sam')] })
  const id = await whoIs(email('sam'))
  const { page } = ann
  await goTo(`/identities/${id}`)
  await page.getByRole('button', { name: 'Split …' }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'They are somebody else’s' })
  await dialog.getByLabel('Why? It stands in the audit log').fill('A shared mailbox')
  expect(await confirm.isDisabled()).toBe(true) // nothing chosen
  const [first, second] = [0, 1].map((index) => dialog.getByRole('checkbox').nth(index))
  await first?.check()
  await second?.check()
  expect(await confirm.isDisabled()).toBe(true) // somebody keeps a name
  await dialog.getByRole('checkbox', { name: /^sam · / }).uncheck()
  await confirm.dblclick()
  await page.waitForURL((url) => !url.pathname.endsWith(id))
  const other = await whoIs(email('sam'))
  expect(other).not.toBe(id)
  expect(await whoIs(sub('sam'))).toBe(id)
  expect(new URL(page.url()).pathname).toBe(`/console/identities/${other}`)
  await goTo(`/identities/${id}`)
  await page.getByRole('table').getByText('sam@corp.example').first().waitFor() // a former name
  expect(ann.problems).toEqual([])
})
