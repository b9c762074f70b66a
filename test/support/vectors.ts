import { existsSync, readFileSync } from 'node:fs'

/** Published vendor data, from outside this repository. */
const DIRECTORY = '../shared/vectors'
export const HAS_VECTORS = existsSync(DIRECTORY)
if (!HAS_VECTORS) console.warn(`SKIPPED: the published vendor vectors are not at ${DIRECTORY}`)

export type SetVector = {
  id: string
  jwks: { keys: Record<string, unknown>[] }
  receiver: { issuer: string; audience: string; push_authorization: string }
  headers: Record<string, string>
  body: string
  expected: 'valid' | 'invalid'
  reason?: string
  response_status: number
}

export type PayloadFixture = {
  id: string
  vendor: string
  raw_body: string
  headers?: Record<string, string>
}

// The shape of these files is told in their own notes; a wrong one fails the tests that use it.
const read = (file: string): unknown =>
  HAS_VECTORS ? JSON.parse(readFileSync(`${DIRECTORY}/${file}`, 'utf8')) : {}

export const setVectors = (): SetVector[] =>
  (read('set-push.json') as { vectors?: SetVector[] }).vectors ?? []

export const payloadFixtures = (vendor: string): PayloadFixture[] =>
  ((read('payload-fixtures.json') as { fixtures?: PayloadFixture[] }).fixtures ?? []).filter(
    (fixture) => fixture.vendor === vendor,
  )
