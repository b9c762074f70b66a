import { z } from 'zod'
import { canonicalSubjectKey } from '../../schemas/subject-key.ts'
import { LooseSubject } from '../../schemas/subject.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Operator } from './cast.ts'
import type { SampleApp } from './sample-app.ts'
import { call } from './ssf-api.ts'
import type { Fact } from './story.ts'

/** What the hub says became of one event. */
export type Trace = z.infer<typeof Trace>

const instant = z.coerce.date()
const subscriber = z.object({ name: z.string() })
const Trace = z.object({
  event: z.object({ type: z.string(), subject: LooseSubject, acceptedAt: instant }),
  deliveries: z.array(
    z.object({
      subscriber,
      state: z.object({ status: z.string(), deliveredAt: instant.optional() }),
    }),
  ),
  notDelivered: z.array(z.object({ subscriber, because: z.string() })),
})
const Page = z.object({ items: z.array(z.object({ id: z.string() })) })

const POLL_MS = 100

/** The traces of everything with these txns, once `count` events are there and every delivery was acknowledged, or time is up. */
export async function traces(
  { issuer, token }: Operator,
  txns: readonly string[],
  { count, deadlineMs }: { count: number; deadlineMs: number },
): Promise<Trace[]> {
  const until = performance.now() + deadlineMs
  for (;;) {
    const found: Trace[] = []
    for (const txn of txns) {
      const { items } = Page.parse(
        await call(`${issuer}/admin/events?txn=${encodeURIComponent(txn)}`, { token }),
      )
      for (const { id } of items.toReversed())
        found.push(Trace.parse(await call(`${issuer}/admin/events/${id}/trace`, { token })))
    }
    const isSettled = found.every(
      ({ deliveries }) =>
        deliveries.length > 0 && deliveries.every(({ state }) => state.status === 'delivered'),
    )
    if ((found.length >= count && isSettled) || performance.now() > until) return found
    await systemClock.sleep(POLL_MS)
  }
}

/** What each app should have been told and was not, or was and should not; empty where everything is right. */
export function differences(facts: readonly Fact[], apps: readonly SampleApp[]): string[] {
  return apps.flatMap(({ name, received, refused }) => {
    const expected = facts
      .filter(({ to }) => to.some((app) => app === name))
      .map(({ type, subject, txn }) => line(type, subject, txn))
    const got = received.map(({ type, subject, txn = '' }) => line(type, subject, txn))
    return [
      ...without(expected, got).map((missing) => `${name} was not told: ${missing}`),
      ...without(got, expected).map((extra) => `${name} should not have got: ${extra}`),
      ...refused.map(({ err, description }) => `${name} refused a SET: ${err}: ${description}`),
    ]
  })
}

const line = (type: string, subject: object, txn: string): string =>
  `${type} ${canonicalSubjectKey(LooseSubject.parse(subject))} ${txn}`

/** Multiset difference: what is twice in `a` and once in `b` is left once. */
function without(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b]
  return a.filter((item) => {
    const index = rest.indexOf(item)
    if (index >= 0) rest.splice(index, 1)
    return index < 0
  })
}
