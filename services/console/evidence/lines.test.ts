import { expect, test } from 'vitest'
import { linesOf, type Bundle } from './lines.ts'

const madeAt = new Date('2026-01-01T00:00:00Z')
const printed = (progress: object): string[] =>
  linesOf({
    evidence: {
      version: 1,
      issuer: 'https://hub.example',
      jwks_uri: 'https://hub.example/jwks.json',
      made_at: madeAt,
      made_by: '山田 花子',
      progress: {
        txn: 't',
        events: [],
        streams: [],
        notTold: [],
        open: 0,
        ...progress,
      },
    },
    signature: '',
  } satisfies Bundle).map(({ text }) => text)

test('the reasons are printed as the apps were told them, in each language, a line each', () => {
  const type = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
  const payload = {
    reason_admin: { ja: '端末の\n盗難', en: 'Stolen' },
    reason_user: 'Ask the help desk',
    reason_other: 'x',
  }
  const subject = { format: 'email', email: 'taro@corp.example' }
  const event = { id: 'e', type, payload, subject, acceptedAt: madeAt, becauseOf: { reason: 'r' } }
  expect(printed({ events: [event] })).toEqual(
    expect.arrayContaining([
      'session-revoked',
      type,
      'Reason for administrators (ja): 端末の 盗難',
      'Reason for administrators (en): Stolen',
      'Reason for the user (-): Ask the help desk',
    ]),
  )
})

test('what is cut says so', () => {
  const cut = 'There is more of it than is told here: more events, or more apps.'
  expect(printed({ isCut: true })).toContain(cut)
  expect(printed({})).not.toContain(cut)
})
