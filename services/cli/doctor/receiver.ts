import type { Io } from '../io.ts'
import type { Finding, Report, Verdict } from './finding.ts'
import { isAccepted, push, seen, type Answer, type Answered } from './receiver-answer.ts'
import {
  ACCEPTED_PROBES,
  CREDENTIAL_PROBES,
  REFUSED_PROBES,
  repeatable,
  type Bench,
  type Probe,
} from './receiver-probes.ts'

/** A transmitter gives up sooner or later; ours after 15 s, others after 5. */
const SLOW_MS = 5_000

type Told = { finding: Finding; answer: Answer }

/** Takes a receiver's push endpoint through good and bad SETs (RFC 8935, SSF 1.0 §4). */
export async function examineReceiver(io: Io, url: string, bench: Bench): Promise<Report> {
  const told: Told[] = []
  const credential = bench.authorization === undefined ? [] : CREDENTIAL_PROBES
  for (const probe of [...ACCEPTED_PROBES, ...REFUSED_PROBES, ...credential])
    told.push(await tryOne(io, url, bench, probe))
  const answers = told.map(({ answer }) => answer)
  const findings = [
    transport(url),
    ...told.map(({ finding }) => finding),
    ...(await tryRepeat(io, url, bench)),
    ...(await tryMediaType(io, url, bench)),
    successForm(answers),
    ...refusalForm(answers),
    speed(answers),
  ]
  return { target: url, findings }
}

async function tryOne(io: Io, url: string, bench: Bench, probe: Probe): Promise<Told> {
  const answer = await push(io, url, await probe.push(bench))
  const { name, clause } = probe
  const isWrong = probe.level === 'MUST' ? 'fault' : 'note'
  const verdict =
    isAccepted(answer) === (probe.wants === 'accepted') ? judge(probe, answer) : isWrong
  const prefix = probe.wants === 'accepted' ? 'accepts' : 'refuses'
  return { answer, finding: { name: `${prefix} ${name}`, clause, verdict, seen: seen(answer) } }
}

/** Refused, but was it for the right reason? A 5xx is no refusal: the transmitter would send it again for ever. */
function judge(probe: Probe, answer: Answer): Verdict {
  if (probe.wants === 'accepted') return 'ok'
  if (answer.kind === 'none' || answer.status >= 500 || answer.status < 400) return 'fault'
  if (answer.status === 401 || answer.status === 403)
    return probe.codes.includes('authentication_failed') ? 'ok' : 'note'
  return probe.codes.some((code) => code === answer.err) ? 'ok' : 'note'
}

const transport = (url: string): Finding => ({
  name: 'is reached by TLS',
  clause: 'CAEP Interop 1.0 §2.1',
  ...(url.startsWith('https:')
    ? { verdict: 'ok' as const, seen: 'https, its certificate is valid' }
    : { verdict: 'note' as const, seen: 'plain http: for development only' }),
})

/** A transmitter whose answer got lost sends the same bytes again. */
async function tryRepeat(io: Io, url: string, bench: Bench): Promise<Finding[]> {
  const body = await repeatable(bench)
  const headers = { authorization: bench.authorization }
  const first = await push(io, url, { body, headers })
  const again = await push(io, url, { body, headers })
  const verdict =
    isAccepted(first) && !isAccepted(again) ? 'fault' : isAccepted(again) ? 'ok' : 'skipped'
  return [
    {
      name: 'accepts the same SET a second time',
      clause: 'RFC 8935 §2',
      verdict,
      seen: seen(again),
    },
  ]
}

async function tryMediaType(io: Io, url: string, bench: Bench): Promise<Finding[]> {
  const { authorization } = bench
  const withParameter = await push(io, url, {
    body: await repeatable(bench),
    headers: { authorization, 'content-type': 'application/secevent+jwt; charset=utf-8' },
  })
  const wrong = await push(io, url, {
    body: await repeatable(bench),
    headers: { authorization, 'content-type': 'application/json' },
  })
  return [
    {
      name: 'accepts a media type with a parameter',
      clause: 'RFC 9110 §8.3.1',
      verdict: isAccepted(withParameter) ? 'ok' : 'note',
      seen: seen(withParameter),
    },
    {
      name: 'refuses another media type',
      clause: 'RFC 8935 §2.1',
      verdict: isAccepted(wrong) ? 'note' : 'ok',
      seen: seen(wrong),
    },
  ]
}

function successForm(answers: readonly Answer[]): Finding {
  const odd = answers.find(
    (answer) =>
      answer.kind === 'answer' &&
      isAccepted(answer) &&
      (answer.status !== 202 || answer.body !== ''),
  )
  const accepted = answers.some(isAccepted)
  return {
    name: 'says 202 with an empty body',
    clause: 'RFC 8935 §2.2',
    verdict: odd ? 'note' : accepted ? 'ok' : 'skipped',
    seen: odd ? seen(odd) : accepted ? 'every time' : 'nothing was accepted',
  }
}

function refusalForm(answers: readonly Answer[]): Finding[] {
  const refusals = answers.filter(
    (answer): answer is Answered => answer.kind === 'answer' && answer.status === 400,
  )
  const bare = refusals.find(
    ({ err, description }) => err === undefined || description === undefined,
  )
  const mute = refusals.find(({ language }) => language === null)
  const form = (name: string, verdict: Verdict, what: string): Finding => ({
    name,
    clause: 'RFC 8935 §2.3',
    verdict: refusals.length === 0 ? 'skipped' : verdict,
    seen: refusals.length === 0 ? 'nothing was refused with 400' : what,
  })
  return [
    form(
      'refuses with err and description',
      bare ? 'fault' : 'ok',
      bare ? seen(bare) : 'every time',
    ),
    form(
      'says in which language',
      mute ? 'note' : 'ok',
      mute ? 'no Content-Language' : 'Content-Language',
    ),
  ]
}

function speed(answers: readonly Answer[]): Finding {
  const slowest = Math.max(
    0,
    ...answers.map((answer) => (answer.kind === 'answer' ? answer.ms : 0)),
  )
  return {
    name: 'answers before a transmitter gives up',
    clause: 'RFC 8935 §2',
    verdict: slowest > SLOW_MS ? 'note' : 'ok',
    seen: `slowest ${slowest} ms`,
  }
}
