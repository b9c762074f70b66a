import { randomUUID } from 'node:crypto'
import type { TestHub } from './hub.ts'
import { SESSION_REVOKED } from './peer.ts'

/** By the part of the path before it, what only an administrator has: one of each. */
export async function administered(
  { admin }: TestHub,
  subscriberId: string,
  subject: object,
): Promise<Record<string, string[]>> {
  const first = async (path: string) => {
    const { json } = await admin.get<{ items: { id: string }[] }>(path)
    return json.items.slice(0, 3).map(({ id }) => id)
  }
  const made = async (path: string, body: object, member = 'id') => {
    const { json, status, text } = await admin.post<Record<string, string>>(path, body)
    if (status !== 201) throw new Error(`${path} answered ${String(status)}: ${text}`)
    return [json[member] ?? '']
  }
  const name = `fuzz-${randomUUID()}`
  const policy = {
    name: 'Fuzz',
    reason: 'fuzz',
    when: { types: [SESSION_REVOKED] },
    then: [{ incident: 'low' }],
  }
  return {
    'clients/clientId': await made(`/admin/subscribers/${subscriberId}/clients`, {}, 'clientId'),
    'policies/id': await made('/admin/policies', { id: name, policy }),
    'principals/id': await first(
      `/admin/principals?subject=${encodeURIComponent(JSON.stringify(subject))}`,
    ),
    'incidents/id': await first('/admin/incidents'),
    'alerts/id': await first('/admin/alerts'),
    'tokens/id': await made('/admin/tokens', { name, role: 'viewer' }),
  }
}
