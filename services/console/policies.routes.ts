import type { Router } from 'express'
import { PageQuery } from '../../schemas/page.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import {
  CreatePolicyRequest,
  PolicyDiffQuery,
  PolicyModeRequest,
  PolicyPath,
  PolicyTestRequest,
  PolicyVersionPath,
  PolicyVersionQuery,
  UpdatePolicyRequest,
} from '../../schemas/policy-admin.ts'
import { PolicyDocument } from '../../schemas/policy.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import { faultsOf, tellFault } from '../kernel/policy/compile.ts'
import { differences } from '../kernel/policy/differences.ts'
import { rehearse } from '../kernel/policy/rehearse.ts'
import type { Changed } from '../kernel/store/policies.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'

type PolicyDeps = Pick<Deps, 'store' | 'clock' | 'log'> & {
  audit: Audit
  operators: Pick<Callers<Operator>, 'of'>
}

/** Policies: read, written, switched, compared and tried. */
export function addPolicyRoutes(router: Router, deps: PolicyDeps): void {
  addReading(router, deps)
  addWriting(router, deps)
  addSwitching(router, deps)
  addTrying(router, deps)
}

function addReading(router: Router, { store }: PolicyDeps): void {
  router.get(endpoint('listPolicies').route, async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    response.json(page(await store.policies.list(limit, after), limit))
  })
  router.get(endpoint('readPolicy').route, async (request, response) => {
    const { id } = readPath(request, PolicyPath)
    response.json((await store.policies.find(id)) ?? missing(id))
  })
  router.get(endpoint('listPolicyVersions').route, async (request, response) => {
    const { id } = readPath(request, PolicyPath)
    const { limit, after } = readQuery(request, PolicyVersionQuery)
    const items = await store.policies.versions(id, limit, after)
    if (items.length === 0 && after === undefined) missing(id)
    const last = items.length === limit ? items.at(-1)?.version : undefined
    response.json({ items, ...(last === undefined ? {} : { next: String(last) }) })
  })
  router.get(endpoint('readPolicyVersion').route, async (request, response) => {
    const { id, version } = readPath(request, PolicyVersionPath)
    response.json(
      (await store.policies.version(id, version)) ?? missing(`${id} ${String(version)}`),
    )
  })
  router.get(endpoint('diffPolicy').route, async (request, response) => {
    const { id } = readPath(request, PolicyPath)
    const { from, to } = readQuery(request, PolicyDiffQuery)
    const [before, after] = await Promise.all([
      store.policies.version(id, from),
      store.policies.version(id, to),
    ])
    if (!before || !after) return missing(`${id} in both versions`)
    response.json({ from, to, differences: differences(before.document, after.document) })
  })
}

function addWriting(router: Router, { store, log, audit, operators }: PolicyDeps): void {
  router.post(endpoint('createPolicy').route, async (request, response) => {
    const { id, mode, policy } = readBody(request, CreatePolicyRequest)
    refuseFaults(policy)
    await refuseUnknownChannels(policy, store)
    const by = operators.of(request).name
    if (!(await store.policies.create(id, { mode, document: policy, by })))
      throw new HubError('conflict', `Policy ${id} exists: change it, or take another id`)
    log.info({ policyId: id, mode }, 'policy created')
    await audit(request, {
      action: 'policy.create',
      target: `policy:${id}`,
      detail: { mode, policy },
    })
    response.status(201).json(await store.policies.find(id))
  })
  router.put(endpoint('updatePolicy').route, async (request, response) => {
    const { id } = readPath(request, PolicyPath)
    const { expectedVersion, policy } = readBody(request, UpdatePolicyRequest)
    refuseFaults(policy)
    await refuseUnknownChannels(policy, store)
    const by = operators.of(request).name
    const record = changed(
      id,
      await store.policies.change(id, expectedVersion, { document: policy, by }),
    )
    log.info({ policyId: id, version: record.version }, 'policy changed')
    await audit(request, {
      action: 'policy.change',
      target: `policy:${id}`,
      detail: { version: record.version, policy },
    })
    response.json(record)
  })
}

function addSwitching(router: Router, { store, log, audit, operators }: PolicyDeps): void {
  router.put(endpoint('setPolicyMode').route, async (request, response) => {
    const { id } = readPath(request, PolicyPath)
    const { mode, expectedVersion } = readBody(request, PolicyModeRequest)
    const known = mode === 'off' ? undefined : await store.policies.find(id)
    if (known) await refuseUnknownChannels(known, store)
    const by = operators.of(request).name
    const record = changed(id, await store.policies.change(id, expectedVersion, { mode, by }))
    log.info({ policyId: id, mode }, 'policy switched')
    await audit(request, { action: 'policy.mode', target: `policy:${id}`, detail: { mode } })
    response.json(record)
  })
}

function addTrying(router: Router, { store, clock }: PolicyDeps): void {
  router.post(endpoint('checkPolicy').route, (request, response) => {
    response.json({ faults: faultsOf(readBody(request, PolicyDocument)) })
  })
  router.post(endpoint('testPolicies').route, async (request, response) => {
    const { signals, policies } = readBody(request, PolicyTestRequest)
    for (const { policy } of policies ?? []) refuseFaults(policy)
    const asked = policies?.map(({ id, policy }) => ({
      id,
      version: 1,
      mode: 'on' as const,
      ...policy,
    }))
    const inForce = asked ?? (await store.policies.inForce()).policies
    response.json({ results: rehearse(signals, inForce, clock.now()) })
  })
}

/** @throws HubError where a policy does not compile, with line and column */
export function refuseFaults(policy: PolicyDocument): void {
  const faults = faultsOf(policy)
  if (faults.length > 0)
    throw new HubError('invalid_request', faults.slice(0, 8).map(tellFault).join('; '))
}

async function refuseUnknownChannels(
  { then }: Pick<PolicyDocument, 'then'>,
  { channels }: PolicyDeps['store'],
): Promise<void> {
  const named = then.flatMap((action) => ('notify' in action ? [action.notify] : []))
  const [unknown] = await channels.missing(named)
  if (unknown !== undefined)
    throw new HubError(
      'invalid_request',
      `then: there is no channel ${unknown}: POST /admin/channels makes it`,
    )
}

function changed(id: string, result: Changed) {
  if (result.changed) return result.record
  if (result.found === undefined) return missing(id)
  throw new HubError(
    'conflict',
    `Policy ${id} is at version ${String(result.found)} by now: read it again and change that`,
  )
}

function missing(what: string): never {
  throw new HubError('not_found', `No policy ${what}`)
}
