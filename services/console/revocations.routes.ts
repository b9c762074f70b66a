import type { Request, Router } from 'express'
import { IdempotencyKey, localized, RevocationRequest } from '../../schemas/admin.ts'
import type { Incident } from '../../schemas/incident.ts'
import { canonicalSubjectKey } from '../../schemas/subject-key.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText, HubError } from '../kernel/errors.ts'
import { CONSOLE_SOURCE } from '../kernel/identity/severity.ts'
import type { Callers } from '../kernel/http/bearer.ts'
import { readBody } from '../kernel/http/read.ts'
import type { Operator } from './access/operator.ts'
import type { Audit } from './audit.ts'
import { askSecondPerson, breakGlass } from './ask-second-person.ts'
import { originOf, toSignals, type Revocation } from './revocations.ts'
import { reachedBy, refuseBreakGlass, refuseOther, secondPerson } from './second-person.ts'

export type RevocationDeps = Pick<
  Deps,
  'store' | 'bus' | 'clock' | 'log' | 'metrics' | 'config'
> & { audit: Audit; operators: Pick<Callers<Operator>, 'of'> }

/** The SOC's revocation enters as a signal like any other: one path, one audit, one proof. */
export function addRevocationRoutes(router: Router, deps: RevocationDeps): void {
  router.post('/admin/revocations', async (request, response) => {
    const body = readBody(request, RevocationRequest)
    const key = idempotencyKey(request.get('Idempotency-Key'))
    const incident = await incidentOf(body, deps)
    const revocation = toSignals(body, deps.clock.now(), key, incident?.txn)
    const { txn } = revocation
    const approval = await approvalFor(request, { body, revocation }, deps)
    if (approval && approval.kind !== 'break-glass') {
      response.status(202).json({ signals: [], txn, approval })
      return
    }
    if (incident) await deps.store.incidents.nameCause(incident, deps.clock.now())
    const signals = await enter(body, revocation, deps)
    await audit(request, { body, txn, isGlassBroken: approval !== undefined }, deps)
    response.status(202).json({ signals, txn, ...(approval ? { approval } : {}) })
  })
}

/**
 * The one that it is done about, as it lives on.
 * @throws HubError `invalid_request` where the tenant has none of this id
 */
async function incidentOf(
  { incidentId, tenantId }: RevocationRequest,
  { store: { incidents } }: RevocationDeps,
): Promise<Incident | undefined> {
  if (incidentId === undefined) return undefined
  const found = await incidents.find(incidentId)
  const incident = found?.mergedInto === undefined ? found : await incidents.find(found.mergedInto)
  if (incident?.tenantId === tenantId) return incident
  throw new HubError(
    'invalid_request',
    `incidentId: tenant ${tenantId} has no incident ${incidentId}`,
  )
}

type Asked = { body: RevocationRequest; revocation: Revocation }

/** Who must say yes first, or look at it afterwards; nobody where it may simply be done. */
async function approvalFor(request: Request, { body, revocation }: Asked, deps: RevocationDeps) {
  const { store, config, operators } = deps
  const known = await store.approvals.ofKey(revocation.key)
  if (known) {
    refuseOther(known, body)
    return known
  }
  const by = operators.of(request)
  const second = secondPerson(await reachedBy(body, store), config.console, by.role)
  if (!second.isNeeded) return undefined
  const { key, txn } = revocation
  const asked = { body, key, txn, by, people: second.people }
  if (body.breakGlass === true) {
    refuseBreakGlass(second)
    return breakGlass(asked, deps)
  }
  return askSecondPerson(request, asked, deps)
}

async function enter(body: RevocationRequest, revocation: Revocation, deps: RevocationDeps) {
  const { bus, log } = deps
  const stored: { id: string; key: string; type: string }[] = []
  // One after the other: where the first shows that the key was used for another request, nothing else is stored.
  for (const signal of revocation.signals)
    stored.push(await storeOnce(signal, { body, fingerprint: revocation.fingerprint }, deps))
  bus.publish('ssf.signals', stored).catch((error: unknown) => {
    log.warn({ reason: errorText(error) }, 'revocation not published, the sweep will')
  })
  log.info({ txn: revocation.txn, signals: stored.map(({ id }) => id) }, 'revocation requested')
  return stored.map(({ id, type }) => ({ id, type }))
}

async function storeOnce(
  signal: Revocation['signals'][number],
  { body, fingerprint }: { body: RevocationRequest; fingerprint: string },
  { store, metrics }: RevocationDeps,
) {
  const [stored] = await store.signals.append(originOf(body), [signal])
  if (!stored) throw new Error('append answered nothing for one signal')
  if (stored.isNew) metrics.signalsStored.inc({ kind: CONSOLE_SOURCE })
  else if ((await store.signals.find(stored.id))?.vendorType !== fingerprint)
    throw new HubError('conflict', 'This Idempotency-Key was used for another revocation')
  return { id: stored.id, key: stored.orderKey, type: signal.type }
}

const audit = (
  request: Request,
  { body, txn, isGlassBroken }: { body: RevocationRequest; txn: string; isGlassBroken: boolean },
  deps: RevocationDeps,
): Promise<void> =>
  deps.audit(request, {
    action: isGlassBroken ? 'revocation.break-glass' : 'revocation.request',
    target: `subject:${canonicalSubjectKey(body.subject)}`,
    tenantId: body.tenantId,
    txn,
    detail: {
      kind: body.kind,
      reasonAdmin: localized(body.reasonAdmin),
      ...(body.incidentId !== undefined && { incidentId: body.incidentId }),
    },
  })

function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const parsed = IdempotencyKey.safeParse(header)
  if (!parsed.success)
    throw new HubError('invalid_request', 'Idempotency-Key: 1 to 255 visible ASCII characters')
  return parsed.data
}
