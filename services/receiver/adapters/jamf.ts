import { isObject } from '../../../schemas/json.ts'
import type { LooseSubject, SimpleSubject } from '../../../schemas/subject.ts'
import { whyNoSecret } from '../verifiers/diagnose.ts'
import { verifyStaticSecret } from '../verifiers/static-secret.ts'
import type { Adapter, Normalised, RawRequest, ReadSource } from './adapter.ts'
import {
  complexOf,
  fact,
  idOf,
  instantFrom,
  keyOf,
  listAt,
  named,
  objectAt,
  objectIn,
  reason,
  signalsOf,
  type Fact,
} from './facts.ts'

const MEMBERSHIP_CHANGES: ReadonlySet<unknown> = new Set([
  'SmartGroupComputerMembershipChange',
  'SmartGroupMobileDeviceMembershipChange',
])

/**
 * Jamf Pro webhooks: devices that enter or leave the smart groups which the operator named. Jamf signs nothing: the
 * Authorization header is all the proof there is. There is no delivery id: webhook, time and group together are one.
 */
export const jamf: Adapter = {
  kind: 'jamf',
  authenticity: 'static',
  authenticate: (request, secrets) => verifyStaticSecret(request, 'authorization', secrets),
  diagnose: (request) => whyNoSecret(request, 'authorization'),
  normalise,
}

function normalise(request: RawRequest, { issuer, settings }: ReadSource): Normalised {
  const body = objectIn(request)
  const { id, webhookEvent: vendorType, eventTimestamp: at } = objectAt(body, 'webhook')
  const event = objectAt(body, 'event')
  const occurredAt = instantFrom(at)
  const key = keyOf(id, at, event['jssid'] ?? 'none')
  if (!issuer) return { ok: false, reason: 'this source has no issuer' }
  if (typeof vendorType !== 'string' || key === undefined || !occurredAt)
    return { ok: false, reason: 'not a Jamf Pro webhook' }
  const isNamed = settings?.nonCompliantGroups?.some((name) => name === event['name'])
  const facts = isNamed && MEMBERSHIP_CHANGES.has(vendorType) ? changes(event, issuer) : []
  return {
    ok: true,
    ...signalsOf(
      facts.map((each) => ({ ...each, occurredAt })),
      { key, vendorType },
    ),
  }
}

/** The group tells what was before: who enters was compliant, who leaves was not. */
function changes(event: Record<string, unknown>, issuer: string): Fact[] {
  const entered = listAt(event, 'groupAddedDevices')
    .filter(isObject)
    .flatMap((device) => compliance(deviceOf(device), 'compliant', 'not-compliant', event))
  const left = listAt(event, 'groupRemovedDevicesIds').flatMap((id) => {
    const device = named(issuer, id)
    return compliance(complexOf({ device }), 'not-compliant', 'compliant', event)
  })
  return [...entered, ...left]
}

function compliance(
  subject: LooseSubject | undefined,
  previous: string,
  current: string,
  event: Record<string, unknown>,
): Fact[] {
  return fact('device-compliance-change', subject, {
    payload: {
      previous_status: previous,
      current_status: current,
      initiating_entity: 'policy',
      ...reason(`Smart group: ${String(event['name'])}`),
    },
  })
}

/** The device by its UDID and, where Jamf knows it, whose it is; devices that left come by number alone. */
function deviceOf(device: Record<string, unknown>): LooseSubject | undefined {
  const udid = idOf(device['udid'])
  if (udid === undefined) return undefined
  const email = device['emailAddress']
  const user: SimpleSubject | undefined =
    typeof email === 'string' && email.includes('@') ? { format: 'email', email } : undefined
  return {
    format: 'complex',
    ...(user && { user }),
    device: { format: 'opaque', id: udid },
  }
}
