import { z } from 'zod'

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const
const FORM = /^([1-9]\d{0,6})([smhd])$/

/** A length of time as policies write it: 90s, 10m, 4h or 7d, up to a limit. */
export const durationUpTo = (most: string) =>
  z
    .string()
    .regex(FORM, 'a duration is a number and s, m, h or d: 10m')
    .refine((text) => secondsOf(text) <= secondsOf(most), { error: `at most ${most}` })
    .meta({ examples: ['10m'] })

/** Seconds; 0 where it is no duration. */
export function secondsOf(text: string): number {
  const [, count, unit] = FORM.exec(text) ?? []
  return unit === undefined ? 0 : Number(count) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS] // the form allows no other
}
