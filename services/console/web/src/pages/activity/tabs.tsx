import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.tsx'
import css from './activity.module.css'

/** What came in, and what was decided to be told. */
export function Tabs() {
  const { t } = useWords()
  return (
    <nav className={css.tabs} aria-label={t('nav.activity')}>
      <Link
        to="/activity"
        className={css.tab}
        activeOptions={{ includeSearch: false, exact: true }}
      >
        {t('activity.signals')}
      </Link>
      <Link to="/activity/events" className={css.tab}>
        {t('activity.events')}
      </Link>
    </nav>
  )
}
