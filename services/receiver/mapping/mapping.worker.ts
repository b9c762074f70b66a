// Runs operators' expressions in a thread of its own, which is ended from outside when one takes too long or too much.
import { parentPort } from 'node:worker_threads'
import jsonata from 'jsonata'

/** One evaluation: JSON in, JSON out. */
export type Job = { id: number; expression: string; payload: string; variables: string }
export type Done = { id: number } & (
  { ok: true; json: string | undefined } | { ok: false; reason: string }
)

const LIMITS = { timeout: 200, stack: 200, sequence: 10_000 }
const MAX_OUTPUT = 262_144
const MAX_COMPILED = 200

// Nothing that one expression does to what all share is seen by the next.
Object.freeze(Object.prototype)
Object.freeze(Function.prototype)

const compiled = new Map<string, jsonata.Expression>()

parentPort?.on('message', (job: Job) => {
  void evaluate(job).then((done) => parentPort?.postMessage(done))
})

async function evaluate({ id, expression, payload, variables }: Job): Promise<Done> {
  try {
    const value: unknown = await compile(expression).evaluate(
      JSON.parse(payload),
      JSON.parse(variables) as Record<string, unknown>, // written by mapper.ts
    )
    const json = JSON.stringify(value) as string | undefined // undefined where there is no value
    if ((json?.length ?? 0) > MAX_OUTPUT)
      return { id, ok: false, reason: 'its result is too large' }
    return { id, ok: true, json }
  } catch (error) {
    return { id, ok: false, reason: reasonOf(error) }
  }
}

function compile(expression: string): jsonata.Expression {
  const known = compiled.get(expression)
  if (known) return known
  if (compiled.size >= MAX_COMPILED) compiled.clear()
  const fresh = jsonata(expression, LIMITS)
  compiled.set(expression, fresh)
  return fresh
}

/** JSONata throws objects with a message, a code and the place in the expression. */
function reasonOf(error: unknown): string {
  const { message, code, position } = error as {
    message?: unknown
    code?: unknown
    position?: unknown
  }
  const place = typeof position === 'number' ? ` at character ${String(position)}` : ''
  const known = typeof code === 'string' ? ` (${code}${place})` : ''
  return `${typeof message === 'string' ? message : 'it failed'}${known}`.slice(0, 500)
}
