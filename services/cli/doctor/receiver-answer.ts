import { isObject } from '../../../schemas/json.ts'
import { errorText } from '../../kernel/errors.ts'
import type { Io } from '../io.ts'
import { parseJson } from '../set-kit.ts'

/** What a receiver said. */
export type Answered = Extract<Answer, { kind: 'answer' }>

/** What a receiver answered to one push, or why there is no answer. */
export type Answer =
  | {
      kind: 'answer'
      status: number
      body: string
      language: string | null
      err?: string
      description?: string
      ms: number
    }
  | { kind: 'none'; why: string }

export type Push = { body: string; headers?: Readonly<Record<string, string | undefined>> }

const TIMEOUT_MS = 30_000
const MAX_BODY_CHARS = 8_192

/** Pushes one body as RFC 8935 §2.1 has it; a header that is undefined is left out. */
export async function push(io: Io, url: string, { body, headers = {} }: Push): Promise<Answer> {
  const startedAt = performance.now()
  const sent = {
    'content-type': 'application/secevent+jwt',
    accept: 'application/json',
    ...headers,
  }
  const given = Object.entries<string | undefined>(sent).flatMap(
    ([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]),
  )
  try {
    const signal = AbortSignal.any([io.stop, AbortSignal.timeout(TIMEOUT_MS)])
    const response = await io.fetch(url, {
      method: 'POST',
      body,
      headers: given,
      redirect: 'manual',
      signal,
    })
    const text = (await response.text()).slice(0, MAX_BODY_CHARS)
    const told = parseJson(text)
    return {
      kind: 'answer',
      status: response.status,
      body: text,
      language: response.headers.get('content-language'),
      ms: Math.round(performance.now() - startedAt),
      ...textMember(told, 'err'),
      ...textMember(told, 'description'),
    }
  } catch (error) {
    const cause = error instanceof Error && error.cause ? errorText(error.cause) : errorText(error)
    return { kind: 'none', why: cause }
  }
}

function textMember(value: unknown, name: string): Record<string, string> {
  const member = isObject(value) ? value[name] : undefined
  return typeof member === 'string' ? { [name]: member } : {}
}

export const isAccepted = (answer: Answer): boolean =>
  answer.kind === 'answer' && answer.status >= 200 && answer.status < 300

/** In a few words. */
export function seen(answer: Answer): string {
  if (answer.kind === 'none') return `no answer: ${answer.why}`
  const { status, err, description, body } = answer
  if (err !== undefined)
    return `HTTP ${status} ${err}${description === undefined ? '' : `: ${description.slice(0, 80)}`}`
  return body === ''
    ? `HTTP ${status}`
    : `HTTP ${status} ${body.replaceAll(/\s+/g, ' ').slice(0, 80)}`
}
