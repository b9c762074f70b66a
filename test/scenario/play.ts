import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { eventUriOf } from '../../schemas/events/index.ts'
import { SET_HEADERS } from '../support/peer.ts'
import type { TestHub } from '../support/hub-on.ts'
import { githubDelivery } from '../support/vendors.ts'
import { check } from './check.ts'
import { offsetOf, type SignalStep, type Step, type VendorStep } from './format.ts'
import { untilQuiet } from './quiet.ts'
import type { Mistake, ScenarioFile } from './read.ts'
import { must, putPolicy, setStage, type Sender, type Stage } from './stage.ts'

const FIXTURES = fileURLToPath(
  new URL('../../services/receiver/adapters/fixtures', import.meta.url),
)
/** SETs on their way at once. */
const SIDE_BY_SIDE = 16

/** Plays a scenario on a new hub. Answers what was not as expected; nothing where all was. */
export async function play(file: ScenarioFile, hub: TestHub): Promise<Mistake[]> {
  const { scenario, path, lineOf } = file
  await using open = new AsyncDisposableStack()
  let at: PropertyKey[] = []
  try {
    const stage = await setStage(hub, scenario, open)
    const mistakes: Mistake[] = []
    for (const [index, step] of scenario.steps.entries()) {
      at = ['steps', index]
      const steps = step.name === 'together' ? step.with : [step]
      await Promise.all(steps.map((one) => act(one, stage, file)))
      await untilQuiet(hub)
      if (step.name === 'expect')
        mistakes.push(...(await check(step.with, stage, { file, at: [...at, 'expect'] })))
    }
    mistakes.push(...(await check(scenario.expect, stage, { file, at: ['expect'] })))
    return mistakes
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    return [{ file: path, line: lineOf(at), what: `${at.map(String).join('.')}: ${what}` }]
  }
}

async function act(step: Step, stage: Stage, file: ScenarioFile): Promise<void> {
  const { hub } = stage
  switch (step.name) {
    case 'signal':
      return sendSignals(step.with, stage)
    case 'vendor':
      return sendWebhook(step.with, stage, file)
    case 'revoke':
      return revoke(hub, step.with)
    case 'policy':
      return putPolicy(hub, step.with)
    case 'stop':
      return must(hub, 'POST', '/admin/stop-switch/stop', { reason: step.with })
    case 'resume': {
      const body = { reason: 'the scenario goes on', held: step.with }
      return must(hub, 'POST', '/admin/stop-switch/resume', body)
    }
    case 'approve':
    case 'reject':
      return decideApproval(hub, step.name, step.with)
    case 'expect':
      return undefined
    default:
      return step satisfies never
  }
}

const revoke = (
  hub: TestHub,
  { about, kind, reason, tenant }: Extract<Step, { name: 'revoke' }>['with'],
) =>
  must<undefined>(hub, 'POST', '/admin/revocations', {
    subject: about,
    kind,
    reasonAdmin: reason,
    tenantId: tenant,
  })

async function sendSignals(step: SignalStep, stage: Stage): Promise<void> {
  const left = Array.from({ length: step.times }, (_, index) => index)
  const sender = senderOf(stage, step.from)
  const sendOn = async () => {
    while (left.pop() !== undefined) await sendSignal(step, stage, sender)
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, sendOn))
}

async function sendSignal(
  step: SignalStep,
  { hub, startedAt }: Stage,
  { peer }: Sender,
): Promise<void> {
  const seconds = Math.floor(startedAt / 1000) + offsetOf(step.at)
  const claims = peer.claims({
    sub_id: step.about,
    events: { [eventUriOf(step.type)]: { event_timestamp: seconds, ...step.payload } },
    ...(step.txn === undefined ? {} : { txn: step.txn }),
    ...(step.jti === undefined ? {} : { jti: step.jti }),
  })
  const body = await peer.sign(claims)
  const reply = await hub.send(`/ingest/${step.from}`, { headers: SET_HEADERS, body })
  if (reply.status !== 202)
    throw new Error(`the SET was answered ${String(reply.status)}: ${reply.text}`)
}

async function sendWebhook(step: VendorStep, stage: Stage, file: ScenarioFile): Promise<void> {
  const given = step.fixture === undefined ? step : await fixture(step.fixture, file)
  const body = JSON.stringify(given.body)
  const { source, secret } = senderOf(stage, step.from)
  const signed =
    source.kind === 'github'
      ? githubDelivery('', body, { secret, id: crypto.randomUUID() })
      : { 'content-type': 'application/json' }
  // A fixture has a delivery id and an authorization of its own: that is another source's.
  const { authorization: _authorization, 'x-github-delivery': _id, ...headers } = given.headers
  const own = source.kind === 'github' ? {} : { authorization: secret }
  const sent = { body, headers: { ...signed, ...headers, ...own, ...step.headers } }
  const reply = await stage.hub.send(`/ingest/${step.from}`, sent)
  if (reply.status >= 300)
    throw new Error(`the webhook was answered ${String(reply.status)}: ${reply.text}`)
}

const Webhook = z.looseObject({
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown(),
})

/** A webhook as the adapters' fixtures are: headers and body. */
async function fixture(name: string, { path }: ScenarioFile): Promise<z.infer<typeof Webhook>> {
  const at = name.startsWith('.') ? resolve(dirname(path), name) : resolve(FIXTURES, name)
  return Webhook.parse(JSON.parse(await readFile(at, 'utf8')))
}

function senderOf({ senders }: Stage, name: string): Sender {
  const sender = senders.get(name)
  if (!sender) throw new Error(`no source is called ${name}`)
  return sender
}

/** Every approval that this policy asked for and that is open. */
async function decideApproval(
  hub: TestHub,
  what: 'approve' | 'reject',
  policy: string,
): Promise<void> {
  const { items } = await must<{ items: { id: string; policyId?: string }[] }>(
    hub,
    'GET',
    '/admin/approvals?state=open&limit=200',
  )
  const open = items.filter(({ policyId }) => policyId === policy)
  if (open.length === 0) throw new Error(`policy ${policy} waits for no approval`)
  for (const { id } of open) await must(hub, 'POST', `/admin/approvals/${id}/${what}`, {})
}
