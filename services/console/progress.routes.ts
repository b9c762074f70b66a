import type { Request, Router } from 'express'
import type { HubEvent } from '../../schemas/event.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import { ProgressPath, type Progress } from '../../schemas/progress.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readPath } from '../kernel/http/read.ts'
import { digestOf, PDF_TYP, withSignature } from '../kernel/set/signed-pdf.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import type { Bundle } from './evidence/lines.ts'
import { createPdf } from './evidence/pdf.ts'
import { toProgress } from './progress.ts'

type ProgressDeps = Pick<Deps, 'store' | 'clock' | 'signer' | 'config'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** Events of one txn, and streams of one event, that are told; it says so where there are more. */
const MOST_EVENTS = 50
const MOST_STREAMS = 1_000

/** How far a revocation is, and the proof of it. */
export function addProgressRoutes(router: Router, deps: ProgressDeps): void {
  router.get(endpoint('readProgress').route, async (request, response) => {
    response.json(await progressOf(readPath(request, ProgressPath).txn, deps))
  })
  router.get(endpoint('readEvidence').route, async (request, response) => {
    const { txn } = readPath(request, ProgressPath)
    const evidence = await bundle(txn, request, deps)
    await given(txn, request, deps)
    response.set('Content-Disposition', attachment(txn, 'json')).json(evidence)
  })
  const pdf = createPdf()
  router.get(endpoint('readEvidencePdf').route, async (request, response) => {
    const { txn } = readPath(request, ProgressPath)
    const evidence = await bundle(txn, request, deps)
    const signed = await signPdf(await pdf(evidence), evidence, deps)
    await given(txn, request, deps)
    response.set('Content-Disposition', attachment(txn, 'pdf')).type('application/pdf').send(signed)
  })
}

const given = (txn: string, request: Request, { audit }: ProgressDeps) =>
  audit(request, { action: 'revocation.evidence', target: `revocation:${txn}`, detail: {} })

const attachment = (txn: string, ending: 'json' | 'pdf'): string =>
  `attachment; filename="evidence-${txn.replaceAll(/[^\w-]/g, '_')}.${ending}"`

/** The signature covers every byte before it. */
async function signPdf(
  drawn: Buffer,
  { evidence }: Bundle,
  { signer }: ProgressDeps,
): Promise<Buffer> {
  const { issuer, jwks_uri, made_at, made_by, progress } = evidence
  const said = { issuer, jwks_uri, made_at, made_by: made_by.slice(0, 64), sha256: digestOf(drawn) }
  const txn = progress.txn.slice(0, 64) // the whole of it is on the pages
  const { jws } = await signer.sign(JSON.stringify({ ...said, txn }), {
    alg: 'ES256',
    typ: PDF_TYP,
  })
  return withSignature(drawn, jws)
}

async function bundle(txn: string, request: Request, deps: ProgressDeps): Promise<Bundle> {
  const { issuer } = deps.config
  const evidence: Bundle['evidence'] = {
    version: 1,
    issuer,
    jwks_uri: `${issuer.replace(/\/$/, '')}/jwks.json`,
    made_at: deps.clock.now(),
    made_by: deps.operators.of(request).name,
    progress: await progressOf(txn, deps),
  }
  const { jws } = await deps.signer.sign(JSON.stringify(evidence), {
    alg: 'RS256',
    typ: 'ssf-evidence+jws',
  })
  return { evidence, signature: jws }
}

/** @throws HubError `not_found` where no event has this txn */
async function progressOf(txn: string, { store }: ProgressDeps): Promise<Progress> {
  const newest = await store.events.list({ txn, limit: MOST_EVENTS + 1 })
  const events = newest.slice(0, MOST_EVENTS).toReversed()
  if (events.length === 0)
    throw new HubError('not_found', `No event with the txn ${txn}; it may not be decided yet`)
  const all = await Promise.all(events.map((event) => toldOf(event, store)))
  const told = all.map(({ event, deliveries, passedBy }) => ({
    event,
    deliveries: deliveries.slice(0, MOST_STREAMS),
    passedBy: passedBy.slice(0, MOST_STREAMS),
  }))
  const isCut =
    newest.length > MOST_EVENTS ||
    all.some(({ deliveries, passedBy }) =>
      [deliveries, passedBy].some(({ length }) => length > MOST_STREAMS),
    )
  const ids = events.map(({ id }) => id)
  const [enforcements, confirmations, names, audiences] = await Promise.all([
    store.enforcements.of(ids),
    store.enforcements.confirmations(ids),
    namesOf(told, store),
    audiencesOf(told, store),
  ])
  return toProgress({ txn, told, enforcements, confirmations, names, audiences, isCut })
}

type Told = Parameters<typeof toProgress>[0]['told']

/** To one stream more than is told, where there are so many. */
async function toldOf(event: HubEvent, { events, trace }: Deps['store']): Promise<Told[number]> {
  const fannedOutAt = (await events.find(event.id))?.fannedOutAt
  const [deliveries, passedBy] = await Promise.all([
    trace.deliveriesOf(event.id, MOST_STREAMS + 1),
    fannedOutAt ? trace.passedBy(event.id, fannedOutAt, MOST_STREAMS + 1) : [],
  ])
  return { event, deliveries, passedBy }
}

async function namesOf(told: Told, store: Deps['store']): Promise<Map<string, string>> {
  const ids = told.flatMap(({ deliveries, passedBy }) =>
    [...deliveries, ...passedBy].flatMap(({ subscriberId }) => subscriberId ?? []),
  )
  const subscribers = await store.subscribers.byIds([...new Set(ids)])
  return new Map(subscribers.map(({ id, name }) => [id, name]))
}

async function audiencesOf(told: Told, store: Deps['store']): Promise<Map<string, string[]>> {
  const ids = told.flatMap(({ deliveries }) => deliveries.map(({ streamId }) => streamId))
  const streams = await store.streams.byIds([...new Set(ids)])
  return new Map(streams.map(({ id, audience }) => [id, audience]))
}
