import type { Request, Response, Router } from 'express'
import type { Directory } from '../../../schemas/directory.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { ScimPatch, ScimQuery, ScimUserPath } from '../../../schemas/scim.ts'
import { jsonFault } from '../../../schemas/json.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Callers } from '../../kernel/http/bearer.ts'
import { readQuery } from '../../kernel/http/read.ts'
import { MOST_FOUND, type DirectoryUser } from '../../kernel/store/directory-user-reads.ts'
import type { Revise, SavedUser } from '../../kernel/store/directory-users.ts'
import { fault, sendFault, sendScim, type ScimFault } from './fault.ts'
import { parseFilter } from './filter.ts'
import { lookupsOf, matches } from './matches.ts'
import { listResponse } from './metadata.ts'
import { patched } from './patch.ts'
import { locationOf, readUser, showUser, versionOf, type Wanted } from './resource.ts'

type UserDeps = Pick<Deps, 'store' | 'clock' | 'log'> & {
  base: string
  directories: Callers<Directory>
}

/** Users of the directory whose token it is (RFC 7644 §3). */
export function addUserRoutes(router: Router, deps: UserDeps): void {
  addReading(router, deps)
  addMaking(router, deps)
  addChanging(router, deps)
}

function addReading(router: Router, deps: UserDeps): void {
  const { store, base, directories } = deps
  router.get('/Users', async (request, response) => {
    const { filter, startIndex, count, ...wanted } = readQuery(request, ScimQuery)
    const { id } = directories.of(request)
    const page = { from: startIndex - 1, count }
    const found =
      filter === undefined
        ? {
            users: await store.directoryUsers.list(id, page.from, count),
            totalResults: await store.directoryUsers.count(id),
          }
        : await filtered(filter, { ...deps, directoryId: id, page })
    if ('refused' in found) {
      sendFault(response, found.refused)
      return
    }
    const resources = found.users.map((user) => showUser(user, { base, wanted }))
    sendScim(response, listResponse(resources, { totalResults: found.totalResults, startIndex }))
  })
  router.get('/Users/:id', async (request, response) => {
    const { attributes, excludedAttributes } = readQuery(request, ScimQuery)
    const found = await store.directoryUsers.find(directories.of(request).id, idOf(request))
    if (!found) sendFault(response, missing(request))
    else if (names(request.headers['if-none-match'], found))
      response.status(304).set('ETag', versionOf(found.version)).end()
    else answer(response, found, { base, wanted: { attributes, excludedAttributes } })
  })
}

type Filtering = Pick<UserDeps, 'store' | 'base'> & {
  directoryId: string
  page: { from: number; count: number }
}

/** Users are found by index and looked at after that: a filter that could hold for anybody is refused. */
async function filtered(
  text: string,
  { store, base, directoryId, page: { from, count } }: Filtering,
): Promise<{ users: DirectoryUser[]; totalResults: number } | { refused: ScimFault }> {
  const parsed = parseFilter(text)
  if ('wrong' in parsed) return { refused: fault('invalidFilter', `filter: ${parsed.wrong}`) }
  const lookups = lookupsOf(parsed.filter)
  if (!lookups) return { refused: fault('invalidFilter', TOO_WIDE) }
  const found = await store.directoryUsers.lookUp(directoryId, lookups)
  if (found.length > MOST_FOUND) return { refused: fault('tooMany', TOO_WIDE) }
  const fitting = found.filter((one) => matches(parsed.filter, showUser(one, { base })))
  return { users: fitting.slice(from, from + count), totalResults: fitting.length }
}

const TOO_WIDE =
  'A filter says by eq who is meant: id, userName, externalId or emails.value, and more by and'

