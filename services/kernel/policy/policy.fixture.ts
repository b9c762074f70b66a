import { uriOf } from '../../../schemas/events/index.ts'
import { Policy } from '../../../schemas/policy.ts'
import { Signal } from '../../../schemas/signal.ts'
import { newId } from '../ids.ts'
import { compile, type CompiledPolicy } from './compile.ts'
import { decide as decideOn } from './decide.ts'
import type { Facts } from './facts.ts'
import { READY_POLICIES } from './library.ts'

// For tests: a signal, a policy, and what the one decides on the other.

export const RECEIVED = new Date('2026-11-22T10:00:00Z')
export const OCCURRED = new Date('2026-11-22T09:59:57.900Z')

export const signal = (changes: Record<string, unknown> = {}): Signal =>
  Signal.parse({
    id: newId(RECEIVED),
    sourceId: 'okta-prod',
    dedupeKey: 'delivery-1',
    type: uriOf('account-disabled'),
    subject: { format: 'email', email: 'ann@example.com' },
    payload: { reason: 'hijacking', 'x-vendor': 1 },
    txn: 'txn-1',
    tenantId: 'default',
    certainty: 'proven',
    occurredAt: OCCURRED,
    receivedAt: RECEIVED,
    ...changes,
  })

export const policy = (changes: Record<string, unknown> = {}): Policy =>
  Policy.parse({
    id: 'p1',
    version: 3,
    name: 'P1',
    mode: 'on',
    when: {},
    then: [{ emit: uriOf('session-revoked') }],
    reason: 'because',
    ...changes,
  })

export const facts = (of: Signal, changes: Partial<Facts> = {}): Facts => ({
  signal: of,
  principals: { primary: undefined, members: {} },
  severity: 'info',
  incident: undefined,
  history: [],
  related: [],
  ...changes,
})

export const compiled = (one: Policy): CompiledPolicy => {
  const result = compile(one)
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.compiled
}

export const decide = (of: Signal, policies: readonly Policy[], changes: Partial<Facts> = {}) =>
  decideOn(facts(of, changes), { policies: policies.map(compiled), isStopped: false })

/** As a new hub has them. */
export const DEFAULT_POLICIES = READY_POLICIES.filter(({ mode }) => mode === 'on').map(
  ({ id, mode, document }) => Policy.parse({ id, version: 1, mode, ...document }),
)

export const typesOf = (decided: ReturnType<typeof decide>): string[] =>
  decided.events.map(({ type }) => type)
