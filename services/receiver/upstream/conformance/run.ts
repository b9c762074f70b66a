import type { ConformanceStep } from '../../../../schemas/conformance-run.ts'
import type { ConformanceRun } from '../../../kernel/store/conformance-runs.ts'
import { errorText } from '../../../kernel/errors.ts'
import type { Delivery } from '../../../kernel/upstream/words.ts'
import { CHECKS, type Check } from './checks.ts'
import { no, type Course, type Seen } from './course.ts'

export type RunDeps = Omit<Course, 'run' | 'delivery' | 'stream' | 'state' | 'received'>

/**
 * Does with a transmitter what a receiver does: on a stream of the run's own, by each delivery, unattended. A run that the
 * hub was stopped in the midst of begins anew. Resolves when its report is on disk.
 */
export async function conform(run: ConformanceRun, deps: RunDeps): Promise<void> {
  const { conformanceRuns } = deps.deps.store
  const steps: ConformanceStep[] = []
  for (const delivery of run.request.deliveries) {
    await runDelivery({ ...deps, run, delivery }, async (step) => {
      steps.push(step)
      await conformanceRuns.report(run.id, steps)
    })
    if (deps.deps.signal.aborted) return
  }
  const hasPassed = steps.every(({ result }) => result === 'ok')
  await conformanceRuns.finish(run.id, hasPassed ? 'passed' : 'failed')
}

async function runDelivery(
  course: Course,
  report: (step: ConformanceStep) => Promise<void>,
): Promise<void> {
  let hasFailed = false
  for (const check of CHECKS) {
    const isSkipped: boolean = hasFailed && check.isAlways !== true
    const { ok, seen }: Seen = isSkipped
      ? no('a step before it failed')
      : await check.take(course).catch((error: unknown) => no(errorText(error)))
    hasFailed ||= !ok
    await report({
      ...named(check, course.delivery),
      ...resultOf({ ok, seen }, isSkipped),
      at: course.deps.clock.now(),
    })
  }
}

const named = ({ step, clause }: Check, delivery: Delivery) => ({
  delivery,
  step,
  clause: typeof clause === 'string' ? clause : clause(delivery),
})

const resultOf = (
  { ok, seen }: Seen,
  isSkipped: boolean,
): Pick<ConformanceStep, 'result' | 'seen'> => ({
  result: isSkipped ? 'skipped' : ok ? 'ok' : 'failed',
  seen,
})
