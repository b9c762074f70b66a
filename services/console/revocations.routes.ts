import type { Router } from 'express'
import { IdempotencyKey, localized, RevocationRequest } from '../../schemas/admin.ts'
import type { NormalisedSignal } from '../../schemas/signal.ts'
import { canonicalSubjectKey } from '../../schemas/subject-key.ts'
import type { Deps } from '../kernel/deps.ts'
import { errorText, HubError } from '../kernel/errors.ts'
import { readBody } from '../kernel/http/read.ts'
import type { Origin } from '../kernel/store/signals.ts'
import type { Audit } from './audit.ts'
import { CONSOLE_SOURCE } from '../kernel/identity/severity.ts'
import { toSignals } from './revocations.ts'

type RevocationDeps = Pick<Deps, 'store' | 'bus' | 'clock' | 'log' | 'metrics'>

/** The SOC's revocation enters as a signal like any other: one path, one audit, one proof. */
export function addRevocationRoutes(router: Router, deps: RevocationDeps & { audit: Audit }): void {
  const { bus, clock, log, audit } = deps
  router.post('/admin/revocations', async (request, response) => {
    const body = readBody(request, RevocationRequest)
    const { signals, txn, fingerprint } = toSignals(
      body,
      clock.now(),
      idempotencyKey(request.get('Idempotency-Key')),
    )
    const origin = { id: CONSOLE_SOURCE, tenantId: body.tenantId, certainty: 'proven' } as const
    const stored: { id: string; key: string; type: string }[] = []
    // One after the other: where the first shows that the key was used for another request, nothing else is stored.
    for (const signal of signals)
      stored.push(await storeOnce(signal, { origin, fingerprint }, deps))
    bus.publish('ssf.signals', stored).catch((error: unknown) => {
      log.warn({ reason: errorText(error) }, 'revocation not published, the sweep will')
    })
    log.info({ txn, signals: stored.map(({ id }) => id) }, 'revocation requested')
    await audit(request, {
      action: 'revocation.request',
      target: `subject:${canonicalSubjectKey(body.subject)}`,
      tenantId: body.tenantId,
      txn,
      detail: { kind: body.kind, reasonAdmin: localized(body.reasonAdmin) },
    })
    response.status(202).json({ signals: stored.map(({ id, type }) => ({ id, type })), txn })
  })
}

type Context = { origin: Origin; fingerprint: string }

async function storeOnce(
  signal: NormalisedSignal,
  { origin, fingerprint }: Context,
  { store, metrics }: RevocationDeps,
) {
  const [stored] = await store.signals.append(origin, [signal])
  if (!stored) throw new Error('append answered nothing for one signal')
  if (stored.isNew) metrics.signalsStored.inc({ kind: CONSOLE_SOURCE })
  else if ((await store.signals.find(stored.id))?.vendorType !== fingerprint)
    throw new HubError('conflict', 'This Idempotency-Key was used for another revocation')
  return { id: stored.id, key: stored.orderKey, type: signal.type }
}

function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const parsed = IdempotencyKey.safeParse(header)
  if (!parsed.success)
    throw new HubError('invalid_request', 'Idempotency-Key: 1 to 255 visible ASCII characters')
  return parsed.data
}
