import type { Router } from 'express'
import { StreamPath } from '../../schemas/admin.ts'
import { DeadLetterQuery, RedriveRequest } from '../../schemas/dead-letter.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { DeadLetter } from '../kernel/store/dead-letters.ts'

type DeadLetterDeps = Pick<Deps, 'store' | 'clock' | 'log'>

/** What a stream's subscriber did not take, and its second chance. */
export function addDeadLetterRoutes(router: Router, { store, clock, log }: DeadLetterDeps): void {
  router.get(endpoint('listDeadLetters').route, async (request, response) => {
    const { id } = readPath(request, StreamPath)
    const { limit, after = '0' } = readQuery(request, DeadLetterQuery)
    if ((await store.streams.byIds([id])).length === 0) throw noStream(id)
    const found = await store.deadLetters.list(id, limit, Number(after))
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
    response.status(202).json({ redriven })
  })
}

const noStream = (id: string): HubError => new HubError('not_found', `No stream ${id}`)

const toItem = ({ seq: _seq, err, description, ...item }: DeadLetter) => ({
  ...item,
  ...(err === null ? {} : { err }),
  ...(description === null ? {} : { description }),
})
