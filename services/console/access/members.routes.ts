import type { Router } from 'express'
import {
  AdminTokenQuery,
  CreateAdminTokenRequest,
  OperatorPath,
  SessionQuery,
} from '../../../schemas/operator.ts'
import { endpoint } from '../../../schemas/paths/index.ts'
import type { Deps } from '../../kernel/deps.ts'
import { HubError } from '../../kernel/errors.ts'
import type { Callers } from '../../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../../kernel/http/read.ts'
import { ENDED_BY_ADMIN } from '../../kernel/store/operator-sessions.ts'
import type { Audit } from '../audit.ts'
import { page } from '../page.ts'
import type { Operator } from './operator.ts'

type MemberDeps = Pick<Deps, 'store' | 'config' | 'clock' | 'log'> & {
  audit: Audit
  operators: Callers<Operator>
}

const DAY_MS = 86_400_000

/** Who may use the hub: console sessions, and tokens of the admin API. */
export function addMemberRoutes(router: Router, deps: MemberDeps): void {
  addSessions(router, deps)
  addTokens(router, deps)
}

function addSessions(router: Router, { store, config, log, audit }: MemberDeps): void {
  router.get(endpoint('listSessions').route, async (request, response) => {
    const { limit } = readQuery(request, SessionQuery)
    response.json({ items: await store.operatorSessions.list(config.console.idleMs, limit) })
  })
  router.delete(endpoint('endSession').route, async (request, response) => {
    const { id } = readPath(request, OperatorPath)
    if (!(await store.operatorSessions.end(id, ENDED_BY_ADMIN)))
      throw new HubError('not_found', `No open session ${id}`)
    log.info({ sessionId: id }, 'console session ended by an operator')
    await audit(request, { action: 'session.end', target: `session:${id}` })
    response.status(204).end()
  })
}

function addTokens(router: Router, { store, clock, log, audit, operators }: MemberDeps): void {
  const { adminTokens } = store
  router.post(endpoint('createAdminToken').route, async (request, response) => {
    const { name, role, days } = readBody(request, CreateAdminTokenRequest)
    const ends =
      days === undefined ? {} : { expiresAt: new Date(clock.now().getTime() + days * DAY_MS) }
    const { token, made } = await adminTokens.create({
      name,
      role,
      ...ends,
      by: operators.of(request),
    })
    log.info({ tokenId: made.id, role }, 'admin token made')
    await audit(request, {
      action: 'token.create',
      target: `token:${made.id}`,
      detail: { name, role, ...(days === undefined ? {} : { days }) },
    })
    response.status(201).json({ ...made, token })
  })
  router.get(endpoint('listAdminTokens').route, async (request, response) => {
    const { limit, after } = readQuery(request, AdminTokenQuery)
    response.json(page(await adminTokens.list(limit, afterId(after)), limit))
  })
  router.delete(endpoint('deleteAdminToken').route, async (request, response) => {
    const { id } = readPath(request, OperatorPath)
    if (!(await adminTokens.delete(id))) throw new HubError('not_found', `No admin token ${id}`)
    log.info({ tokenId: id }, 'admin token deleted')
    await audit(request, { action: 'token.delete', target: `token:${id}` })
    response.status(204).end()
  })
}

function afterId(after: string | undefined): string | undefined {
  const parsed = OperatorPath.safeParse({ id: after })
  if (after !== undefined && !parsed.success)
    throw new HubError('invalid_request', 'after: not the next of a page')
  return parsed.data?.id
}
