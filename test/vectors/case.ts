import type { NewSource } from '../../services/kernel/store/source-rows.ts'

/** A request as somebody published it, the source that it is for, and what must come of it. */
export type Case = {
  name: string
  source: Omit<NewSource, 'id' | 'trust' | 'mayLink'>
  request: { headers: Record<string, string>; body: Buffer }
  /** When it comes; undefined: now. */
  at?: Date
  stated: Stated
}

export type Stated =
  /** `status`: where one is stated; `says`: words that name every signal that is stored; without it none may be. */
  | { kind: 'believed'; status?: number; says?: string; subject?: unknown; visits?: string }
  | { kind: 'refused'; status: number; err?: string }

/** What becomes of bad credentials, in the form of the request. */
export const NOT_BELIEVED: Stated = { kind: 'refused', status: 401 }

export const JSON_TYPE = { 'content-type': 'application/json' }
