import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.tsx'
import css from '../activity/activity.module.css'

/** Who there is, and what waits for a word about whose a name is. */
export function Tabs() {
  const { t } = useWords()
  return (
    <nav className={css.tabs} aria-label={t('nav.identities')}>
      <Link
        to="/identities"
        activeOptions={{ exact: true, includeSearch: false }}
        activeProps={{ 'aria-current': 'page' }}
      >
        {t('identities.all')}
      </Link>
      <Link to="/identities/disputes" activeProps={{ 'aria-current': 'page' }}>
        {t('identities.disputes')}
      </Link>
    </nav>
  )
}
