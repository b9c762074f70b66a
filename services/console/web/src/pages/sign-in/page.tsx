import { Button, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type SyntheticEvent } from 'react'
import { hub } from '../../api/client.ts'
import type { Session } from '../../api/session.ts'
import { Trouble } from '../../parts/trouble.tsx'
import icon from '../../icon.svg'
import { useWords } from '../../words/index.tsx'
import type { Key } from '../../words/words.ts'
import css from './page.module.css'

const PROBLEMS = ['expired', 'refused', 'no-role', 'unavailable'] as const
const SESSION = ['get', '/console/session']

type Props = { session: Session; to: string; problem: string | undefined; code: string | undefined }

/** The only page for who is not signed in. What one was doing waits in this tab. */
export function SignInPage({ session, to, problem, code }: Props) {
  const { t } = useWords()
  useEffect(() => {
    document.title = `${t('sign-in.title')} · ssf-hub`
  }, [t])
  const why = PROBLEMS.find((one) => one === problem)
  const notice: Key | undefined = why
    ? `sign-in.problem.${why}`
    : session.ended && `sign-in.ended.${session.ended}`
  return (
    <main className={css.page}>
      <div className={css.card}>
        <div className={css.brand}>
          <img src={icon} alt="" width={36} height={36} />
          <h1>ssf-hub</h1>
        </div>
        <p className="dim">{t('sign-in.lead')}</p>
        {notice && (
          <p className={css.notice} role="status">
            {t(notice)}
          </p>
        )}
        {session.identityProvider !== undefined && (
          <>
            <Button
              component="a"
              size="md"
              fullWidth
              href={`/console/sign-in/start?to=${encodeURIComponent(to)}`}
            >
              {t('sign-in.idp', { host: session.identityProvider })}
            </Button>
            <div className={css.or}>{t('sign-in.or')}</div>
          </>
        )}
        <TokenForm code={code} isMain={session.identityProvider === undefined} />
      </div>
    </main>
  )
}

function TokenForm({ code, isMain }: { code: string | undefined; isMain: boolean }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [token, setToken] = useState('')
  const { mutate, isPending, error } = hub.useMutation('post', '/console/session', {
    onSuccess: (session) => client.setQueryData([...SESSION, {}], session),
  })
  useEffect(() => {
    if (code !== undefined) mutate({ body: { code } })
  }, [code, mutate])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    mutate({ body: { token: token.trim() } })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Trouble error={error} />
      <PasswordInput
        label={t('sign-in.token')}
        description={t('sign-in.token.hint')}
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
        autoComplete="off"
        required
        maxLength={512}
        autoFocus={isMain}
      />
      <Button
        type="submit"
        variant={isMain ? 'filled' : 'default'}
        loading={isPending}
        disabled={token.trim() === ''}
      >
        {t('sign-in.with-token')}
      </Button>
    </form>
  )
}
