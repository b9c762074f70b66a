import { z } from 'zod'
import { TenantId } from './ids.ts'
import { SimpleSubject } from './subject.ts'

export const PrincipalId = z.uuid().brand<'PrincipalId'>().meta({ id: 'PrincipalId' })
export type PrincipalId = z.infer<typeof PrincipalId>

/** What can be behind an identifier. Service accounts and integrations (OAuth clients, installed apps) are principals like people. */
export const PrincipalKind = z
  .enum([
    'user',
    'device',
    'session',
    'token',
    'integration',
    'service_account',
    'tenant',
    'group',
    'org_unit',
  ])
  .meta({ id: 'PrincipalKind' })
export type PrincipalKind = z.infer<typeof PrincipalKind>

/** Who or what it really is, whatever its names are. Never across tenants of the hub. */
export const Principal = z
  .object({
    id: PrincipalId,
    tenantId: TenantId,
    kind: PrincipalKind,
    displayName: z.string().max(512).optional(),
    /** Two turned out to be one: this one lives on. */
    mergedInto: PrincipalId.optional(),
    createdAt: z.date(),
  })
  .meta({ id: 'Principal' })
export type Principal = z.infer<typeof Principal>

/** One name of a principal, and who says so. */
export const Identifier = z
  .object({
    subject: SimpleSubject,
    principalId: PrincipalId,
    /** The source that used or linked it: a source's id, `import`, `scim:…` or `operator`. */
    origin: z.string().min(1).max(128),
    /** Why it is this principal's, in words. */
    reason: z.string().max(512),
    linkedAt: z.date(),
  })
  .meta({ id: 'Identifier' })
export type Identifier = z.infer<typeof Identifier>

/** Read from left to right: a session is of a user, a token is for an integration. */
export const RelationKind = z
  .enum([
    'session-of-user',
    'session-on-device',
    'device-of-user',
    'token-of-user',
    'token-for-integration',
    'token-of-session',
    'integration-of-tenant',
    'grant-to-integration',
    'member-of-group',
    'member-of-org-unit',
    'member-of-tenant',
  ])
  .meta({ id: 'RelationKind' })
export type RelationKind = z.infer<typeof RelationKind>

export const Relation = z
  .object({
    from: PrincipalId,
    to: PrincipalId,
    kind: RelationKind,
    origin: z.string().min(1).max(128),
    firstSeenAt: z.date(),
    lastSeenAt: z.date(),
  })
  .meta({ id: 'Relation' })
export type Relation = z.infer<typeof Relation>
