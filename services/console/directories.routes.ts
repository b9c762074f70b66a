import type { Request, Router } from 'express'
import {
  CreateDirectoryRequest,
  CreateDirectoryTokenRequest,
  DirectoryPath,
  DirectoryQuery,
  DirectoryTokenPath,
  UpdateDirectoryRequest,
  type Directory,
} from '../../schemas/directory.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import { MOST_TOKENS } from '../kernel/store/directories.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'
import { withoutUndefined } from './without-undefined.ts'

type DirectoryDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'config'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

const DAY_MS = 86_400_000

/** Identity providers that tell by SCIM who their people are, and with what they prove that it is they. */
export function addDirectoryRoutes(router: Router, deps: DirectoryDeps): void {
  addReading(router, deps)
  addChanges(router, deps)
  addTokens(router, deps)
}

/** With what an identity provider is given to find it. */
const shown = <Kept extends object>(kept: Kept, { config }: Pick<DirectoryDeps, 'config'>) => ({
  ...kept,
  scimUrl: `${config.issuer.replace(/\/$/, '')}/scim/v2`,
})

function addReading(router: Router, { store, config }: DirectoryDeps): void {
  router.get(endpoint('listDirectories').route, async (request, response) => {
    const { limit, after } = readQuery(request, DirectoryQuery)
    const kept = await store.directories.list(limit, after)
    response.json(
      page(
        kept.map((one) => shown(one, { config })),
        limit,
      ),
    )
  })
  router.get(endpoint('readDirectory').route, async (request, response) => {
    response.json(shown(await directoryOf(request, store), { config }))
  })
}

function addChanges(router: Router, deps: DirectoryDeps): void {
  const { store, log, audit, operators } = deps
  router.post(endpoint('createDirectory').route, async (request, response) => {
    const wanted = readBody(request, CreateDirectoryRequest)
    const createdBy = operators.of(request).name
    const made = await store.directories.create({ ...wanted, createdBy })
    if (!made) throw new HubError('conflict', `There is a directory ${wanted.id} already`)
    log.info({ directoryId: made.id, tenantId: made.tenantId }, 'directory made')
    const { id, tenantId } = made
    await audit(request, {
      ...{ action: 'directory.create', target: `directory:${id}`, tenantId },
      detail: { ...withoutUndefined(wanted) },
    })
    response.status(201).json(shown(made, deps))
  })
  router.patch(endpoint('updateDirectory').route, async (request, response) => {
    const { id } = readPath(request, DirectoryPath)
    const changes = withoutUndefined(readBody(request, UpdateDirectoryRequest))
    const changed = (await store.directories.update(id, changes)) ?? unknown(id)
    log.info({ directoryId: id, changed: Object.keys(changes) }, 'directory changed')
    const { tenantId } = changed
    await audit(request, {
      ...{ action: 'directory.change', target: `directory:${id}`, tenantId },
      detail: changes,
    })
    response.json(shown(changed, deps))
  })
  router.delete(endpoint('deleteDirectory').route, async (request, response) => {
    const { id, tenantId, users } = await directoryOf(request, store)
    if (!(await store.directories.delete(id))) unknown(id)
    log.info({ directoryId: id, users }, 'directory removed')
    await audit(request, {
      ...{ action: 'directory.delete', target: `directory:${id}`, tenantId },
      detail: { users },
    })
    response.status(204).end()
  })
}

function addTokens(router: Router, deps: DirectoryDeps): void {
  const { store, clock, log, audit, operators } = deps
  router.get(endpoint('listDirectoryTokens').route, async (request, response) => {
    const { id } = await directoryOf(request, store)
    response.json({ items: await store.directories.tokensOf(id) })
  })
  router.post(endpoint('createDirectoryToken').route, async (request, response) => {
    const { id, tenantId } = await directoryOf(request, store)
    const { days } =
      request.body === undefined ? {} : readBody(request, CreateDirectoryTokenRequest)
    const expiresAt =
      days === undefined ? undefined : new Date(clock.now().getTime() + days * DAY_MS)
    const createdBy = operators.of(request).name
    const result = await store.directories.createToken(id, { createdBy, expiresAt })
    if (!result)
      throw new HubError('conflict', `It has ${String(MOST_TOKENS)} tokens: delete some first`)
    log.info({ directoryId: id, tokenId: result.made.id }, 'directory token made')
    await audit(request, {
      ...{ action: 'directory.create-token', target: `directory:${id}`, tenantId },
      detail: withoutUndefined({ tokenId: result.made.id, days }),
    })
    response.status(201).json(shown({ ...result.made, token: result.token }, deps))
  })
  router.delete(endpoint('deleteDirectoryToken').route, async (request, response) => {
    const { id, tokenId } = readPath(request, DirectoryTokenPath)
    const { tenantId } = await directoryOf(request, store)
    if (!(await store.directories.deleteToken(id, tokenId)))
      throw new HubError('not_found', `No token ${tokenId} of this directory`)
    log.info({ directoryId: id, tokenId }, 'directory token deleted')
    await audit(request, {
      ...{ action: 'directory.delete-token', target: `directory:${id}`, tenantId },
      detail: { tokenId },
    })
    response.status(204).end()
  })
}

async function directoryOf(
  request: Request,
  store: Pick<DirectoryDeps['store'], 'directories'>,
): Promise<Directory> {
  const { id } = readPath(request, DirectoryPath)
  return (await store.directories.find(id)) ?? unknown(id)
}

function unknown(id: string): never {
  throw new HubError('not_found', `No directory ${id}`)
}
