import { failureOf, type ApiResult } from '../../../kernel/upstream/session.ts'
import { readPoll } from '../poll-answer.ts'
import { takeSets, type Taken } from '../take-sets.ts'
import { no, type Course, type Seen } from './course.ts'
import { asSource } from './run-source.ts'

const SHORT_MS = 10_000

/** Polls until the verification has come, or time is up; what else comes is acknowledged. Answers what went wrong last. */
export async function pollFor(course: Course, untilMs: number): Promise<string> {
  const { deps } = course
  let taken: Taken = { ack: [], setErrs: new Map(), delayed: [] }
  let failure = ''
  while (deps.clock.now().getTime() < untilMs && !deps.signal.aborted) {
    if (await hasCome(course)) return ''
    const polled = readPoll(
      await ask(course, { ...unsaid(taken, course), returnImmediately: false }),
    )
    if (polled.kind === 'sets') taken = await take(polled.sets, course)
    failure = faultOf(polled, taken) ?? failure
    if (polled.kind === 'sets' && Object.keys(polled.sets).length > 0) continue
    await deps.clock.sleep(200, deps.signal)
  }
  return failure
}

/** Undefined where nothing is wrong, so that what was before stays told. */
function faultOf(polled: ReturnType<typeof readPoll>, { setErrs }: Taken): string | undefined {
  if (polled.kind !== 'sets') return 'reason' in polled ? polled.reason : undefined
  const refusals = [...setErrs.values()].map(({ err, description }) => `${err}: ${description}`)
  return refusals.length > 0 ? refusals.join('; ') : undefined
}

async function hasCome({ run, state, deps }: Course): Promise<boolean> {
  const now = await deps.store.conformanceRuns.find(run.id)
  return now?.seen.some((set) => set.state !== undefined && set.state === state) ?? false
}

/** What was received is acknowledged by itself, so that the run can see it happen. */
function unsaid({ ack, setErrs }: Taken, { received }: Course): object {
  const others = ack.filter((jti) => jti !== received?.jti)
  return {
    ...(others.length > 0 && { ack: others }),
    ...(setErrs.size > 0 && { setErrs: Object.fromEntries(setErrs) }),
  }
}

async function take(
  sets: Record<string, string>,
  { run, deps, take: taking }: Course,
): Promise<Taken> {
  const [now, parent] = await Promise.all([
    deps.store.conformanceRuns.find(run.id),
    deps.store.sources.refresh(run.sourceId),
  ])
  if (now && parent) return takeSets(asSource(now, parent), sets, taking)
  return { ack: [], setErrs: new Map(), delayed: Object.keys(sets) }
}

/** Acknowledges alone (RFC 8936 §2.4.2), then looks whether it comes again. */
export async function acknowledge(course: Course, jti: string): Promise<Seen> {
  const told = await ask(course, { ack: [jti], maxEvents: 0, returnImmediately: true })
  const failure = failureOf(told, 200, 204)
  if (failure) return no(failure.reason)
  const after = readPoll(await ask(course, { returnImmediately: true }))
  if (after.kind !== 'sets') return no('the poll after it was not answered as one')
  return jti in after.sets
    ? no(`jti ${jti} came again although it was acknowledged`)
    : { ok: true, seen: `jti ${jti} was acknowledged, and did not come again` }
}

const ask = ({ link, stream }: Course, body: object): Promise<ApiResult> =>
  link.session.request({
    method: 'POST',
    url: stream?.endpointUrl ?? '',
    body,
    timeoutMs: SHORT_MS,
    isLongPoll: true,
    ...('setErrs' in body && { headers: { 'content-language': 'en' } }),
  })
