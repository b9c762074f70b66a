import { z } from 'zod'

const format = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\x21-\x7e]+$/, 'not the name of a format')

/** Formats of subject identifiers (RFC 9493 §3.2, SSF 1.0 §3.5, or agreed between the parties), the best first. */
export const SubjectFormats = z.array(format).min(1).max(20)

/** The same for one stream; none = as its subscriber has them. */
export const StreamSubjectFormats = z.array(format).max(20)
