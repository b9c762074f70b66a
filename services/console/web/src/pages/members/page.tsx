import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/index.tsx'
import { Sessions } from './sessions.tsx'
import { Tokens } from './tokens.tsx'

/** Who is signed in, and which programs may use the admin API. */
export function MembersPage() {
  const { t } = useWords()
  return (
    <Page title={t('nav.members')} lead={t('members.lead')}>
      <Sessions />
      <Tokens />
    </Page>
  )
}
