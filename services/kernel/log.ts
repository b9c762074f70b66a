import { pino } from 'pino'
import type { Logger } from 'pino'

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

/** JSON lines to a file, or to standard output where no file is named. */
export function createLog(options: { level: string; file?: string | undefined }): Logger {
  const paths = SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`])
  const destination = pino.destination({ dest: options.file ?? 1, sync: false, mkdir: true })
  return pino(
    { level: options.level, base: null, redact: { paths, censor: '[redacted]' } },
    destination,
  )
}
