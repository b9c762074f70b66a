import { createHmac, randomUUID } from 'node:crypto'

/** An Okta event hook of one System Log event about one user. */
export const oktaHook = (eventType: string, user: string, uuid: string = randomUUID()) => ({
  eventType: 'com.okta.event_hook',
  eventTypeVersion: '1.0',
  cloudEventsVersion: '0.1',
  source: 'https://acme.okta.example/api/v1/eventHooks/who1',
  eventId: randomUUID(),
  data: {
    events: [
      {
        uuid,
        eventType,
        published: '2026-03-26T21:05:04.159Z',
        displayMessage: eventType,
        actor: { id: '00uadmin1', type: 'User' },
        target: [{ id: user, type: 'User', alternateId: `${user}@acme.example` }],
        outcome: { result: 'SUCCESS' },
      },
    ],
  },
})

/** A GitHub delivery, signed. */
export function githubDelivery(
  event: string,
  body: string,
  { secret, id }: { secret: string; id: string },
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': id,
    'x-github-hook-installation-target-id': '29310',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
}

/** A user who leaves an organization: one session-revoked about the user there. */
export const memberRemoved = (userId: number): string =>
  JSON.stringify({
    action: 'member_removed',
    membership: { user: { login: `user-${String(userId)}`, id: userId } },
    organization: { login: 'acme', id: 7 },
  })
