import { useSession } from '../../api/session.ts'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { useWords } from '../../words/index.tsx'

/** How this hub is set up. */
export function SettingsPage() {
  const { t } = useWords()
  const session = useSession().data
  return (
    <Page title={t('nav.settings')} lead={t('settings.lead')}>
      {session && (
        <Panel title={t('settings.hub')}>
          <Facts
            facts={[
              [t('settings.issuer'), <Copy key="issuer" text={session.issuer} />],
              [
                t('settings.metadata'),
                <Copy key="metadata" text={`${session.issuer}/.well-known/ssf-configuration`} />,
              ],
              [t('settings.idp'), session.identityProvider ?? t('value.none')],
              [t('settings.mode'), t(session.isLocal ? 'settings.local' : 'settings.production')],
            ]}
          />
        </Panel>
      )}
    </Page>
  )
}
