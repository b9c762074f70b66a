import { expect, test } from 'vitest'
import { words } from '../../words/en/index.ts'
import { fill, type Key, type Parameters } from '../../words/words.ts'
import { noteOf } from './note-of.ts'
import { linesOf, toCsv, toMarkdown, type Story } from './report.ts'

const speak = {
  t: (key: Key, parameters?: Parameters) => fill(words[key], parameters),
  name: (prefix: string, value: string) =>
    (words[`${prefix}.${value}` as Key] as string | undefined) ?? value, // where there is one
}

const ID = '01980000-0000-7000-8000-000000000001'
const HOSTILE = '<img src=x> | `x` [a](javascript:1)\n# no'

const STORY = {
  detail: {
    incident: {
      id: ID,
      tenantId: 'default',
      txn: 'txn-1',
      severity: 'high',
      state: 'contained',
      signals: 1,
      facts: 1,
      openedAt: '2026-01-01T00:00:00.000Z',
      firstSignalAt: '2026-01-01T00:00:00.000Z',
      lastSignalAt: '2026-01-01T00:00:00.000Z',
    },
    parties: [
      {
        principal: {
          id: ID,
          tenantId: 'default',
          kind: 'user',
          displayName: HOSTILE,
          createdAt: '',
        },
        role: 'strong',
        names: [],
      },
    ],
    facts: [],
    absorbed: [],
    related: [],
  },
  steps: [
    {
      signal: {
        id: ID,
        type: 'https://schemas.openid.net/secevent/risc/event-type/account-disabled',
        sourceId: 'okta',
        certainty: 'proven',
        subject: { format: 'email', email: 'jane@acme.example' },
        receivedAt: '2026-01-01T00:00:00.000Z',
      },
      decisions: [
        { decision: 'skip', policyId: 'p', policyVersion: 1, because: '=HYPERLINK("http://x")' },
      ],
      events: [
        {
          event: {
            id: ID,
            type: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
            txn: 'txn-1',
            acceptedAt: '2026-01-01T00:00:01.000Z',
          },
          deliveries: { delivered: 3, rejected: 1, expired: 0, waiting: 0 },
        },
      ],
    },
  ],
  notes: [
    { id: ID, kind: 'state', author: 'Ann', text: 'contained', at: '2026-01-01T00:00:00.500Z' },
    { id: ID, kind: 'comment', author: '=1+1', text: 'called', at: '2026-01-01T00:00:02.000Z' },
  ],
  isCut: false,
  areNotesCut: false,
} as unknown as Story // as much of it as a report reads

test('the lines are in the order of time, whoever they are of', () => {
  expect(linesOf(STORY, speak).map(({ kind, who, text }) => `${kind} ${who}: ${text}`)).toEqual([
    'signal okta: account-disabled: jane@acme.example (proven)',
    'decision p: not told: (=HYPERLINK("http://x"))',
    'note Ann: contained',
    'told txn-1: session-revoked: 3 acknowledged, 1 refused',
    'note =1+1: called',
  ])
})

test('Markdown reads nothing that anybody wrote as markup', () => {
  const text = toMarkdown(STORY, speak, new Date('2026-01-02T00:00:00Z'))
  expect(text).toContain('- &lt;img src=x> \\| \\`x\\` \\[a\\](javascript:1) \\# no (person)\n')
  expect(text).toContain('- Report made: 2026-01-02T00:00:00.000Z\n')
  expect(text).not.toContain('Only the first')
  expect(toMarkdown({ ...STORY, isCut: true }, speak, new Date(0))).toContain(
    'Only the first 1 signals are listed.',
  )
  expect(text).not.toContain('Only the latest')
  expect(toMarkdown({ ...STORY, areNotesCut: true }, speak, new Date(0))).toContain(
    `Only the latest ${String(STORY.notes.length)} notes of operators are listed.`,
  )
})

test('CSV is quoted, and no cell is a formula', () => {
  const rows = toCsv(STORY, speak).split('\r\n')
  expect(rows[0]).toBe('"Time (UTC)","Kind","By","What"')
  expect(rows[5]).toBe(`"2026-01-01T00:00:02.000Z","note","'=1+1","called"`)
  expect(rows.slice(6)).toEqual([''])
})

test.each([
  ['called her', { kind: 'comment', text: 'called her' }],
  [' https://tickets.example/7 ', { kind: 'link', text: 'https://tickets.example/7' }],
  ['see https://tickets.example/7', { kind: 'comment', text: 'see https://tickets.example/7' }],
  [ID.toUpperCase(), { kind: 'incident', text: ID }],
  [`https://hub.example/console/incidents/${ID}`, { kind: 'incident', text: ID }],
  ['javascript:alert(1)', { kind: 'comment', text: 'javascript:alert(1)' }],
  ['  ', undefined],
])('what is typed is a note: %s', (typed, note) => {
  expect(noteOf(typed)).toEqual(note)
})
