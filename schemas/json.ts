import { z } from 'zod'

/** Deeper than any event or subject of the specifications, and shallow enough to be walked safely. */
export const MAX_JSON_DEPTH = 16

/** A JSON object whose members we do not know but keep. */
export const JsonObject = z.looseObject({}).superRefine((value, context) => {
  const fault = jsonFault(value)
  if (fault) context.addIssue({ code: 'custom', message: fault })
})
export type JsonObject = z.infer<typeof JsonObject>

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Says why a JSON value cannot be kept: nested too deep, or text that PostgreSQL cannot store
 * (U+0000, half a surrogate pair). Walks without recursion, so the depth of the input cannot hurt it.
 */
export function jsonFault(root: unknown): string | undefined {
  const rest: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }]
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, depth } = next
    if (typeof value === 'string' && !isStorable(value)) return UNSTORABLE
    if (typeof value !== 'object' || value === null) continue
    if (depth > MAX_JSON_DEPTH) return `nested deeper than ${String(MAX_JSON_DEPTH)} levels`
    for (const [name, member] of Object.entries(value)) {
      if (!isStorable(name)) return UNSTORABLE
      rest.push({ value: member, depth: depth + 1 })
    }
  }
  return undefined
}

const UNSTORABLE = 'contains U+0000 or half a surrogate pair'
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')
