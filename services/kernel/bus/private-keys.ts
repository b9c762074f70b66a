import { createHash } from 'node:crypto'
import type { Bus } from './bus.ts'

/** A key is a subject, often an e-mail address: brokers, their logs and tools see its digest. Equal keys stay equal, so order holds. */
export const withPrivateKeys = (bus: Bus): Bus => ({
  ...bus,
  publish: (topic, messages) =>
    bus.publish(
      topic,
      messages.map(({ id, key }) => ({ id, key: digest(key) })),
    ),
})

const digest = (key: string): string => createHash('sha256').update(key).digest('base64url')
