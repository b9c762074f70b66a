import type { Page } from 'playwright-core'
import type { Scene } from './scene.ts'

export type Place = { name: string; path: string }

/** Every page of the console, on this scene. */
export const PAGES = ({
  apps,
  txn,
  approvalId,
  incident,
  jane,
}: Pick<Scene, 'apps' | 'txn' | 'approvalId' | 'incident' | 'jane'>): readonly Place[] => [
  { name: 'overview', path: '/' },
  { name: 'revoke', path: `/revoke?whom=jane@acme.example&incident=${incident}` },
  { name: 'incidents', path: '/incidents' },
  { name: 'incident', path: `/incidents/${incident}` },
  { name: 'approvals', path: '/approvals' },
  { name: 'approval', path: `/approvals/${approvalId}` },
  { name: 'activity', path: '/activity' },
  { name: 'events', path: '/activity/events' },
  { name: 'progress', path: `/revocations/${txn}` },
  { name: 'streams', path: '/streams' },
  { name: 'stream', path: `/streams/${apps.payroll.stream.streamId}` },
  { name: 'subscribers', path: '/subscribers' },
  { name: 'subscriber', path: `/subscribers/${apps.crm.stream.subscriberId}` },
  { name: 'alerts', path: '/alerts' },
  { name: 'parked', path: '/parked' },
  { name: 'channels', path: '/channels' },
  { name: 'channel', path: '/channels/soc' },
  { name: 'identities', path: '/identities' },
  { name: 'disputes', path: '/identities/disputes' },
  { name: 'identity', path: `/identities/${jane}` },
  { name: 'directories', path: '/directories' },
  { name: 'directory', path: '/directories/okta' },
  { name: 'sources', path: '/sources' },
  { name: 'connect', path: '/connect' },
  { name: 'connect-okta', path: '/connect?kind=okta' },
  { name: 'connect-ssf', path: '/connect?kind=ssf' },
  { name: 'source', path: '/sources/okta-prod' },
  { name: 'policies', path: '/policies' },
  { name: 'policy', path: '/policies/leaver' },
  { name: 'write-policy', path: '/write-policy?id=leaver' },
  { name: 'audit', path: '/audit' },
  { name: 'keys', path: '/keys' },
  { name: 'members', path: '/members' },
  { name: 'settings', path: '/settings' },
]

/** Signs in by the token, as a person does. */
export async function signInWith(
  page: Page,
  { url, token }: { url: string; token: string },
): Promise<void> {
  await page.goto(`${url}/console/`)
  await page.locator('input[type=password]').fill(token)
  await page.locator('button[type=submit]').click()
  await page.locator('nav').first().waitFor({ state: 'attached' })
}
