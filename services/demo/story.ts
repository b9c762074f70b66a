import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { RevocationAccepted } from '../../schemas/admin.ts'
import { uriOf, type EventName } from '../../schemas/events/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { OKTA_ORG, type AppName, type Cast, type Operator } from './cast.ts'
import { call } from './ssf-api.ts'

/** One event that must come of the story, and who must be told of it. */
export type Fact = { type: string; subject: object; txn: string; to: readonly AppName[] }

type Tell = (line: string) => void

const fact = (name: EventName, subject: object, txn: string, to: readonly AppName[]): Fact => ({
  type: uriOf(name),
  subject,
  txn,
  to,
})
const EVERYBODY: readonly AppName[] = ['CRM', 'Mail', 'Helpdesk']

/** Plays the four acts; answers what the apps must have been told at the end. @throws where the hub refuses one of them */
export async function play(cast: Cast, operator: Operator, tell: Tell): Promise<Fact[]> {
  return [
    ...(await driftIsBreached(cast, tell)),
    ...(await oktaReacts(cast, tell)),
    ...(await githubFollows(cast, tell)),
    ...(await socRevokes(operator, tell)),
  ]
}

/** The vendor whose OAuth tokens were stolen tells it by itself, as an SSF transmitter. */
async function driftIsBreached({ peer, peerIngestUrl }: Cast, tell: Tell): Promise<Fact[]> {
  const txn = `drift-${randomUUID()}`
  const integration = { format: 'email', email: 'drift-integration@acme.example' }
  const token = { format: 'jwt_id', iss: peer.issuer, jti: 'crm-refresh-token-7' }
  const compromise = {
    credential_type: 'oauth_token',
    reason_admin: { en: 'OAuth tokens of the Drift integration were stolen' },
  }
  tell(
    '1  Drift, an SSF peer, pushes two signed SETs: its integration is compromised, its CRM token revoked.',
  )
  for (const said of [
    { type: uriOf('credential-compromise'), subject: integration, payload: compromise, txn },
    { type: uriOf('token-revoked'), subject: token, payload: {}, txn },
  ]) {
    const { status, body } = await peer.push(peerIngestUrl, said)
    if (status !== 202)
      throw new Error(`The hub answered the peer's SET with ${String(status)}: ${body}`)
  }
  return [
    fact('credential-compromise', integration, txn, ['Helpdesk']),
    fact('session-revoked', integration, txn, EVERYBODY), // by policy
    fact('token-revoked', token, txn, ['CRM']),
  ]
}

/** Okta checks the hook, then tells that an administrator ended a user's sessions and deactivated the account. */
async function oktaReacts({ okta }: Cast, tell: Tell): Promise<Fact[]> {
  const user = '00uraj7'
  const raj = { format: 'iss_sub', iss: OKTA_ORG, sub: user }
  const [cleared, deactivated] = [randomUUID(), randomUUID()]
  const challenge = randomUUID()
  tell(
    '2  Okta verifies its event hook, then sends: sessions of raj cleared, account deactivated. Twice, as Okta may.',
  )
  const answer = await call(okta.ingestUrl, {
    headers: { 'x-okta-verification-challenge': challenge },
  })
  if (z.object({ verification: z.string() }).parse(answer).verification !== challenge)
    throw new Error('The hub failed the challenge')
  const body = eventHook([
    logEvent('user.session.clear', cleared, user),
    logEvent('user.lifecycle.deactivate', deactivated, user),
  ])
  for (let time = 0; time < 2; time++)
    await call(okta.ingestUrl, { method: 'POST', headers: { authorization: okta.secret }, body })
  return [
    fact('session-revoked', raj, cleared, EVERYBODY),
    fact('account-disabled', raj, deactivated, ['Helpdesk']),
    // By the policy for leavers:
    fact('session-revoked', raj, deactivated, EVERYBODY),
    fact('tokens-revoked', raj, deactivated, ['CRM', 'Mail']),
  ]
}

/** GitHub signs what it sends: somebody is removed from the organisation, so the sessions there are over. */
async function githubFollows({ github }: Cast, tell: Tell): Promise<Fact[]> {
  tell('3  GitHub sends a signed webhook: raj is no longer a member of the organisation.')
  const delivery = randomUUID()
  const body = JSON.stringify({
    action: 'member_removed',
    membership: { user: { id: 4711, login: 'raj' } },
    organization: { id: 42, login: 'acme' },
  })
  const signature = createHmac('sha256', github.secret).update(body).digest('hex')
  await call(github.ingestUrl, {
    method: 'POST',
    headers: {
      'x-github-event': 'organization',
      'x-github-delivery': delivery,
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  })
  const raj = {
    format: 'complex',
    user: { format: 'iss_sub', iss: 'https://github.com', sub: '4711' },
    tenant: { format: 'iss_sub', iss: 'https://github.com', sub: '42' },
  }
  return [fact('session-revoked', raj, delivery, EVERYBODY)]
}

/** The SOC cuts off a person by one request. */
async function socRevokes({ issuer, token }: Operator, tell: Tell): Promise<Fact[]> {
  const jane = { format: 'email', email: 'jane@acme.example' }
  tell('4  The SOC revokes jane@acme.example: sessions and tokens, everywhere.')
  const body = {
    subject: jane,
    kind: 'both',
    reasonAdmin: 'Her mailbox was read through the Drift integration',
  }
  const { txn } = RevocationAccepted.parse(
    await call(`${issuer}/admin/revocations`, { method: 'POST', token, body }),
  )
  return [
    fact('session-revoked', jane, txn, EVERYBODY),
    fact('tokens-revoked', jane, txn, ['CRM', 'Mail']),
  ]
}

/** An Okta event hook's envelope, as Okta documents it. */
const eventHook = (events: readonly object[]) => ({
  eventType: 'com.okta.event_hook',
  eventTypeVersion: '1.0',
  cloudEventsVersion: '0.1',
  source: `${OKTA_ORG}/api/v1/eventHooks/who1`,
  eventId: randomUUID(),
  eventTime: systemClock.now().toISOString(),
  contentType: 'application/json',
  data: { events },
})

const logEvent = (eventType: string, uuid: string, user: string) => ({
  uuid,
  eventType,
  published: systemClock.now().toISOString(),
  version: '0',
  severity: 'INFO',
  displayMessage: eventType,
  actor: { id: '00uadmin1', type: 'User', alternateId: 'soc@acme.example', displayName: 'SOC' },
  target: [{ id: user, type: 'User', alternateId: 'raj@acme.example', displayName: 'Raj' }],
  outcome: { result: 'SUCCESS' },
})
