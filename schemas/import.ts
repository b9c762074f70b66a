import { z } from 'zod'
import { TenantId } from './ids.ts'
import { PrincipalKind } from './principal.ts'
import { SimpleSubject } from './subject.ts'

/** One principal: all its names are one's. A line of JSON Lines; CSV has a column for each format. */
export const ImportRecord = z
  .strictObject({
    kind: PrincipalKind.default('user'),
    displayName: z.string().min(1).max(512).optional(),
    identifiers: z.array(SimpleSubject).min(1).max(20),
  })
  .meta({ id: 'ImportRecord' })
export type ImportRecord = z.infer<typeof ImportRecord>

export const ImportQuery = z.object({
  tenantId: TenantId.default('default'),
  /** Says what would happen, and changes nothing. */
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
})

const count = z.int().min(0)

/** What an import did, or would do; `errors`: of the first hundred lines that were left out, why. */
export const ImportResult = z
  .object({
    dryRun: z.boolean(),
    lines: count,
    created: count,
    changed: count,
    unchanged: count,
    failed: count,
    errors: z.array(z.object({ line: z.int().min(1), message: z.string() })),
  })
  .meta({ id: 'ImportResult' })
export type ImportResult = z.infer<typeof ImportResult>
