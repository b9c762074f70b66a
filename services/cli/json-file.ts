import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { reasonOf } from '../../schemas/reason.ts'
import { HubError } from '../kernel/errors.ts'
import type { Io } from './io.ts'

/** The JSON of a file, or of standard input where it is called `-`. @throws HubError where it is none, or not what `schema` says */
export async function readJson<T>(
  io: Pick<Io, 'stdin'>,
  file: string,
  { schema, what }: { schema: z.ZodType<T>; what: string },
): Promise<T> {
  const text = file === '-' ? await io.stdin() : await readFile(file, 'utf8')
  const parsed = schema.safeParse(parse(text, file))
  if (parsed.success) return parsed.data
  throw new HubError('invalid_request', `This is no ${what}: ${reasonOf(parsed.error)}`)
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HubError('invalid_request', `${file} is no JSON`, { cause })
  }
}