function addMaking(router: Router, { store, clock, base, directories, log }: UserDeps): void {
  router.post('/Users', async (request, response) => {
    const read = readUser(request.body)
    if ('refused' in read) {
      sendFault(response, read.refused)
      return
    }
    const directory = directories.of(request)
    const made = await store.directoryUsers.create(read.user, { directory, now: clock.now() })
    if (!made.done) {
      sendFault(response, notSaved(made, request))
      return
    }
    const { id } = made.saved
    log.info({ directoryId: directory.id, userId: id }, 'user provisioned')
    response.status(201).set('Location', locationOf(base, id))
    answer(response, made.saved, { base, asked: made.asked })
  })
}

function addChanging(router: Router, deps: UserDeps): void {
  const { store, clock, directories, log } = deps
  router.put('/Users/:id', async (request, response) => {
    const read = readUser(request.body)
    await change(request, response, { ...deps, revise: () => read })
  })
  router.patch('/Users/:id', async (request, response) => {
    const revise = revision(request.body)
    await change(request, response, { ...deps, revise })
  })
  router.delete('/Users/:id', async (request, response) => {
    const directory = directories.of(request)
    const gone = await store.directoryUsers.delete(
      idOf(request),
      (current) => precondition(request, current),
      { directory, now: clock.now() },
    )
    if (!gone.done) {
      sendFault(response, gone.refused ?? missing(request))
      return
    }
    log.info({ directoryId: directory.id, userId: idOf(request) }, 'provisioned user deleted')
    response.status(204).end()
  })
}

/** What the operations make of a user, in the order in which they are told, all or none (RFC 7644 §3.5.2). */
function revision(body: unknown): Revise<ScimFault> {
  const unstorable = jsonFault(body)
  const { data, error } = ScimPatch.safeParse(body)
  if (!data || unstorable) {
    const detail = unstorable ?? (error ? reasonOf(error).slice(0, 500) : '')
    return () => ({ refused: fault('invalidSyntax', detail) })
  }
  return ({ user }) => {
    const after = patched(user, data.Operations)
    return 'refused' in after ? after : readUser(after.attributes)
  }
}

async function change(
  request: Request,
  response: Response,
  { store, clock, base, directories, revise }: UserDeps & { revise: Revise<ScimFault> },
): Promise<void> {
  const guarded: Revise<ScimFault> = (current) => {
    const refused = precondition(request, current)
    return refused ? { refused } : revise(current)
  }
  const at = { directory: directories.of(request), now: clock.now() }
  const changed = await store.directoryUsers.change(idOf(request), guarded, at)
  if (changed.done) answer(response, changed.saved, { base, asked: changed.asked })
  else sendFault(response, notSaved(changed, request))
}

function answer(
  response: Response,
  found: DirectoryUser,
  shown: { base: string; wanted?: Wanted; asked?: Parameters<typeof showUser>[1]['asked'] },
): void {
  response.set('ETag', versionOf(found.version))
  const { base, wanted = {}, asked = [] } = shown
  sendScim(response, showUser(found, { base, wanted, asked }))
}

function notSaved(
  saved: Exclude<SavedUser<ScimFault>, { done: true }>,
  request: Request,
): ScimFault {
  if ('refused' in saved) return saved.refused
  return 'taken' in saved
    ? fault('uniqueness', `Another user of this directory has this ${saved.taken}`)
    : missing(request)
}

/** RFC 7644 §3.14: a change of what the client has not seen is none. */
const precondition = (request: Request, current: DirectoryUser): ScimFault | undefined => {
  const given = request.headers['if-match']
  return given === undefined || names(given, current)
    ? undefined
    : { status: 412, detail: `It has changed: it is ${versionOf(current.version)} by now` }
}

/** Is this version among the entity tags of a header? */
const names = (header: string | undefined, { version }: DirectoryUser): boolean =>
  header?.split(',').some((tag) => ['*', versionOf(version)].includes(tag.trim())) ?? false

/** What is no id of ours is nobody’s. */
const idOf = ({ params }: Request): string => ScimUserPath.safeParse(params).data?.id ?? NOBODY
const NOBODY = '00000000-0000-0000-0000-000000000000'

const missing = ({ params }: Request): ScimFault => ({
  status: 404,
  detail: `Resource ${String(params['id']).slice(0, 100)} not found`,
})
