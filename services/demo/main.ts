import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { openHub } from '../hub.ts'
import { loadConfig } from '../kernel/config.ts'
import { errorText } from '../kernel/errors.ts'
import { APPS, gather, type Operator } from './cast.ts'
import { differences, traces, type Trace } from './outcome.ts'
import type { SampleApp } from './sample-app.ts'
import { play } from './story.ts'
import { table } from './table.ts'
import { eventName, subjectName } from './words.ts'

/** How long after the last act every app must have been told. */
const DEADLINE_MS = 10_000

const print = (line = ''): void => {
  process.stdout.write(`${line}\n`)
}
const bold = (text: string): string => styleText('bold', text, { stream: process.stdout })

/** The story of the stolen Drift tokens, on a hub of its own that is gone afterwards. True where every app got exactly what it should. */
async function demo(stop: AbortController): Promise<boolean> {
  await using open = new AsyncDisposableStack()
  print(
    bold(
      'The Salesloft Drift story: OAuth tokens of one integration are stolen, and everybody is told.',
    ),
  )
  print('Starting a hub with an empty database …')
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-demo-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  await chmod(folder, 0o711) // as root, the embedded PostgreSQL is another user's
  const token = randomBytes(32).toString('base64url')
  const config = loadConfig({ PORT: '0', DATA_DIR: folder, ADMIN_TOKEN: token })
  const hub = open.adopt(await openHub(config), (opened) => opened.close())
  const running = hub.run(stop.signal)
  open.defer(async () => {
    stop.abort()
    await running.catch(() => undefined) // a fault has ended the story already
  })
  const ended = running.then(() => {
    throw new Error('The hub was stopped')
  })
  ended.catch(() => undefined) // at the end of the story nobody waits for it
  return await Promise.race([tell({ issuer: hub.config.issuer, token }, open), ended])
}

async function tell(operator: Operator, open: AsyncDisposableStack): Promise<boolean> {
  print(`The hub is at ${operator.issuer}. Three SaaS apps subscribe over its SSF API:`)
  const cast = await gather(operator, open)
  for (const [name, events] of Object.entries(APPS))
    print(`   ${name.padEnd(9)} wants ${events.join(', ')}`)
  print()
  const facts = await play(cast, operator, print)
  const txns = [...new Set(facts.map(({ txn }) => txn))]
  const found = await traces(operator, txns, { count: facts.length, deadlineMs: DEADLINE_MS })
  for (const app of cast.apps) printReceived(app)
  printTable(found)
  const wrong = differences(facts, cast.apps)
  for (const text of wrong) print(`✗ ${text}`)
  print()
  print(
    wrong.length === 0
      ? bold('✓ Every app got exactly what it asked for, and verified every signature.')
      : bold('✗ Not everybody got what they should.'),
  )
  return wrong.length === 0
}

function printReceived({ name, received }: SampleApp): void {
  print()
  print(bold(`${name} received and verified:`))
  for (const { type, subject, alg } of received)
    print(`   ${eventName(type).padEnd(21)}  ${subjectName(subject)} (${alg})`)
}

function printTable(found: readonly Trace[]): void {
  const nameOf = ({ event }: Trace) => `${eventName(event.type)} for ${subjectName(event.subject)}`
  const rows = found.flatMap((trace) =>
    trace.deliveries
      .toSorted((a, b) => a.subscriber.name.localeCompare(b.subscriber.name))
      .map(({ subscriber, state }) => [
        nameOf(trace),
        subscriber.name,
        state.deliveredAt
          ? String(state.deliveredAt.getTime() - trace.event.acceptedAt.getTime())
          : state.status,
      ]),
  )
  print()
  for (const line of table(['event', 'app', 'ingest → acknowledged, ms'], rows)) print(line)
  print()
  print(bold('Why the others were not told:'))
  for (const trace of found) {
    const reasons = trace.notDelivered.map(
      ({ subscriber, because }) => `${subscriber.name} (${because})`,
    )
    if (reasons.length > 0) print(`   ${nameOf(trace)}: ${reasons.join(', ')}`)
  }
}

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    stop.abort()
  })
try {
  process.exitCode = (await demo(stop)) ? 0 : 1
} catch (error) {
  process.stderr.write(`demo: ${errorText(error)}\n`)
  process.exitCode = 1
}
