import { z } from 'zod'
import { SourceId, TenantId } from './ids.ts'
import { pageOf, PageQuery } from './page.ts'

/** Which of a SCIM user's attributes is the `sub` under which its issuer's signals name it. */
export const DirectorySubject = z.enum(['externalId', 'userName', 'id'])

const issuer = z.url({ protocol: /^https?$/ }).max(2_048)

/** Beside its own issuer's names: e-mail domains, issuers, `phone_number`; `*` for every name. */
const speaksFor = z.array(z.string().min(1).max(2_048)).max(100)

/** What a directory was told last that it may not, or cannot, have. */
const DirectoryRefusal = z
  .object({
    at: z.date(),
    status: z.int(),
    /** Method and path, such as `POST /Users`. */
    request: z.string(),
    because: z.string(),
  })
  .meta({ id: 'DirectoryRefusal' })
export type DirectoryRefusal = z.infer<typeof DirectoryRefusal>

/** An identity provider that tells the hub by SCIM who its people are. */
export const Directory = z
  .object({
    id: SourceId,
    tenantId: TenantId,
    issuer: z.string().optional(),
    subject: DirectorySubject,
    speaksFor: z.array(z.string()),
    /** How many it has provisioned and not deleted. */
    users: z.int().min(0),
    createdBy: z.string(),
    createdAt: z.date(),
    /** When it last came with a valid token, within a minute. */
    contactedAt: z.date().optional(),
    lastRefusal: DirectoryRefusal.optional(),
  })
  .meta({ id: 'StoredDirectory' })
export type Directory = z.infer<typeof Directory>

/** `scimUrl`: what the identity provider asks for as the base URL, or tenant URL. */
export const DirectoryInfo = Directory.extend({ scimUrl: z.url() }).meta({ id: 'Directory' })

/** Without `issuer` its users have no `iss_sub`; without `speaksFor` it has a say in every name. */
export const CreateDirectoryRequest = z
  .strictObject({
    id: SourceId,
    tenantId: TenantId.default('default'),
    issuer: issuer.optional(),
    subject: DirectorySubject.default('externalId'),
    speaksFor: speaksFor.default(['*']),
  })
  .meta({ id: 'CreateDirectoryRequest' })
export type CreateDirectoryRequest = z.infer<typeof CreateDirectoryRequest>

/** What holds for what it tells from now on. `issuer`: null takes it away. */
export const UpdateDirectoryRequest = z
  .strictObject({
    issuer: issuer.nullable().optional(),
    subject: DirectorySubject.optional(),
    speaksFor: speaksFor.optional(),
  })
  .meta({ id: 'UpdateDirectoryRequest' })

export const DirectoryToken = z
  .object({
    id: z.uuid(),
    createdBy: z.string(),
    createdAt: z.date(),
    expiresAt: z.date().optional(),
    /** Within a minute. */
    usedAt: z.date().optional(),
  })
  .meta({ id: 'DirectoryToken' })
export type DirectoryToken = z.infer<typeof DirectoryToken>

/** Without `days` it ends when it is deleted. */
export const CreateDirectoryTokenRequest = z
  .strictObject({ days: z.int().min(1).max(3_650).optional() })
  .meta({ id: 'CreateDirectoryTokenRequest' })

/** The only time that the token is shown. */
export const CreatedDirectoryToken = DirectoryToken.extend({
  token: z.string(),
  scimUrl: z.url(),
}).meta({ id: 'CreatedDirectoryToken' })

export const DirectoryPath = z.object({ id: SourceId })
export const DirectoryTokenPath = z.object({ id: SourceId, tokenId: z.uuid() })
export const DirectoryQuery = PageQuery
export const DirectoryPage = pageOf(DirectoryInfo).meta({ id: 'DirectoryPage' })
/** At most twenty: two while they are changed, and some to spare. */
export const DirectoryTokenList = z
  .object({ items: z.array(DirectoryToken) })
  .meta({ id: 'DirectoryTokenList' })
