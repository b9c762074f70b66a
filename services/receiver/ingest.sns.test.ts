import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { SourceSettings } from '../../schemas/vendor-sources.ts'
import { ingest, open, sources } from './ingest.fixture.ts'

// All published cases go through a hub's door in test/vectors.e2e.test.ts.
const DIRECTORY = '../shared/vectors'
const isThere = existsSync(DIRECTORY)
if (!isThere) console.warn(`SKIPPED: the published vendor vectors are not at ${DIRECTORY}`)

type Vector = { headers: Record<string, string>; body: string; certificate_pem: string }

/** Posts a published SNS message to a source with these settings. */
function send({ headers, body }: Vector, settings: SourceSettings) {
  sources.set('vector', { id: 'vector', ...open, kind: 'aws-sns', secrets: [], settings })
  return ingest()
    .post('/ingest/vector')
    .set({ 'content-type': 'application/octet-stream', ...headers })
    .serialize(String)
    .send(body)
}

// The file's shape is described in the vectors' own notes; a wrong one fails the tests.
const messages = (): Vector[] =>
  (JSON.parse(readFileSync(`${DIRECTORY}/aws-sns.json`, 'utf8')) as { vectors: Vector[] }).vectors

test.skipIf(!isThere)('a message of an SNS topic that is not named is refused', async () => {
  for (const message of messages()) {
    const certificates = [message.certificate_pem]
    const topics = ['arn:aws:sns:us-west-2:1:another']
    expect((await send(message, { certificates, topics })).status).toBe(401)
    expect((await send(message, {})).status).toBe(401)
  }
})
