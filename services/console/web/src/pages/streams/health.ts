import type { components } from '../../../../../../schemas/generated/types.d.ts'
import type { Kind } from '../../parts/state.tsx'
import type { Key } from '../../words/words.ts'

export type Stream = components['schemas']['StreamOverview']

/** Pure: how a stream is, the worst first, as a colour and a word. */
export function healthOf({ status, failing, backlog, rejected }: Stream): {
  kind: Kind
  word: Key
} {
  if (status === 'disabled') return { kind: 'idle', word: 'stream.disabled' }
  if (status === 'paused') return { kind: 'warn', word: 'stream.paused' }
  if (failing) return { kind: 'bad', word: 'stream.failing' }
  if (rejected > 0) return { kind: 'warn', word: 'stream.rejected' }
  if (backlog > 0) return { kind: 'wait', word: 'stream.waiting' }
  return { kind: 'ok', word: 'stream.healthy' }
}
