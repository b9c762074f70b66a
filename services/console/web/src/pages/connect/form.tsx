import { Button, TextInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { useDraft } from '../../parts/draft.ts'
import { Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { isJson, readFields, type Made, type Template } from './fields.ts'

type Props = { template: Template; done: (made: Made) => void }
type Draft = { id: string; fields: Record<string, string> }

/** What the hub must know of a source before it is one. A vendor's secret is typed, and not kept in a draft. */
export function SetUpForm({ template, done }: Props) {
  const { t, language } = useWords()
  const draft = useDraft<Draft>(`source ${template.kind}`, { id: template.kind, fields: {} })
  const { id, fields } = draft.values
  const [secret, setSecret] = useState('')
  const { members, faults } = readFields(template.fields, fields)
  const isSecretTyped = template.secretFrom !== 'vendor' || secret.trim() !== ''
  const { act, isBusy, error } = useCreate(
    template.kind,
    { ...members, id, ...(secret === '' ? {} : { secrets: [secret.trim()] }) },
    (made) => {
      draft.done()
      done(made)
    },
  )
  return (
    <Panel title={t('connect.know')}>
      <form className="stack" onSubmit={submitting(act)}>
        <TextInput
          label={t('connect.id')}
          description={t('connect.id.hint')}
          required
          maxLength={63}
          value={id}
          onChange={(event) => draft.change({ id: event.currentTarget.value })}
        />
        {template.fields
          .filter(({ name }) => name !== 'secrets')
          .map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              label={field.label[language]}
              value={fields[field.name] ?? ''}
              isFaulty={faults.has(field.name)}
              change={(value) => draft.change({ fields: { ...fields, [field.name]: value } })}
            />
          ))}
        {template.secretFrom === 'vendor' && (
          <TextInput
            label={t('connect.vendor-secret')}
            description={t('connect.vendor-secret.hint')}
            required
            autoComplete="off"
            spellCheck={false}
            maxLength={1_024}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        )}
        <Trouble error={error} />
        <Send isBusy={isBusy} isReady={id !== '' && faults.size === 0 && isSecretTyped} />
      </form>
    </Panel>
  )
}

function Send({ isBusy, isReady }: { isBusy: boolean; isReady: boolean }) {
  const { t } = useWords()
  const may = useMay()
  if (!may('admin')) return <p className="dim">{t('role.missing', { role: t('role.admin') })}</p>
  return (
    <div>
      <Button type="submit" loading={isBusy} disabled={!isReady}>
        {t('connect.make')}
      </Button>
    </div>
  )
}

type FieldProps = {
  field: Template['fields'][number]
  label: string
  value: string
  isFaulty: boolean
  change: (value: string) => void
}

function FieldInput({ field: { example }, label, value, isFaulty, change }: FieldProps) {
  const { t } = useWords()
  const shared = {
    label,
    placeholder: example,
    value,
    maxLength: 16_384,
    spellCheck: false,
    error: isFaulty && t('connect.no-json'),
  }
  return isJson(example) ? (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={12}
      onChange={(event) => change(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...shared} onChange={(event) => change(event.currentTarget.value)} />
  )
}

const useCreate = (
  kind: Template['kind'],
  body: { id: string } & Record<string, unknown>,
  done: (made: Made) => void,
) =>
  useAct(async () => {
    if (kind === 'ssf') return
    const params = { path: { kind } }
    done(await got(api.POST('/admin/source-templates/{kind}', { params, body })))
  })
