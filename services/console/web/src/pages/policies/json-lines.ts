/** A place in a text, from 1 on. */
export type Place = { line: number; column: number }

const placeAt = (text: string, at: number): Place => {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Pure: the value of a JSON text, or why it is none and where. */
export function readJson(
  text: string,
): { ok: true; value: unknown } | { ok: false; reason: string; place: Place | undefined } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, reason, place: placeIn(reason, text) }
  }
}

/** Browsers say it in words of their own. */
function placeIn(message: string, text: string): Place | undefined {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line !== undefined && column !== undefined)
    return { line: Number(line), column: Number(column) }
  const position = /position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return placeAt(text, Number(position))
  return /end of (JSON|data)/i.test(message) ? placeAt(text, text.length) : undefined
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

type Open = { isList: boolean; index: number; name: string; isName: boolean }

/** Pure: the line on which the member `a.b.0` of a JSON text begins; the deepest of it that is there. */
export function lineOf(text: string, path: string): number {
  const wanted = path === '' || path === 'body' ? [] : path.split('.')
  const lines = linesOf(text)
  for (let depth = wanted.length; depth > 0; depth--) {
    const line = lines.get(wanted.slice(0, depth).join('.'))
    if (line !== undefined) return line
  }
  return 1
}

/** The line of each member, by its path. */
function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  const open: Open[] = []
  const note = (at: number) => {
    const path = open.map(({ isList, index, name }) => (isList ? String(index) : name)).join('.')
    if (!lines.has(path)) lines.set(path, placeAt(text, at).line)
  }
  for (const { 0: token, index: at } of text.matchAll(TOKEN)) take(token, { at, open, note })
  return lines
}

type Walk = { at: number; open: Open[]; note: (at: number) => void }

function take(token: string, walk: Walk): void {
  const { open } = walk
  const inner = open.at(-1)
  if (token === '}' || token === ']') open.pop()
  else if (token === ',') next(inner)
  else if (inner && isName(inner, token)) {
    inner.name = nameOf(token)
    inner.isName = false
    walk.note(walk.at)
  } else begin(token, walk)
}

const isName = ({ isList, isName: isAwaited }: Open, token: string): boolean =>
  !isList && isAwaited && token.startsWith('"')

/** A value: within a list it is a member of its own. */
function begin(token: string, { at, open, note }: Walk): void {
  if (open.at(-1)?.isList) note(at)
  if (token === '{' || token === '[')
    open.push({ isList: token === '[', index: 0, name: '', isName: true })
}

function next(inner: Open | undefined): void {
  if (!inner) return
  inner.index += 1
  inner.isName = true
}

const nameOf = (token: string): string => {
  const read = readJson(token)
  return read.ok && typeof read.value === 'string' ? read.value : ''
}
