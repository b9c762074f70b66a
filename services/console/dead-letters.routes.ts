import type { Router } from 'express'
import { StreamPath } from '../../schemas/admin.ts'
import {
  DeadLetterExportQuery,
  DeadLetterGroupQuery,
  DeadLetterQuery,
  DeadLetterSearch,
  RedriveRequest,
  type DeadLetterFilter,
} from '../../schemas/dead-letter.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { DeadLetter, DeadLetterPlace, DeadLetterStore } from '../kernel/store/dead-letters.ts'
import type { Audit } from './audit.ts'
import { sendLines } from './ndjson.ts'

type DeadLetterDeps = Pick<Deps, 'store' | 'clock' | 'log'> & { audit: Audit }

/** What subscribers did not take, and its second chance. */
export function addDeadLetterRoutes(router: Router, deps: DeadLetterDeps): void {
  addSearch(router, deps)
  addOfStream(router, deps)
}

function addSearch(router: Router, { store }: DeadLetterDeps): void {
  router.get(endpoint('searchDeadLetters').route, async (request, response) => {
    const { limit, after, ...filter } = readQuery(request, DeadLetterSearch)
    const found = await store.deadLetters.list(
      filter,
      limit,
      after === undefined ? undefined : placeOf(after),
    )
    const last = found.length === limit ? found.at(-1) : undefined
    const next = last && { next: `${last.streamId}:${String(last.seq)}` }
    response.json({ items: found.map(toItem), ...next })
  })
  router.get(endpoint('groupDeadLetters').route, async (request, response) => {
    const { limit, after, ...filter } = readQuery(request, DeadLetterGroupQuery)
    const found = await store.deadLetters.groups(
      filter,
      limit,
      after === undefined ? undefined : groupOf(after),
    )
    const last = found.length === limit ? found.at(-1) : undefined
    const items = found.map(
      ({ subscriberId: id, subscriberName: name, description, ...group }) => ({
        ...group,
        subscriber: { id, name },
        ...(description === null ? {} : { description }),
      }),
    )
    response.json({ items, ...(last && { next: `${last.streamId}:${last.err}` }) })
  })
  router.get(endpoint('exportDeadLetters').route, async (request, response) => {
    const filter = readQuery(request, DeadLetterExportQuery)
    await sendLines(response, lines(store.deadLetters, filter))
  })
}

function addOfStream(router: Router, { store, clock, log, audit }: DeadLetterDeps): void {
  router.get(endpoint('listDeadLetters').route, async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const { limit, after = '0' } = readQuery(request, DeadLetterQuery)
    if ((await store.streams.byIds([id])).length === 0) throw noStream(id)
    const place = { streamId: id, seq: Number(after) }
    const found = await store.deadLetters.list({ streamId: id }, limit, place)
    const last = found.length === limit ? found.at(-1)?.seq : undefined
    const next = last === undefined ? {} : { next: String(last) }
    response.json({ items: found.map(toItem), ...next })
  })
  router.post(endpoint('redriveDeadLetters').route, async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const { jtis } = readBody(request, RedriveRequest)
    const redriven = await store.deadLetters.redrive(id, jtis, clock.now())
    if (redriven === 'no-stream') throw noStream(id)
    if (redriven === 'disabled')
      throw new HubError('conflict', 'The stream is disabled and owed nothing: enable it first')
    log.info({ streamId: id, redriven }, 'dead letters redriven by an operator')
    await audit(request, {
      action: 'stream.redrive',
      target: `stream:${id}`,
      detail: { redriven, ...(jtis === undefined ? {} : { jtis }) },
    })
    response.status(202).json({ redriven })
  })
}

const noStream = (id: string): HubError => new HubError('not_found', `No stream ${id}`)

const toItem = ({ seq: _seq, jws: _jws, err, description, ...item }: DeadLetter) => ({
  ...item,
  ...(err === null ? {} : { err }),
  ...(description === null ? {} : { description }),
})

const EXPORT_PAGE = 500

async function* lines(deadLetters: DeadLetterStore, filter: DeadLetterFilter) {
  let after: DeadLetterPlace | undefined
  do {
    const found = await deadLetters.list(filter, EXPORT_PAGE, after)
    yield found.map((one) => ({ ...toItem(one), ...(one.jws === '' ? {} : { set: one.jws }) }))
    after = found.length === EXPORT_PAGE ? found.at(-1) : undefined
  } while (after)
}

/** A stream's id has no colon. */
function cut(text: string): [string, string] {
  const at = text.indexOf(':')
  return [text.slice(0, at), text.slice(at + 1)]
}

function placeOf(after: string): DeadLetterPlace {
  const [streamId, seq] = cut(after)
  return { streamId, seq: Number(seq) }
}

function groupOf(after: string): { streamId: string; err: string } {
  const [streamId, err] = cut(after)
  return { streamId, err }
}
