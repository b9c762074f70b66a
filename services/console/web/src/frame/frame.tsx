import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { LiveProvider } from '../api/live-context.tsx'
import { useMay } from '../api/session.ts'
import { useWords } from '../words/index.tsx'
import css from './frame.module.css'
import { PLACES } from './places.ts'
import { Stale } from './stale.tsx'
import { TopBar } from './top-bar.tsx'

const Palette = lazy(() => import('./palette.tsx'))

/** What stands around every page. */
export function Frame() {
  const { t } = useWords()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  // On a phone: going somewhere closes it.
  const [menuAt, setMenuAt] = useState<string>()
  const isMenuOpen = menuAt === path
  const [isFinding, setFinding] = useState(false)
  usePaletteKey(() => setFinding(true))
  return (
    <LiveProvider>
      <a href="#content" className={css.skip}>
        {t('frame.skip')}
      </a>
      <div className={css.frame} data-menu={isMenuOpen}>
        <TopBar
          find={() => setFinding(true)}
          isMenuOpen={isMenuOpen}
          toggleMenu={() => setMenuAt(isMenuOpen ? undefined : path)}
        />
        <Navigation close={() => setMenuAt(undefined)} />
        <main id="content" className={css.content} tabIndex={-1}>
          <Stale />
          <Outlet />
        </main>
      </div>
      <Suspense>{isFinding && <Palette close={() => setFinding(false)} />}</Suspense>
    </LiveProvider>
  )
}

function Navigation({ close }: { close: () => void }) {
  const { t } = useWords()
  const may = useMay()
  return (
    <nav
      id="navigation"
      className={css.nav}
      aria-label={t('frame.nav')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      {PLACES.map(({ label, places }) => (
        <div key={label} className={css.group}>
          <div className={css.groupName}>{t(label)}</div>
          <ul>
            {places
              .filter(({ least }) => may(least))
              .map(({ to, label: name, icon: Sign }) => (
                <li key={to}>
                  <Link
                    to={to}
                    className={css.link}
                    activeOptions={{ exact: to === '/' }}
                    activeProps={{ 'aria-current': 'page' }}
                  >
                    <Sign size={17} stroke={1.7} aria-hidden />
                    {t(name)}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** Ctrl-K, or ⌘K. */
function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      open()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [open])
}
