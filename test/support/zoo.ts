import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { ACCEPTS, answer, type Habit } from './animal.ts'

/** `means`: what a SET's push there comes to; `err`: and as what it is recorded. */
export type Specimen = {
  is: string
  does: Habit
  means: 'accepted' | 'rejected' | 'retry'
  err?: string
}

const MEGABYTE = 1_048_576
const TEN_MB = Buffer.alloc(10 * MEGABYTE, 'x')
/** 64 KB that would be 64 MB. */
const BOMB = gzipSync(Buffer.alloc(64 * MEGABYTE))

const head = (status: number, ...fields: string[]) =>
  `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'So'}\n${fields.map((field) => `${field}\n`).join('')}\n`

/** This text, then these bytes. */
const bytes =
  (text: string, after: Buffer): Habit =>
  (socket) => {
    answer(text)(socket)
    socket.write(after)
  }

/** This text, and then a little for as long as the other side listens. */
const drip =
  (text: string, drop: string): Habit =>
  (socket) => {
    answer(text)(socket)
    const timer = setInterval(() => socket.write(drop), 50)
    socket.on('close', () => {
      clearInterval(timer)
    })
  }

const thenEnd =
  (habit: Habit): Habit =>
  (socket) => {
    habit(socket)
    socket.end()
  }
const reset = (socket: Socket): void => {
  socket.resetAndDestroy()
}
const later =
  (habit: Habit, ms: number): Habit =>
  (socket) => {
    setTimeout(habit, ms, socket)
  }

const GZIPPED = ['content-encoding: gzip', `content-length: ${String(BOMB.length)}`]
const HALF = answer(`${head(202, 'content-length: 100')}half`)

export const TAKERS: readonly Specimen[] = [
  { is: 'thinks for a second', does: later(ACCEPTS, 1_000) },
  { is: 'ends the connection after its 202', does: thenEnd(ACCEPTS) },
  { is: 'speaks HTTP/1.0', does: thenEnd(answer('HTTP/1.0 202 Accepted\n\n')) },
  { is: 'says no length', does: thenEnd(answer(`${head(202, 'connection: close')}fine`)) },
  {
    is: 'hints ten times before',
    does: answer(head(103).repeat(10) + head(202, 'content-length: 0')),
  },
  { is: 'sends a gzip bomb with its 202', does: bytes(head(202, ...GZIPPED), BOMB) },
  {
    is: 'sends a chunk of 10 MB with its 202',
    does: bytes(`${head(202, 'transfer-encoding: chunked')}a00000\n`, TEN_MB),
  },
].map((one) => ({ ...one, means: 'accepted' }))

export const BROKEN: readonly Specimen[] = [
  { is: 'says nothing', does: () => undefined, err: 'timeout' },
  { is: 'drips its body', does: drip(head(202, 'content-length: 100000'), 'x'), err: 'timeout' },
  { is: 'drips its header', does: drip('HTTP/1.1 202 Accepted\n', 'a: b\r\n'), err: 'timeout' },
  { is: 'has a header of 10 MB', does: bytes('HTTP/1.1 202 Accepted\nx: ', TEN_MB), err: 'reset' },
  {
    is: 'resets in the middle of its answer',
    does: (socket: Socket) => {
      HALF(socket)
      later(reset, 50)(socket)
    },
    err: 'reset',
  },
  { is: 'ends in the middle of its answer', does: thenEnd(HALF), err: 'reset' },
  { is: 'ends', does: (socket: Socket) => socket.end(), err: 'reset' },
  { is: 'resets', does: reset, err: 'reset' },
  { is: 'speaks another protocol', does: answer('SSH-2.0-OpenSSH_9.9\n'), err: 'reset' },
  {
    is: 'has two lengths',
    does: answer(head(202, 'content-length: 0', 'content-length: 5')),
    err: 'reset',
  },
  {
    is: 'switches protocols',
    does: answer(head(101, 'upgrade: h2c', 'connection: upgrade')),
    err: 'reset',
  },
  {
    is: 'sends a gzip bomb with its 500',
    does: bytes(head(500, ...GZIPPED), BOMB),
    err: 'http_500',
  },
  {
    is: 'leads to link-local addresses',
    does: answer(head(307, 'location: http://169.254.169.254/latest/', 'content-length: 0')),
    err: 'redirect',
  },
].map((one) => ({ ...one, means: 'retry' }))

/** Every final status that there is a name for, and some that there is none for. */
export const STATUSES: readonly Specimen[] = [
  ...Object.keys(STATUS_CODES).map(Number),
  299,
  499,
  599,
  999,
]
  .filter((status) => status >= 200)
  .map((status) => ({
    is: `answers ${String(status)}`,
    does: answer(head(status, 'content-length: 0')),
    ...meaningOf(status),
  }))

/** RFC 8935 §2.2 to §2.4 as live receivers mean it. */
function meaningOf(status: number): Pick<Specimen, 'means' | 'err'> {
  if (status < 300) return { means: 'accepted' }
  if (status === 400) return { means: 'rejected', err: 'http_400' }
  if (status === 413) return { means: 'rejected', err: 'payload_too_large' }
  return { means: 'retry', err: status < 400 ? 'redirect' : `http_${String(status)}` }
}
