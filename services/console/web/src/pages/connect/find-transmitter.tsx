import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useMay } from '../../api/session.ts'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { METHODS, type Typed } from './transmitter.ts'

type Props = {
  values: Typed
  /** Not kept in a draft. */
  secret: string
  change: (changes: Partial<Typed>) => void
  changeSecret: (text: string) => void
  find: () => Promise<void>
}

/** Where the transmitter is and how the hub is let in; then it is looked at, and nothing is changed there. */
export function FindTransmitter({ values, secret, change, changeSecret, find }: Props) {
  const { t } = useWords()
  const may = useMay()
  const { act, isBusy, error } = useAct(find)
  if (!may('admin')) return <p className="dim">{t('role.missing', { role: t('role.admin') })}</p>
  return (
    <Panel title={t('ssf.find')}>
      <form className="stack" onSubmit={submitting(act)}>
        <Where values={values} change={change} />
        <WayIn values={values} change={change} />
        {values.method !== 'private_key_jwt' && (
          <PasswordInput
            label={t(values.method === 'token' ? 'ssf.token' : 'ssf.secret')}
            description={t('connect.vendor-secret.hint')}
            required
            autoComplete="off"
            maxLength={8_192}
            value={secret}
            onChange={(event) => changeSecret(event.currentTarget.value)}
          />
        )}
        <Trouble error={error} />
        <div>
          <Button type="submit" loading={isBusy}>
            {t('ssf.look')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

type FieldProps = Pick<Props, 'values' | 'change'>

function Where({ values, change }: FieldProps) {
  const { t } = useWords()
  return (
    <>
      <TextInput
        label={t('connect.id')}
        description={t('connect.id.hint')}
        required
        maxLength={63}
        value={values.id}
        onChange={(event) => change({ id: event.currentTarget.value })}
      />
      <TextInput
        label={t('ssf.issuer')}
        description={t('ssf.issuer.hint')}
        required
        maxLength={2_048}
        spellCheck={false}
        placeholder="https://idp.example.com"
        value={values.issuer}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
      />
      <TextInput
        label={t('ssf.metadata')}
        description={t('ssf.metadata.hint')}
        maxLength={2_048}
        spellCheck={false}
        value={values.metadataUrl}
        onChange={(event) => change({ metadataUrl: event.currentTarget.value })}
      />
    </>
  )
}

function WayIn({ values, change }: FieldProps) {
  const { t } = useWords()
  return (
    <>
      <NativeSelect
        label={t('ssf.method')}
        data={METHODS.map((value) => ({ value, label: t(`ssf.method.${value}`) }))}
        value={values.method}
        onChange={(event) =>
          change({
            method: METHODS.find((one) => one === event.currentTarget.value) ?? METHODS[0],
          })
        }
      />
      {values.method !== 'token' && (
        <TextInput
          label={t('ssf.client')}
          required
          maxLength={512}
          spellCheck={false}
          value={values.clientId}
          onChange={(event) => change({ clientId: event.currentTarget.value })}
        />
      )}
    </>
  )
}
