import {
  ActionIcon,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { IconLogout, IconMenu2, IconMoon, IconSearch, IconSun, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { useConnection } from '../api/live-context.tsx'
import { useSession } from '../api/session.ts'
import { State } from '../parts/state.tsx'
import { useWords } from '../words/index.tsx'
import { LANGUAGES, type Language } from '../words/words.ts'
import icon from '../icon.svg'
import css from './top-bar.module.css'

type Props = { find: () => void; isMenuOpen: boolean; toggleMenu: () => void }

export function TopBar({ find, isMenuOpen, toggleMenu }: Props) {
  const { t } = useWords()
  const isLocal = useSession().data?.isLocal ?? false
  return (
    <header className={css.bar}>
      <ActionIcon
        className={css.burger}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('frame.menu')}
        aria-expanded={isMenuOpen}
        aria-controls="navigation"
        onClick={toggleMenu}
      >
        {isMenuOpen ? <IconX size={20} /> : <IconMenu2 size={20} />}
      </ActionIcon>
      <Link to="/" className={css.brand}>
        <img src={icon} alt="" width={22} height={22} />
        <span>ssf-hub</span>
      </Link>
      {isLocal && (
        <span className={css.local} title={t('frame.local.hint')}>
          {t('frame.local')}
        </span>
      )}
      <UnstyledButton className={css.find} onClick={find} aria-keyshortcuts="Control+K">
        <IconSearch size={15} aria-hidden />
        <span className={css.findText}>{t('frame.find')}</span>
        <kbd>Ctrl K</kbd>
      </UnstyledButton>
      <div className={css.right}>
        <LiveState />
        <LanguageChoice />
        <ThemeChoice />
        <Account />
      </div>
    </header>
  )
}

function LiveState() {
  const { t } = useWords()
  const { state } = useConnection()
  if (state === 'live')
    return (
      <State kind="ok" isPlain>
        <span className={css.word}>{t('live.on')}</span>
      </State>
    )
  return (
    <State kind={state === 'off' ? 'warn' : 'wait'} isPlain>
      <span className={css.word}>{t(state === 'off' ? 'live.off' : 'live.connecting')}</span>
    </State>
  )
}

function LanguageChoice() {
  const { t, language, choose } = useWords()
  return (
    <select
      className={css.language}
      aria-label={t('frame.language')}
      value={language}
      onChange={(event) => choose(event.target.value as Language)} // its options are LANGUAGES
    >
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  )
}

function ThemeChoice() {
  const { t } = useWords()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t(isDark ? 'frame.theme.light' : 'frame.theme.dark')}
      title={t(isDark ? 'frame.theme.light' : 'frame.theme.dark')}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? <IconSun size={17} /> : <IconMoon size={17} />}
    </ActionIcon>
  )
}

function Account() {
  const { t } = useWords()
  const client = useQueryClient()
  const operator = useSession().data?.operator
  if (!operator) return null
  const leave = () => {
    void api.DELETE('/console/session').then(() => client.invalidateQueries())
  }
  return (
    <div className={css.account}>
      <span className={css.who} title={t(`role.${operator.role}.what`)}>
        <span className="clip">{operator.name}</span>
        <span className={css.role}>{t(`role.${operator.role}`)}</span>
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('frame.sign-out')}
        title={t('frame.sign-out')}
        onClick={leave}
      >
        <IconLogout size={17} />
      </ActionIcon>
    </div>
  )
}
