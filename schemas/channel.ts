import { z } from 'zod'
import { SignalId, TenantId } from './ids.ts'
import { pageOf, PageQuery } from './page.ts'
import { PolicyId } from './policy.ts'

/** What policies call a channel by: `{ "notify": "soc" }`. */
export const ChannelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a channel name is 1 to 63 of a-z 0-9 -')
  .meta({ id: 'ChannelName', examples: ['soc'] })

/** Without a password in it: URLs are shown. */
const url = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .refine((text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '', {
    error: 'a URL without user name and password',
  })
const description = z.string().max(1_024)

/** Where policies tell people or tools: a webhook in the form of Standard Webhooks. Paused, its notices wait. */
export const Channel = z
  .object({
    name: ChannelName,
    url: z.string(),
    description: description.optional(),
    status: z.enum(['enabled', 'paused']),
    createdAt: z.date(),
    updatedAt: z.date(),
    /** Until then notices are signed with the secret before, too. */
    oldSecretUntil: z.date().optional(),
    /** Notices that wait, and those that were given up. */
    pending: z.int().min(0),
    dead: z.int().min(0),
    lastFailure: z.string().optional(),
  })
  .meta({ id: 'Channel' })
export type Channel = z.infer<typeof Channel>

/** `secret` is told this once. */
export const ChannelWithSecret = Channel.extend({ secret: z.string() }).meta({
  id: 'ChannelWithSecret',
})
export type ChannelWithSecret = z.infer<typeof ChannelWithSecret>

export const ChannelPage = pageOf(Channel).meta({ id: 'ChannelPage' })
export const ChannelPath = z.object({ name: ChannelName })

export const CreateChannelRequest = z
  .strictObject({ name: ChannelName, url, description: description.optional() })
  .meta({ id: 'CreateChannelRequest' })

export const ChangeChannelRequest = z
  .strictObject({
    url: url.optional(),
    description: description.optional(),
    status: Channel.shape.status.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'give url, description or status',
  })
  .meta({ id: 'ChangeChannelRequest' })
export type ChangeChannelRequest = z.infer<typeof ChangeChannelRequest>

/** How long the secret before still signs; 0 where it is known to others. */
export const RotateChannelRequest = z
  .strictObject({ overlapHours: z.int().min(0).max(168).default(24) })
  .meta({ id: 'RotateChannelRequest' })

/** What a notice that was sent at once came to. */
export const ChannelTest = z
  .object({
    isDelivered: z.boolean(),
    httpStatus: z.int().optional(),
    failure: z.string().optional(),
    durationMs: z.int().min(0),
  })
  .meta({ id: 'ChannelTest' })
export type ChannelTest = z.infer<typeof ChannelTest>

/** One thing told to one channel. */
export const Notice = z
  .object({
    /** Its `webhook-id`. */
    id: z.uuid(),
    channel: z.string(),
    policyId: PolicyId,
    policyVersion: z.int().min(1),
    signalId: SignalId,
    tenantId: TenantId,
    text: z.string(),
    /** `discarded`: its channel was removed. */
    state: z.enum(['pending', 'delivered', 'dead', 'discarded']),
    attempts: z.int().min(0),
    createdAt: z.date(),
    nextAttemptAt: z.date().optional(),
    settledAt: z.date().optional(),
    lastFailure: z.string().optional(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof Notice>

/** The newest first. */
export const NoticePage = pageOf(Notice).meta({ id: 'NoticePage' })
export const NoticeQuery = PageQuery.extend({
  channel: ChannelName.optional(),
  state: Notice.shape.state.optional(),
  after: z.uuid().optional(),
})
export type NoticeQuery = z.infer<typeof NoticeQuery>

/** Notices that were given up: of one channel or by id; up to 1,000 at once. */
export const ReplayNoticesRequest = z
  .strictObject({
    channel: ChannelName.optional(),
    ids: z.array(z.uuid()).min(1).max(1_000).optional(),
  })
  .refine(({ channel, ids }) => channel !== undefined || ids !== undefined, {
    error: 'give channel or ids',
  })
  .meta({ id: 'ReplayNoticesRequest' })
export type ReplayNoticesRequest = z.infer<typeof ReplayNoticesRequest>

export const ReplayedNotices = z
  .object({ replayed: z.int().min(0) })
  .meta({ id: 'ReplayedNotices' })
