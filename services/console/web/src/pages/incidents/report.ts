import type { Key, Parameters } from '../../words/words.ts'
import { eventName } from '../../parts/event-name.ts'
import { principalText } from '../../parts/principal.tsx'
import { subjectText } from '../../parts/subject.tsx'
import type { IncidentDetail, Note, Step } from './incident.tsx'

/** Everything that is known of an incident. `isCut`, `areNotesCut`: there are more than a report holds. */
export type Story = {
  detail: IncidentDetail
  steps: readonly Step[]
  notes: readonly Note[]
  isCut: boolean
  areNotesCut: boolean
}

type Words = {
  t: (key: Key, parameters?: Parameters) => string
  name: (prefix: string, value: string) => string
}

/** One line of a timeline; `at` in UTC, ISO 8601. */
export type Line = {
  at: string
  kind: 'signal' | 'decision' | 'told' | 'note'
  who: string
  text: string
}

/** Pure: what happened and what was done about it, in the order of time. */
export function linesOf({ steps, notes }: Story, words: Words): Line[] {
  return [
    ...steps.flatMap((step) => stepLines(step, words)),
    ...notes.map((note) => noteLine(note, words)),
  ]
    .map((line, index) => ({ line, index }))
    .toSorted((a, b) => a.line.at.localeCompare(b.line.at) || a.index - b.index)
    .map(({ line }) => line)
}

function stepLines({ signal, decisions, events }: Step, { t, name }: Words): Line[] {
  const at = signal.receivedAt
  const made = new Map(events.map(({ event }) => [event.id, event]))
  const came: Line = {
    at,
    kind: 'signal',
    who: signal.sourceId,
    text: `${eventName(signal.type)}: ${subjectText(signal.subject)} (${t(`certainty.${signal.certainty}`)})`,
  }
  const decided = decisions.map((decision): Line => {
    const word = t(`signal.${decision.decision}`)
    const emitted = decision.decision === 'emit'
    const who = emitted ? decision.becauseOf.policyId : decision.policyId
    const what = emitted || decision.decision === 'shadow' ? `${eventName(decision.type)} ` : ''
    return { at, kind: 'decision', who, text: `${word}: ${what}${becauseOf(decision, name)}` }
  })
  const told = events.map(({ event, deliveries }): Line => {
    const counts = (['delivered', 'waiting', 'rejected', 'expired'] as const)
      .filter((kind) => deliveries[kind] > 0)
      .map((kind) => t(`incident.told.${kind}`, { n: deliveries[kind] }))
    const reached = counts.length > 0 ? counts.join(', ') : t('incident.told.nobody')
    const type = eventName(made.get(event.id)?.type ?? event.type)
    return { at: event.acceptedAt, kind: 'told', who: event.txn, text: `${type}: ${reached}` }
  })
  return [came, ...decided, ...told]
}

function becauseOf(decision: Step['decisions'][number], name: Words['name']): string {
  switch (decision.decision) {
    case 'emit':
      return `(${decision.becauseOf.reason})`
    case 'incident':
      return name('severity', decision.severity)
    case 'notify':
      return decision.channel
    default:
      return `(${decision.because})`
  }
}

const noteLine = ({ at, author, kind, text }: Note, { t, name }: Words): Line => ({
  at,
  kind: 'note',
  who: author,
  text:
    kind === 'state'
      ? name('incident', text)
      : kind === 'incident'
        ? t('incident.belongs', { id: text })
        : text,
})

/** Pure: the report as Markdown: nothing that anybody wrote is read as markup. */
export function toMarkdown(story: Story, words: Words, madeAt: Date): string {
  const { t, name } = words
  const { incident, parties } = story.detail
  const who = parties.map(
    (party) => `- ${plain(principalText(party))} (${name('principal', party.principal.kind)})`,
  )
  const lines = linesOf(story, words).map(
    ({ at, kind, who: by, text }) =>
      `| ${[at, t(`incident.report.${kind}`), by, text].map(plain).join(' | ')} |`,
  )
  return [
    `# ${t('incident.title', { id: incident.id })}`,
    '',
    ...factLines(incident, words),
    `- ${t('incident.report.made')}: ${madeAt.toISOString()}`,
    '',
    `## ${t('incident.parties')}`,
    '',
    ...who,
    '',
    `## ${t('incident.story')}`,
    '',
    ...(story.isCut ? [t('incident.report.cut', { n: story.steps.length }), ''] : []),
    ...(story.areNotesCut ? [t('incident.report.notes-cut', { n: story.notes.length }), ''] : []),
    `| ${columns(t).join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n')
}

function factLines(incident: IncidentDetail['incident'], { t, name }: Words): string[] {
  const facts: [string, string | undefined][] = [
    [t('incident.id'), incident.id],
    [t('incident.txn'), incident.txn],
    [t('incidents.severity'), name('severity', incident.severity)],
    [t('incidents.state'), name('incident', incident.state)],
    [t('incident.first'), incident.firstSignalAt],
    [t('incidents.last'), incident.lastSignalAt],
    [t('incident.acknowledged'), incident.acknowledgedAt],
    [t('incident.contained'), incident.containedAt],
    [t('incident.closed'), incident.closedAt],
    [t('incidents.signals'), String(incident.signals)],
  ]
  return facts.flatMap(([label, value]) =>
    value === undefined ? [] : [`- ${label}: ${plain(value)}`],
  )
}

const columns = (t: Words['t']): string[] => [
  t('incident.report.at'),
  t('incident.report.kind'),
  t('incident.report.by'),
  t('incident.report.what'),
]

/** Pure: one line, with every character that Markdown or HTML could read made plain. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#!]/g, '\\$&')

/** Pure: the timeline as CSV (RFC 4180). A cell that a spreadsheet would read as a formula begins with an apostrophe. */
export const toCsv = (story: Story, words: Words): string =>
  [
    columns(words.t),
    ...linesOf(story, words).map(({ at, kind, who, text }) => [at, kind, who, text]),
  ]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n')

const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
