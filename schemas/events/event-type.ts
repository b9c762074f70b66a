import { z } from 'zod'
import type { ProprietarySubject } from '../subject.ts'

export type EventFamily = 'caep' | 'risc' | 'oauth' | 'ssf'

/** One row of the table of event types. */
export type EventType = {
  name: string
  family: EventFamily
  schema: z.ZodType<Record<string, unknown>>
  /** Where the specification says which subject formats this event may be about. */
  subjectFormats?: readonly ProprietarySubject['format'][]
  /** Understood, but not for new use. */
  deprecated?: true
}

/** Text for people or a name from an open list. */
export const text = z.string().max(4096)

export const label = z.string().min(1).max(512)

/**
 * Seconds since the epoch (CAEP 1.0 §2). Some transmitters send milliseconds; `occurredAt` understands both.
 * The limit is JavaScript's last date.
 */
export const EventTimestamp = z.number().min(0).max(8.64e12)

/** Text by BCP 47 language tag, at least one (CAEP 1.0 §2). */
export const LocalizedText = z
  .record(
    z
      .string()
      .max(64)
      .regex(/^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/, 'not a BCP 47 language tag'),
    text,
  )
  .refine((texts) => Object.keys(texts).length >= 1, { error: 'needs at least one language' })
  .refine((texts) => Object.keys(texts).length <= 100, { error: 'has more than 100 languages' })
  .meta({ id: 'LocalizedText', minProperties: 1, maxProperties: 100 })
export type LocalizedText = z.infer<typeof LocalizedText>
