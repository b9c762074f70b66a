/** What is typed: local times, as the browser's fields have them; an empty end is now. */
export type ReplayDraft = { from: string; to: string; select: 'missed' | 'all'; backfill: boolean }

const two = (n: number): string => String(n).padStart(2, '0')

/** Pure: an instant as a field of type datetime-local has it, in the reader's own zone. */
export const localText = (at: Date): string =>
  `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
