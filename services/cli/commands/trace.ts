import type { Command } from 'commander'
import { EventId } from '../../../schemas/ids.ts'
import { HubError } from '../../kernel/errors.ts'
import { readAll, told, type Api } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { plain, shortType, table, tone, type Cell, type Tone } from '../show.ts'

/** Events of one txn whose traces are printed. */
const MAX_EVENTS = 50

export function addTraceCommand(program: Command, cli: Cli): void {
  program
    .command('trace <event-or-txn>')
    .description('who got an event, when, each attempt, and why others did not')
    .addHelpText('after', example('trace console-3cbe7a…', 'trace 01a2b3c4-… --json'))
    .action(async (name: string, _options: unknown, command: Command) => {
      const api = await apiOf(cli, command)
      const traces = await tracesOf(api, name)
      print(cli, command, traces, () => traces.map((trace) => traceText(cli, trace)).join('\n\n'))
    })
}

export type Trace = Awaited<ReturnType<typeof readTrace>>

const readTrace = (api: Api, id: string) =>
  told(api.GET('/admin/events/{id}/trace', { params: { path: { id } } }))

/** The trace of one event, or of every event of a txn. @throws HubError `not_found` */
export async function tracesOf(api: Api, name: string): Promise<Trace[]> {
  if (EventId.safeParse(name).success) return [await readTrace(api, name)]
  const events = await readAll(
    (query) => told(api.GET('/admin/events', { params: { query: { ...query, txn: name } } })),
    MAX_EVENTS,
  )
  const traces: Trace[] = []
  for (const { id } of events) traces.push(await readTrace(api, id))
  if (traces.length === 0) throw new HubError('not_found', `No event and no txn is called ${name}`)
  return traces
}

const TONES: Readonly<Record<Trace['deliveries'][number]['state']['status'], Tone>> = {
  delivered: 'good',
  pending: 'warn',
  held: 'warn',
  rejected: 'bad',
  expired: 'bad',
  dropped: 'bad',
}

export function traceText({ io }: Cli, { event, deliveries, notDelivered }: Trace): string {
  const head = [
    `${tone(io, 'strong', shortType(event.type))} ${plain(JSON.stringify(event.subject))}`,
    `event ${event.id}  txn ${plain(event.txn)}`,
    `because ${plain(event.becauseOf.reason)} (policy ${plain(event.becauseOf.policyId)} version ${event.becauseOf.policyVersion})`,
  ]
  const rows = [
    ...deliveries.map(({ subscriber, state, jti }): Cell[] => [
      subscriber.name,
      [TONES[state.status], state.status],
      String(state.attempts),
      detailOf(state),
      jti,
    ]),
    ...notDelivered.map(({ subscriber, because }): Cell[] => [
      subscriber.name,
      ['dim', 'not told'],
      '',
      because,
      '',
    ]),
  ]
  const body =
    rows.length === 0
      ? 'No stream exists.'
      : table(io, ['app', 'state', 'attempts', 'detail', 'jti'], rows)
  return [...head, body].join('\n')
}

function detailOf(state: Trace['deliveries'][number]['state']): string {
  switch (state.status) {
    case 'delivered':
      return `at ${state.deliveredAt}`
    case 'pending':
      return `next attempt ${state.nextAttemptAt}`
    case 'rejected':
      return `${state.err} ${state.description ?? ''}`
    case 'expired':
      return state.lastReason
    case 'held':
    case 'dropped':
      return state.because
    default:
      return state satisfies never
  }
}
