import { z } from 'zod'
import { text, type EventType } from './event-type.ts'

const BASE = 'https://schemas.openid.net/secevent/ssf/event-type/'

/** What the transmitter does with a stream's events (SSF 1.0 §8.1.2.1). */
export const StreamStatus = z.enum(['enabled', 'paused', 'disabled']).meta({ id: 'StreamStatus' })
export type StreamStatus = z.infer<typeof StreamStatus>

/** `state` is absent, not null, where nobody asked for the event (SSF 1.0 §8.1.4.2). */
export const Verification = z.looseObject({ state: text.optional() }).meta({ id: 'Verification' })

export const StreamUpdated = z
  .looseObject({ status: StreamStatus, reason: text.optional() })
  .meta({ id: 'StreamUpdated' })

/** Both are about the stream itself: `sub_id` is its id, opaque (SSF 1.0 §8.1.4.1, §8.1.5). */
const subjectFormats = ['opaque'] as const

export const SSF_EVENTS = {
  [`${BASE}verification`]: {
    name: 'verification',
    family: 'ssf',
    schema: Verification,
    subjectFormats,
  },
  [`${BASE}stream-updated`]: {
    name: 'stream-updated',
    family: 'ssf',
    schema: StreamUpdated,
    subjectFormats,
  },
} as const satisfies Record<string, EventType>
