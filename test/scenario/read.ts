import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument, isNode, type Document } from 'yaml'
import type { z } from 'zod'
import { faultsOf, tellFault } from '../../services/kernel/policy/compile.ts'
import { Scenario } from './format.ts'

/** What is wrong, where: `folder/file.yaml:12: steps.0.signal.about: …`. */
export type Mistake = { file: string; line: number; what: string }

export type Read = { ok: true; file: ScenarioFile } | { ok: false; mistakes: Mistake[] }

/** A scenario, and where in its file each part stands. */
export type ScenarioFile = {
  path: string
  scenario: Scenario
  lineOf: (path: readonly PropertyKey[]) => number
}

export const tellMistake = ({ file, line, what }: Mistake): string =>
  `${file}:${String(line)}: ${what}`

export async function readScenario(path: string): Promise<Read> {
  const lines = new LineCounter()
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines, merge: true })
  const lineOf = (at: readonly PropertyKey[]) => lineIn(document, lines, at)
  if (document.errors.length > 0)
    return {
      ok: false,
      mistakes: document.errors.map(({ message, pos }) => ({
        file: path,
        line: lines.linePos(pos[0]).line,
        what: message.split('\n')[0] ?? 'not YAML',
      })),
    }
  const parsed = Scenario.safeParse(document.toJS({ maxAliasCount: 100 }))
  if (!parsed.success)
    return {
      ok: false,
      mistakes: parsed.error.issues.map((issue) => toMistake(path, issue, lineOf)),
    }
  const file = { path, scenario: parsed.data, lineOf }
  const mistakes = [...policyFaults(file), ...strangers(file)]
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, file }
}

function toMistake(
  file: string,
  { path, message }: z.core.$ZodIssue,
  lineOf: ScenarioFile['lineOf'],
): Mistake {
  const at = path.map(String).join('.')
  return { file, line: lineOf(path), what: at === '' ? message : `${at}: ${message}` }
}

/** The line of the deepest part of the path that is there. */
function lineIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function policyFaults({ path, scenario, lineOf }: ScenarioFile): Mistake[] {
  return scenario.policies.flatMap(({ id, policy }, index) =>
    (policy ? faultsOf(policy) : []).map((fault) => ({
      file: path,
      line: lineOf(['policies', index, 'policy', ...fault.path.split('.').map(numbered)]),
      what: `policy ${id}: ${tellFault(fault)}`,
    })),
  )
}

const numbered = (name: string): PropertyKey => (/^\d+$/.test(name) ? Number(name) : name)

/** Names that nothing in the file has: a source that a signal comes from, an app that something is expected of. */
function strangers({ path, scenario, lineOf }: ScenarioFile): Mistake[] {
  const mistakes: Mistake[] = []
  const wrong = (at: readonly PropertyKey[], what: string) =>
    mistakes.push({ file: path, line: lineOf(at), what: `${at.map(String).join('.')}: ${what}` })
  const checkApps = (apps: object | undefined, at: readonly PropertyKey[]) => {
    for (const name of Object.keys(apps ?? {}))
      if (!(name in scenario.apps)) wrong([...at, name], `no app is called ${name}`)
  }
  checkApps(scenario.expect.apps, ['expect', 'apps'])
  for (const [index, step] of scenario.steps.entries()) {
    const at = ['steps', index]
    const steps = step.name === 'together' ? step.with : [step]
    for (const [place, one] of steps.entries()) {
      const here = step.name === 'together' ? [...at, 'together', place] : at
      if (one.name === 'expect') checkApps(one.with.apps, [...here, 'expect', 'apps'])
      if ((one.name === 'signal' || one.name === 'vendor') && !(one.with.from in scenario.sources))
        wrong([...here, one.name, 'from'], `no source is called ${one.with.from}`)
    }
  }
  return mistakes
}
