import type { components } from '../../../../../../schemas/generated/types.d.ts'

export type Template = components['schemas']['SourceTemplate']
export type Made = components['schemas']['CreatedFromTemplate']

/** Pure: is a field's value written as JSON? Its example is. */
export const isJson = (example: string): boolean => /^[[{]/.test(example)

/** What came of what was typed: the members of a request, or the fields whose JSON is none. */
export type Read = { members: Record<string, unknown>; faults: ReadonlySet<string> }

/** Pure: what was typed, by the fields' names, as members of a request: `settings.topics` lies within `settings`. */
export function readFields(
  fields: Template['fields'],
  typed: Readonly<Record<string, string>>,
): Read {
  const members: Record<string, unknown> = {}
  const faults = new Set<string>()
  for (const { name, example } of fields) {
    const text = (typed[name] ?? '').trim()
    if (text === '') continue
    const value = isJson(example) ? parsed(text) : text
    if (value === undefined) faults.add(name)
    else put(members, name.split('.'), value)
  }
  return { members, faults }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function put(into: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value
    return
  }
  const inner = (into[name] ?? {}) as Record<string, unknown> // made here alone
  put(inner, rest, value)
  into[name] = inner
}
