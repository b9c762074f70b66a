import { createHash } from 'node:crypto'
import { fact, named, reason, signalsOf, type Fact } from './facts.ts'
import { instantOf } from './normalised.ts'

/** One notification with its resource data, opened where it was encrypted. */
export type Change = {
  subscriptionId: string
  tenantId: string
  changeType?: string | null | undefined
  lifecycleEvent?: string | null | undefined
  resource?: string | null | undefined
  data: Record<string, unknown>
}

/** What Graph calls a change: `user.deleted`, or the lifecycle event of a subscription. */
export function vendorTypeOf({ lifecycleEvent, changeType, data }: Change): string {
  if (lifecycleEvent) return `lifecycle.${lifecycleEvent}`
  const type = data['@odata.type']
  const name = typeof type === 'string' ? (type.split('.').at(-1) ?? '') : 'resource'
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}.${changeType ?? 'changed'}`
}

/**
 * What a change says about access. That a user was updated says nothing yet: what is true of the user now must be asked
 * at Graph. Graph gives notifications no id and sends them again for hours: the same words on the same day are a repeat.
 */
export function readChange(
  change: Change,
  { authority, now }: { authority: string; now: Date },
): ReturnType<typeof signalsOf> {
  const vendorType = vendorTypeOf(change)
  const { subscriptionId, tenantId, resource, data } = change
  const day = now.toISOString().slice(0, 10)
  const told = JSON.stringify([subscriptionId, tenantId, resource, vendorType, data, day])
  const key = createHash('sha256').update(told).digest('base64url')
  return signalsOf(vendorType === 'user.deleted' ? userDeleted(change, authority) : [], {
    key,
    vendorType,
  })
}

/** Users are named by their object id within their directory, whatever an application calls them. */
const userDeleted = ({ tenantId, data }: Change, authority: string): Fact[] =>
  fact('account-purged', named(`${authority}/${tenantId}/v2.0`, data['id']), {
    payload: reason('Deleted in Microsoft Entra ID'),
    occurredAt: instantOf(data['deletedDateTime']),
  })
