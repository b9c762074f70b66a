import type { Io } from '../io.ts'
import { plain, table, tone, type Cell, type Tone } from '../show.ts'

/** `note`: not what the specification recommends, but no fault; `skipped`: it could not be tried, `seen` says why. */
export type Verdict = 'ok' | 'fault' | 'note' | 'skipped'

/** One thing that was tried, where it is written, and what came of it. */
export type Finding = { name: string; clause: string; verdict: Verdict; seen: string }

export type Report = { target: string; findings: Finding[] }

const TONES = { ok: 'good', fault: 'bad', note: 'warn', skipped: 'dim' } as const satisfies Record<
  Verdict,
  Tone
>

const count = ({ findings }: Report, verdict: Verdict): number =>
  findings.filter((finding) => finding.verdict === verdict).length

export const hasFaults = (report: Report): boolean => count(report, 'fault') > 0

/** A table, and a line that sums it up. */
export function reportText(io: Pick<Io, 'isTerminal'>, report: Report): string {
  const rows = report.findings.map((one): Cell[] => [
    [TONES[one.verdict], one.verdict],
    one.name,
    ['dim', one.clause],
    one.seen,
  ])
  const [ok, faults, notes] = [count(report, 'ok'), count(report, 'fault'), count(report, 'note')]
  const summary = `${plain(report.target)}: ${ok} ok, ${faults} faults, ${notes} notes`
  return [
    table(io, ['', 'tried', 'clause', 'seen'], rows),
    '',
    tone(io, faults > 0 ? 'bad' : 'good', summary),
  ].join('\n')
}
