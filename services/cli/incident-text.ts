import type { components } from '../../schemas/generated/types.d.ts'
import type { Cli } from './cli.ts'
import { plain, shortType, since, table, tone, type Cell } from './show.ts'

type Detail = components['schemas']['IncidentDetail']
type Step = components['schemas']['IncidentStep']
type Severity = Detail['incident']['severity']

const TONES = { info: 'dim', low: 'dim', medium: 'warn', high: 'bad', critical: 'bad' } as const

const severityCell = (severity: Severity): Cell => [TONES[severity], severity]

const HEAD = ['id', 'severity', 'state', 'signals', 'facts', 'opened', 'last signal', 'txn']

export function incidentTable({ io }: Cli, incidents: readonly Detail['incident'][]): string {
  if (incidents.length === 0) return 'No incident.'
  const now = io.clock.now()
  return table(
    io,
    HEAD,
    incidents.map((one): Cell[] => [
      one.id,
      severityCell(one.severity),
      one.state,
      String(one.signals),
      String(one.facts),
      since(one.openedAt, now),
      since(one.lastSignalAt, now),
      one.txn,
    ]),
  )
}

/** An incident as its story: who is in it, then each signal with what followed. */
export function incidentText(
  { io }: Cli,
  { incident, parties }: Detail,
  timeline: readonly Step[],
): string {
  const now = io.clock.now()
  const { id, severity, state, txn, signals, openedAt } = incident
  const head = [
    `${tone(io, TONES[severity], severity)} incident ${id}, ${state}, opened ${since(openedAt, now)}`,
    `${signals} signals  txn ${plain(txn)}`,
  ]
  const who = table(
    io,
    ['who', 'kind', 'names'],
    parties.map(({ principal, names, role }): Cell[] => [
      [role === 'strong' ? 'strong' : 'dim', principal.id],
      principal.kind,
      names.map((name) => JSON.stringify(name)).join(' '),
    ]),
  )
  return [...head, '', who, '', ...timeline.flatMap((step) => stepLines(io, step))].join('\n')
}

function stepLines(io: Cli['io'], { signal, decisions, events }: Step): string[] {
  const told = events.map(({ event, deliveries }) => {
    const { delivered, waiting, rejected, expired } = deliveries
    const failed = rejected + expired
    return `    → ${shortType(event.type)}: ${plain(event.becauseOf.reason)} (${delivered} told, ${waiting} waiting${failed > 0 ? `, ${failed} not told` : ''})`
  })
  const shadows = decisions
    .filter(({ decision }) => decision === 'shadow')
    .map(() => tone(io, 'dim', '    · a policy in shadow would have acted'))
  const at = tone(io, 'dim', signal.receivedAt)
  const what = `${tone(io, 'strong', shortType(signal.type))} from ${plain(signal.sourceId)}`
  return [`${at} ${what} ${plain(JSON.stringify(signal.subject))}`, ...told, ...shadows]
}
