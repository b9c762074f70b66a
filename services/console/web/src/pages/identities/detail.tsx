import { getRouteApi, Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Copy } from '../../parts/copy.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { principalText } from '../../parts/principal.tsx'
import { State } from '../../parts/state.tsx'
import { useWords } from '../../words/index.tsx'
import { IdentityActions } from './actions.tsx'
import { Around } from './around.tsx'
import { Disputes } from './disputes.tsx'
import { Incidents, Signals } from './happened.tsx'
import { summaryOf, type Detail } from './identity.ts'
import { Names } from './names.tsx'
import { Past } from './past.tsx'
import { Relations } from './relations.tsx'

const route = getRouteApi('/identities/$id')

/** Who somebody is: every name and why it is theirs, who is around them, what happened to them. */
export function IdentityPage() {
  const { t } = useWords()
  const may = useMay()
  const { id } = route.useParams()
  const query = hub.useQuery('get', '/admin/principals/{id}', { params: { path: { id } } })
  const detail = query.data
  return (
    <Page
      title={detail ? principalText(summaryOf(detail)) : t('nav.identities')}
      lead={
        detail && (
          <span className="row">
            <State kind="info">{t(`principal.${detail.principal.kind}`)}</State>
            <Copy text={id} />
          </span>
        )
      }
      trail={<Link to="/identities">{t('nav.identities')}</Link>}
      actions={detail && may('responder') && <IdentityActions detail={detail} />}
    >
      <Loaded query={query}>{(shown) => <Shown key={id} id={id} detail={shown} />}</Loaded>
    </Page>
  )
}

function Shown({ id, detail }: { id: string; detail: Detail }) {
  const { t } = useWords()
  const { mergedInto } = detail.principal
  if (mergedInto !== undefined)
    return (
      <Panel label={t('identity.merged')}>
        <span className="row">
          <State kind="info">{t('identity.merged')}</State>
          <Link to="/identities/$id" params={{ id: mergedInto }}>
            {t('identity.merged.into')}
          </Link>
        </span>
      </Panel>
    )
  return (
    <>
      <Names detail={detail} />
      <Around id={id} detail={detail} />
      <Relations id={id} />
      <Panel title={t('identities.disputes')} isFlush>
        <Disputes filter={{ principalId: id }} />
      </Panel>
      <div className="grid-2">
        <Incidents id={id} />
        <Signals id={id} />
      </div>
      <Past id={id} detail={detail} />
    </>
  )
}
