import { mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { pino } from 'pino'
import type { Logger } from 'pino'
import { errorText } from './errors.ts'

export type { Logger } from 'pino'

/** Members that never reach a log, at the top of a line or one level down. */
const SECRET_MEMBERS = [
  'authorization',
  'token',
  'secret',
  'secrets',
  'password',
  'jws',
  'set',
  'jwt',
  'pushAuthorization',
  'cookie',
]

/** JSON lines to a file, or to standard output where no file is named. @throws Error that names the file that cannot be written */
export function createLog(options: { level: string; file?: string | undefined }): Logger {
  const paths = SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`])
  const dest = options.file === undefined ? process.stdout.fd : openLog(options.file)
  const destination = pino.destination({ dest, sync: false })
  return pino(
    { level: options.level, base: null, redact: { paths, censor: '[redacted]' } },
    destination,
  )
}

function openLog(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return openSync(file, 'a', 0o600)
  } catch (cause) {
    throw new Error(
      `The log ${file} cannot be written (${errorText(cause)}): set LOG_FILE or DATA_DIR`,
      {
        cause,
      },
    )
  }
}
