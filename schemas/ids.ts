import { z } from 'zod'

export const SignalId = z.uuid().brand<'SignalId'>().meta({ id: 'SignalId' })
export type SignalId = z.infer<typeof SignalId>

export const EventId = z.uuid().brand<'EventId'>().meta({ id: 'EventId' })
export type EventId = z.infer<typeof EventId>

export const SubscriberId = z.uuid().brand<'SubscriberId'>().meta({ id: 'SubscriberId' })
export type SubscriberId = z.infer<typeof SubscriberId>

/** A stream's id. Ours are 32 hexadecimal digits; a peer's may be any unreserved characters. */
export const StreamId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'a stream id is 1 to 64 of A-Z a-z 0-9 _ -')
  .brand<'StreamId'>()
  .meta({ id: 'StreamId', examples: ['f67e39a0a4d34d56b3aa1bc4cff0069f'] })
export type StreamId = z.infer<typeof StreamId>

/** A source's slug, as it stands in its ingest URL. */
export const SourceId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'a source id is 1 to 63 of a-z 0-9 -, not beginning with a hyphen',
  )
  .brand<'SourceId'>()
  .meta({ id: 'SourceId', examples: ['okta-prod'] })
export type SourceId = z.infer<typeof SourceId>

/** Whose issuer, sources and subscribers these are; a hub without tenants has the one called default. */
export const TenantId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'a tenant id is 1 to 63 of a-z 0-9 -, not beginning with a hyphen',
  )
  .meta({ id: 'TenantId', examples: ['default'] })
export type TenantId = z.infer<typeof TenantId>
