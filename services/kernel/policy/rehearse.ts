import { canonicalSubjectKey } from '../../../schemas/subject-key.ts'
import { eventUriOf, parseEvent } from '../../../schemas/events/index.ts'
import type { SignalId } from '../../../schemas/ids.ts'
import type { PastedSignal } from '../../../schemas/policy-admin.ts'
import type { Policy } from '../../../schemas/policy.ts'
import type { Signal } from '../../../schemas/signal.ts'
import { HubError } from '../errors.ts'
import { newId } from '../ids.ts'
import { compile } from './compile.ts'
import { decide } from './decide.ts'

/**
 * Pure but for ids: what these policies would decide on these signals, one after the other, each with those before it as
 * its history. Principals are told apart by their subjects alone.
 * @throws HubError where a signal cannot be one
 */
export function rehearse(pasted: readonly PastedSignal[], policies: readonly Policy[], now: Date) {
  const compiled = policies.flatMap((policy) => {
    const result = compile(policy)
    return result.ok ? [result.compiled] : []
  })
  const signals = pasted.map((one, index) => toSignal(one, index, now))
  return signals.map((signal, index) => {
    const { decisions, events } = decide(
      {
        signal,
        principals: { primary: undefined, members: {} },
        severity: 'info',
        incident: undefined,
        history: signals.slice(0, index).filter((other) => isSame(other, signal)),
        related: [],
      },
      { policies: compiled, isStopped: false },
    )
    return { signal, decisions, events }
  })
}

const isSame = (one: Signal, other: Signal): boolean =>
  one.tenantId === other.tenantId &&
  canonicalSubjectKey(one.subject) === canonicalSubjectKey(other.subject)

function toSignal(pasted: PastedSignal, index: number, now: Date): Signal {
  const type = eventUriOf(pasted.type)
  const event = parseEvent(type, pasted.payload ?? {})
  if (!event.ok) throw new HubError('invalid_request', `signals.${String(index)}: ${event.reason}`)
  const id = newId(now, index) as SignalId // it is never stored
  return {
    id,
    sourceId: pasted.sourceId ?? 'test',
    dedupeKey: id,
    type,
    subject: pasted.subject,
    payload: event.payload,
    txn: pasted.txn ?? id,
    tenantId: pasted.tenantId ?? 'default',
    certainty: pasted.certainty ?? 'proven',
    occurredAt: pasted.occurredAt === undefined ? now : new Date(pasted.occurredAt),
    receivedAt: now,
    ...(pasted.vendorType === undefined ? {} : { vendorType: pasted.vendorType }),
  }
}
