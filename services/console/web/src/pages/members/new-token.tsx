import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import type { Role } from '../../api/session.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { Secret } from '../../parts/secret.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

type Props = { isOpen: boolean; close: () => void; again: () => void }

const ROLES = ['viewer', 'responder', 'approver', 'admin'] as const satisfies readonly Role[]
const DAYS = ['30', '90', '365', ''] as const

export function NewToken({ isOpen, close, again }: Props) {
  const { t } = useWords()
  const [token, setToken] = useState<string>()
  const leave = () => {
    setToken(undefined)
    close()
  }
  return (
    <Dialog title={t('members.token.new')} isOpen={isOpen} close={leave}>
      {token === undefined ? (
        <Form
          leave={leave}
          made={(value) => {
            setToken(value)
            again()
          }}
        />
      ) : (
        <div className="stack">
          <Secret title={t('members.token.made')} value={token} />
          <DialogActions>
            <Button onClick={leave}>{t('action.close')}</Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}

function Form({ leave, made }: { leave: () => void; made: (token: string) => void }) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [days, setDays] = useState<string>('90')
  const { act, isBusy, error } = useAct(async () => {
    const body = { name: name.trim(), role, ...(days !== '' && { days: Number(days) }) }
    made((await got(api.POST('/admin/tokens', { body }))).token)
  })
  return (
    <form className="stack" onSubmit={submitting(act)}>
      <TextInput
        label={t('members.token.name')}
        description={t('members.token.name.hint')}
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('members.role')}
        description={t(`role.${role}.what`)}
        data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={role}
        onChange={(event) =>
          setRole(ROLES.find((one) => one === event.currentTarget.value) ?? 'viewer')
        }
      />
      <NativeSelect
        label={t('members.token.ends')}
        data={DAYS.map((value) => ({
          value,
          label: value === '' ? t('members.token.never') : t('members.token.days', { n: value }),
        }))}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <Trouble error={error} />
      <DialogActions>
        <Button variant="default" onClick={leave}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={isBusy}>
          {t('members.token.make')}
        </Button>
      </DialogActions>
    </form>
  )
}
