import type { Sql } from './database.ts'

/** What a part of a job is given. `cursor`: where the part before ended; null at the beginning. */
export type Given = {
  jobId: string
  request: unknown
  cursor: unknown
  /** How many are done at most. */
  limit: number
  now: Date
  createdAt: Date
}

/** What a part came to. `cursor`: where the next one begins; null where there is none. */
export type Step = {
  cursor: object | null
  done: number
  skipped: number
  tally: Record<string, number>
  /** The streams that are owed something new. */
  streamIds: string[]
  /** Nothing can be done now: it is tried again in a while. */
  isWaiting?: boolean
}

/** Both in bounded parts, each in the transaction that keeps where it ended. */
export type Work = {
  count(sql: Sql, given: Given): Promise<Step>
  run(sql: Sql, given: Given): Promise<Step>
}
