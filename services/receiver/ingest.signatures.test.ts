import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SourceKind, SourceSettings } from '../../schemas/vendor-sources.ts'
import { ingest, open, refusals, sources, stored } from './ingest.fixture.ts'

// The published signature cases again, this time through the door.
const DIRECTORY = '../shared/vectors'
const isThere = existsSync(DIRECTORY)
if (!isThere) console.warn(`SKIPPED: the published vendor vectors are not at ${DIRECTORY}`)

type Vector = {
  id: string
  expected: 'valid' | 'invalid'
  headers: Record<string, string>
  body?: string
  body_repeat?: { char: string; count: number }
  now?: number
  secret?: string | string[]
  public_key?: string
  certificate_pem?: string
}

const FILES: [SourceKind, string][] = [
  ['github', 'github-x-hub-signature-256'],
  ['slack', 'slack-v0'],
  ['pagerduty', 'pagerduty-v3'],
  ['atlassian', 'atlassian-x-hub-signature'],
  ['box', 'box-body-then-timestamp'],
  ['standard-webhooks', 'standard-webhooks'],
  ['aws-sns', 'aws-sns'],
]

/** Posts a published case at its own time to a source with its secrets. */
function send(kind: SourceKind, vector: Vector, settings = settingsOf(vector)) {
  const { headers, body = '', body_repeat: repeat, now = 0 } = vector
  const secrets = [vector.secret ?? vector.public_key ?? []].flat()
  sources.set('vector', { id: 'vector', ...open, kind, secrets, settings })
  const clock = { now: () => new Date(now * 1_000) }
  const text = repeat ? repeat.char.repeat(repeat.count) : body
  return ingest({ clock, bodyLimitBytes: 2 ** 21 })
    .post('/ingest/vector')
    .set({ 'content-type': 'application/octet-stream', ...headers })
    .serialize(String)
    .send(text)
}

// The file's shape is described in the vectors' own notes; a wrong one fails the tests.
const vectorsOf = (file: string): Vector[] =>
  isThere
    ? (JSON.parse(readFileSync(`${DIRECTORY}/${file}.json`, 'utf8')) as { vectors: Vector[] })
        .vectors
    : []

describe.skipIf(!isThere).each(FILES)('%s', (kind, file) => {
  test.each(vectorsOf(file))('$id is $expected', async (vector) => {
    const { status } = await send(kind, vector)
    // What is authentic may still be no event of the vendor's: then it is 400.
    expect(status).toBeOneOf(vector.expected === 'valid' ? [204, 400] : [401])
    expect(refusals.includes('authentication_failed')).toBe(vector.expected === 'invalid')
    expect(stored.size).toBe(0) // none of the published cases says anything about access
  })
})

test.skipIf(!isThere)('a message of an SNS topic that is not named is refused', async () => {
  for (const vector of vectorsOf('aws-sns')) {
    const topics = ['arn:aws:sns:us-west-2:1:another']
    expect((await send('aws-sns', vector, { ...settingsOf(vector), topics })).status).toBe(401)
    expect((await send('aws-sns', vector, {})).status).toBe(401)
  }
})

function settingsOf({ body = '', certificate_pem: pem }: Vector): SourceSettings {
  const topic = /"TopicArn"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? ''
  return pem === undefined ? {} : { topics: [topic], certificates: [pem] }
}
