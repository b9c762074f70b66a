import { z } from 'zod'

/** Formats of subject identifiers (RFC 9493 §3.2, SSF 1.0 §3.5, or agreed between the parties), the best first. */
export const SubjectFormats = z
  .array(
    z
      .string()
      .min(1)
      .max(128)
      .regex(/^[\x21-\x7e]+$/, 'not the name of a format'),
  )
  .min(1)
  .max(20)
