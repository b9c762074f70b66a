import type { Request, Router } from 'express'
import { reasonOf } from '../../schemas/reason.ts'
import { CreateSourceRequest, secretsSchemaOf, SourcePath } from '../../schemas/source.ts'
import {
  CreateFromTemplateRequest,
  DryRunRequest,
  RotateSourceSecretRequest,
  TemplatePath,
  TemplateQuery,
  TestSourceRequest,
} from '../../schemas/source-desk.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import type { Candidate, SourceDesk } from './source-desk.ts'
import { checkSettings, register, show, sourceOf, unknown, type SourceDeps } from './sources.ts'
import { withoutUndefined } from './without-undefined.ts'

type DeskDeps = SourceDeps & { desk: SourceDesk }

/** What an operator needs to set a source up, and to see that it works. */
export function addSourceDeskRoutes(router: Router, deps: DeskDeps): void {
  addTemplateRoutes(router, deps)
  addTrialRoutes(router, deps)
  addRotation(router, deps)
}

function addTemplateRoutes(router: Router, deps: DeskDeps): void {
  const { desk } = deps
  router.get('/admin/source-templates', (request, response) => {
    const { id = '{id}' } = readQuery(request, TemplateQuery)
    response.json({ items: desk.setUps(id) })
  })
  router.post('/admin/source-templates/:kind', async (request, response) => {
    const { kind } = readPath(request, TemplatePath)
    const given = readBody(request, CreateFromTemplateRequest)
    const secret = given['secrets'] === undefined ? desk.newSecret(kind) : undefined
    const candidate = { ...given, kind, ...(secret === undefined ? {} : { secrets: [secret] }) }
    const wanted = CreateSourceRequest.safeParse(withoutNeedlessSecret(candidate))
    if (!wanted.success)
      throw new HubError('invalid_request', `The body does not fit: ${reasonOf(wanted.error)}`)
    const source = await register(request, wanted.data, deps)
    const made = source.secrets.includes(secret ?? '') ? secret : undefined
    response.status(201).json({
      source: show(source, deps),
      steps: desk.setUp(kind, source.id, made)?.steps ?? [],
      ...(made === undefined ? {} : { secret: made }),
    })
  })
}

/** Schemes with keys have no secret: one that we made up is left out again. */
function withoutNeedlessSecret({ secrets, ...candidate }: Record<string, unknown>): object {
  const withIt = { ...candidate, secrets }
  if (CreateSourceRequest.safeParse(withIt).success) return withIt
  return CreateSourceRequest.safeParse(candidate).success ? candidate : withIt
}

function addTrialRoutes(router: Router, deps: DeskDeps): void {
  const { desk } = deps
  router.post('/admin/sources/:id/test', async (request, response) => {
    const source = await sourceOf(readPath(request, SourcePath).id, deps)
    const given = withoutUndefined(readOptional(request, TestSourceRequest))
    const tested = await desk.test(source, given)
    if (!tested)
      throw new HubError(
        'conflict',
        'What this source sends cannot be signed here: an SSF stream is tested by a verification, a log by a dry run',
      )
    response.json(tested)
  })
  router.post('/admin/source-dry-runs', async (request, response) => {
    const wanted = readBody(request, DryRunRequest)
    const { settings, headers, body } = wanted
    const base: Candidate =
      'sourceId' in wanted
        ? await sourceOf(wanted.sourceId, deps)
        : { ...NOT_YET, ...withoutUndefined({ kind: wanted.kind, issuer: wanted.issuer }) }
    checkSettings(base, withoutUndefined({ settings }))
    const source = settings === undefined ? base : { ...base, settings }
    const { authentic: _authentic, ...result } = await desk.dryRun(source, { headers, body })
    response.json(result)
  })
}

/** A source that there might be. */
const NOT_YET: Omit<Candidate, 'kind'> = {
  id: 'not-yet',
  tenantId: 'default',
  secrets: [],
  trust: 'proof',
  ipRanges: [],
  clientCertificates: [],
  status: 'active',
  ratePerSecond: null,
  hasUpstream: false,
  mayLink: false,
  speaksFor: [],
}

function addRotation(router: Router, deps: DeskDeps): void {
  const { store, clock, log, audit, desk } = deps
  router.post('/admin/sources/:id/rotate-secret', async (request, response) => {
    const { id } = readPath(request, SourcePath)
    const { secret: given, overlapSeconds } = readOptional(request, RotateSourceSecretRequest)
    const { kind, secrets } = await sourceOf(id, deps)
    if (secrets.length === 0) throw new HubError('conflict', `Source ${id} has no secret`)
    const made = given === undefined ? desk.newSecret(kind) : undefined
    const secret = given ?? made
    if (secret === undefined)
      throw new HubError('invalid_request', 'secret: the vendor makes it; give the new one')
    const fault = secretsSchemaOf(kind).safeParse([secret]).error
    if (fault) throw new HubError('invalid_request', `secret: ${reasonOf(fault)}`)
    const until = new Date(clock.now().getTime() + overlapSeconds * 1_000)
    const source = await store.sources.rotateSecret(id, secret, until)
    if (!source) throw unknown(id)
    log.info({ sourceId: id, overlapSeconds }, 'source secret rotated')
    await audit(request, {
      action: 'source.rotate-secret',
      target: `source:${id}`,
      tenantId: source.tenantId,
      detail: { overlapSeconds, madeBy: made === undefined ? 'vendor' : 'hub' },
    })
    const { previousSecretUntil } = source
    response.json(withoutUndefined({ secret: made, previousSecretUntil }))
  })
}

/** A body that may be left out. */
const readOptional = <T>(
  request: Request,
  schema: { parse(value: unknown): T } & Parameters<typeof readBody>[1],
): T => (request.body === undefined ? schema.parse({}) : (readBody(request, schema) as T)) // the same schema
