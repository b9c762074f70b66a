import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SourceSettings } from '../../../schemas/vendor-sources.ts'
import { adapterFor } from './index.ts'

// The published signature cases again, this time by the adapter that a request meets.
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

const FILES: Record<string, string> = {
  github: 'github-x-hub-signature-256',
  slack: 'slack-v0',
  pagerduty: 'pagerduty-v3',
  atlassian: 'atlassian-x-hub-signature',
  box: 'box-body-then-timestamp',
  'standard-webhooks': 'standard-webhooks',
  'aws-sns': 'aws-sns',
}

describe.skipIf(!isThere).each(Object.entries(FILES))('%s', (kind, file) => {
  // The file's shape is described in the vectors' own notes; a wrong one fails the tests.
  const vectors = isThere
    ? (JSON.parse(readFileSync(`${DIRECTORY}/${file}.json`, 'utf8')) as { vectors: Vector[] })
        .vectors
    : []

  test.each(vectors)('$id is $expected', (vector) => {
    const { headers, body = '', body_repeat: repeat, now = 0 } = vector
    const text = repeat ? repeat.char.repeat(repeat.count) : body
    const request = { method: 'POST', headers, query: {}, body: Buffer.from(text) }
    const secrets = [vector.secret ?? vector.public_key ?? []].flat()
    const circumstances = { now: new Date(now * 1_000), settings: settingsOf(vector) }
    expect(adapterFor(kind)?.authenticate(request, secrets, circumstances)).toBe(
      vector.expected === 'valid',
    )
  })

  test.runIf(kind === 'aws-sns')('a message of a topic that is not named is refused', () => {
    for (const vector of vectors) {
      const request = {
        method: 'POST',
        headers: {},
        query: {},
        body: Buffer.from(vector.body ?? ''),
      }
      const settings = { ...settingsOf(vector), topics: ['arn:aws:sns:us-west-2:1:another'] }
      expect(adapterFor(kind)?.authenticate(request, [], { now: new Date(), settings })).toBe(false)
      expect(adapterFor(kind)?.authenticate(request, [], { now: new Date() })).toBe(false)
    }
  })
})

function settingsOf({ body = '', certificate_pem: pem }: Vector): SourceSettings {
  const topic = /"TopicArn"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? ''
  return pem === undefined ? {} : { topics: [topic], certificates: [pem] }
}
