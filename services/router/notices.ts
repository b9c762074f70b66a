import { createHash } from 'node:crypto'
import type { Decided } from '../kernel/policy/decide.ts'
import { keepNotices } from '../kernel/store/channel-notices.ts'
import type { Turn } from './take-turn.ts'

/** What channels are to be told is written with what was decided: a crash loses neither, and tells nothing that was not. */
export async function keepNoticesOf(
  { sql, correlated, now }: Turn,
  decided: readonly Decided[],
): Promise<void> {
  const signals = new Map(correlated.map(({ signal }) => [signal.id as string, signal]))
  const notices = decided.flatMap(({ signalId, notices: own }) => {
    const signal = signals.get(signalId)
    return signal
      ? own.map((notice) => ({
          ...notice,
          about: digest(notice.about),
          signalId: signal.id,
          tenantId: signal.tenantId,
        }))
      : []
  })
  await keepNotices(sql, notices, now)
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
