import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useStale } from '../../api/use-stale.ts'
import { useDraft } from '../../parts/draft.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Meanwhile } from '../../parts/meanwhile.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { Backtest } from './backtest.tsx'
import { Editor } from './editor.tsx'
import { useChecked, type Checked } from './faults.ts'
import { documentOf, type PolicyDocument } from './policy.ts'
import { TryOut } from './try-out.tsx'

const route = getRouteApi('/write-policy')

const NEW: PolicyDocument = {
  name: 'New policy',
  when: { types: ['session-revoked'], condition: 'signal.source == "okta-prod"' },
  then: [{ emit: 'same' }],
  reason: 'What the apps are told as the reason',
}

/** A new policy, or another version of one: checked as it is typed, tried before it is kept. */
export function WritePolicyPage() {
  const { t } = useWords()
  const { id } = route.useSearch()
  return (
    <Page
      title={t(id === undefined ? 'policies.new' : 'policy.edit')}
      lead={id ?? t('policies.new.lead')}
      trail={<Link to="/policies">{t('nav.policies')}</Link>}
    >
      {id === undefined ? (
        <Write id={undefined} version={0} document={NEW} />
      ) : (
        <WriteOn key={id} id={id} />
      )}
    </Page>
  )
}

function WriteOn({ id }: { id: string }) {
  const query = hub.useQuery(
    'get',
    '/admin/policies/{id}',
    { params: { path: { id } } },
    { refetchOnMount: 'always' },
  )
  // Not what was kept from before: somebody may have changed it since.
  const data = query.isFetchedAfterMount ? query.data : undefined
  return (
    <Loaded query={{ ...query, data }}>
      {(policy) => <Write id={id} version={policy.version} document={documentOf(policy)} />}
    </Loaded>
  )
}

/** `version` and `document` are what it is by now; somebody else may make another of it meanwhile. */
type WriteProps = { id: string | undefined; version: number; document: PolicyDocument }

/** How long typing rests before the hub judges. */
const RESTS_MS = 250

function Write({ id, version, document }: WriteProps) {
  const { t } = useWords()
  const current = { version, text: JSON.stringify(document, null, 2) }
  const draft = useDraft(`policy ${id ?? ''}`, { id: id ?? '', ...current })
  const { values, change } = draft
  const [rested] = useDebouncedValue(values.text, RESTS_MS)
  const checked = useChecked(rested)
  return (
    <>
      <Panel>
        <div className="stack">
          {id === undefined && (
            <TextInput
              label={t('policy.id')}
              description={t('policy.id.hint')}
              required
              maxLength={63}
              value={values.id}
              onChange={(event) => change({ id: event.currentTarget.value })}
            />
          )}
          <Editor
            label={t('policy.says')}
            text={values.text}
            change={(text) => change({ text })}
            checked={checked}
          />
          <Keep
            id={id}
            draft={draft}
            current={current}
            checked={rested === values.text ? checked : CHECKING}
          />
        </div>
      </Panel>
      {checked.state === 'good' && <Tried id={values.id} document={checked.document} />}
    </>
  )
}

const CHECKING = { state: 'checking' } as const satisfies Checked

function Tried({ id, document }: { id: string; document: PolicyDocument }) {
  const called = id === '' ? 'draft' : id
  return (
    <>
      <Backtest id={called} draft={document} />
      <TryOut id={called} document={document} />
    </>
  )
}

type Typed = { id: string; version: number; text: string }
type KeepProps = {
  id: string | undefined
  draft: ReturnType<typeof useDraft<Typed>>
  current: Omit<Typed, 'id'>
  checked: Checked
}

/** Keeps it, once it is right and nobody else has made another of it meanwhile. */
function Keep({ id, draft: { values, change, done }, current, checked }: KeepProps) {
  const { t } = useWords()
  const save = useSave({ id, version: values.version }, done)
  const isChanged = values.version !== current.version && !save.isBusy
  const isReady = checked.state === 'good' && values.id !== '' && !isChanged
  return (
    <>
      <Meanwhile
        isChanged={isChanged}
        keepMine={() => change({ version: current.version })}
        takeTheirs={() => change(current)}
      />
      <Trouble error={save.error} />
      <div className="row">
        <Button
          disabled={!isReady}
          loading={save.isBusy}
          onClick={() => checked.state === 'good' && save.act(values.id, checked.document)}
        >
          {t(id === undefined ? 'policy.create' : 'policy.save')}
        </Button>
        <span className="dim small">{t('policy.save.hint')}</span>
      </div>
    </>
  )
}

/** A version that is not the newest any more is refused, and what is the newest is asked for. */
function useSave({ id, version }: Pick<WriteProps, 'id' | 'version'>, done: () => void) {
  const navigate = useNavigate()
  const stale = useStale()
  return useAct(async (wanted: string, policy: PolicyDocument) => {
    const path = { id: wanted }
    try {
      await got(
        id === undefined
          ? api.POST('/admin/policies', { body: { id: wanted, mode: 'shadow', policy } })
          : api.PUT('/admin/policies/{id}', {
              params: { path },
              body: { expectedVersion: version, policy },
            }),
      )
      done()
      await navigate({ to: '/policies/$id', params: { id: wanted } })
    } finally {
      await stale('/admin/policies')
    }
  })
}
