import type { components } from '../../../../../schemas/generated/types.d.ts'

export type Problem = components['schemas']['Problem']

/** Pure: what was thrown, where it is an answer of the hub (RFC 9457). */
export function problemOf(error: unknown): Problem | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number' &&
    'title' in error
    ? (error as Problem) // the two members that every problem has
    : undefined
}

/** Nothing came back, or nothing that the hub would say. */
export const isUnreachable = (error: unknown): boolean => problemOf(error) === undefined

export const isNotFound = (error: unknown): boolean => problemOf(error)?.status === 404
