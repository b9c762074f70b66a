import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Facts } from '../../parts/facts.tsx'
import { Json } from '../../parts/json.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Backtest } from './backtest.tsx'
import { documentOf, MODE_KIND, type PolicyRecord } from './policy.ts'
import { Switch } from './switch.tsx'
import { TryOut } from './try-out.tsx'
import { Versions } from './versions.tsx'

const route = getRouteApi('/policies/$id')

/** One policy: what it says, whether it counts, what it was before, and what it would do. */
export function PolicyPage() {
  const { t } = useWords()
  const may = useMay()
  const { id } = route.useParams()
  const query = hub.useQuery('get', '/admin/policies/{id}', { params: { path: { id } } })
  return (
    <Page
      title={query.data?.name ?? id}
      lead={query.data?.description}
      trail={<Link to="/policies">{t('nav.policies')}</Link>}
      actions={
        query.data &&
        may('admin') && (
          <>
            <Button
              size="xs"
              variant="default"
              renderRoot={(root) => <Link to="/write-policy" search={{ id }} {...root} />}
            >
              {t('action.edit')}
            </Button>
            <Switch policy={query.data} again={() => void query.refetch()} />
          </>
        )
      }
    >
      <Loaded query={query}>
        {(policy) => (
          <>
            <About policy={policy} />
            <Backtest id={id} />
            <TryOut id={id} document={documentOf(policy)} />
            <Versions id={id} current={policy.version} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function About({ policy }: { policy: PolicyRecord }) {
  const { t, number } = useWords()
  const { trouble } = policy
  return (
    <Panel
      title={t('policy.says')}
      aside={<State kind={MODE_KIND[policy.mode]}>{t(`policy.mode.${policy.mode}`)}</State>}
    >
      <div className="stack">
        <p className="dim">{t(`policy.mode.${policy.mode}.what`)}</p>
        <Facts
          facts={[
            [t('policies.version'), number(policy.version)],
            [t('policies.updated'), <Time key="at" at={policy.updatedAt} />],
            [t('audit.actor'), policy.updatedBy],
            [
              t('policy.trouble'),
              trouble && (
                <span key="trouble">
                  {number(trouble.errors)} · {trouble.last} ·{' '}
                  <Time at={trouble.lastAt} isRelative />
                </span>
              ),
            ],
          ]}
        />
        <Json value={documentOf(policy)} label={t('policy.says')} />
      </div>
    </Panel>
  )
}
