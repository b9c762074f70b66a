import { getRouteApi, Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { IncidentActions } from './actions.tsx'
import { IncidentStateSign, SeverityState, shortId, type IncidentDetail } from './incident.tsx'
import { Notes } from './notes.tsx'
import { Parties } from './parties.tsx'
import { ReportButton } from './report-button.tsx'
import { Timeline } from './timeline.tsx'

const route = getRouteApi('/incidents/$id')

/** One story: what happened, what was decided and told, what operators did about it. */
export function IncidentPage() {
  const { t } = useWords()
  const may = useMay()
  const { id } = route.useParams()
  const query = hub.useQuery('get', '/admin/incidents/{id}', { params: { path: { id } } })
  const incident = query.data?.incident
  return (
    <Page
      title={t('incident.title', { id: shortId(id) })}
      lead={incident && t('incident.opened', { n: incident.signals })}
      trail={<Link to="/incidents">{t('nav.incidents')}</Link>}
      actions={
        query.data && (
          <>
            <ReportButton detail={query.data} />
            {may('responder') && <IncidentActions detail={query.data} />}
          </>
        )
      }
    >
      <Loaded query={query}>
        {(detail) => (
          <>
            <Joined detail={detail} />
            <div className="grid-2">
              <About detail={detail} />
              <Parties detail={detail} />
            </div>
            <Timeline id={id} />
            <div className="grid-2">
              <Notes id={id} />
              <Related detail={detail} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** It is part of another, which lives on: what one does is done there. */
function Joined({ detail: { incident } }: { detail: IncidentDetail }) {
  const { t } = useWords()
  const { mergedInto } = incident
  if (mergedInto === undefined) return null
  return (
    <Panel label={t('incident.merged')}>
      <span className="row">
        <State kind="info">{t('incident.merged')}</State>
        <Link to="/incidents/$id" params={{ id: mergedInto }}>
          {t('incident.title', { id: shortId(mergedInto) })}
        </Link>
      </span>
    </Panel>
  )
}

function About({ detail: { incident, absorbed } }: { detail: IncidentDetail }) {
  const { t, number } = useWords()
  const { previousId } = incident
  return (
    <Panel
      title={t('incident.about')}
      aside={
        <span className="row">
          <SeverityState severity={incident.severity} />
          <IncidentStateSign state={incident.state} />
        </span>
      }
    >
      <Facts
        facts={[
          [t('incident.first'), <Time key="first" at={incident.firstSignalAt} />],
          [t('incidents.last'), <Time key="last" at={incident.lastSignalAt} />],
          [t('incident.facts'), number(incident.facts)],
          [t('incidents.signals'), number(incident.signals)],
          [t('incident.acknowledged'), incident.acknowledgedAt && at(incident.acknowledgedAt)],
          [t('incident.contained'), incident.containedAt && at(incident.containedAt)],
          [t('incident.closed'), incident.closedAt && at(incident.closedAt)],
          [
            t('incident.txn'),
            <Link key="txn" to="/revocations/$txn" params={{ txn: incident.txn }} className="break">
              {incident.txn}
            </Link>,
          ],
          [t('incident.id'), <Copy key="id" text={incident.id} />],
          [t('incident.previous'), previousId === undefined ? undefined : <One id={previousId} />],
          [
            t('incident.absorbed'),
            absorbed.length === 0 ? undefined : (
              <span key="absorbed" className="row">
                {absorbed.map((id) => (
                  <One key={id} id={id} />
                ))}
              </span>
            ),
          ],
        ]}
      />
    </Panel>
  )
}

const at = (instant: string) => <Time at={instant} />

const One = ({ id }: { id: string }) => (
  <Link to="/incidents/$id" params={{ id }} className="num">
    {shortId(id)}
  </Link>
)

/** Other stories of the same people. */
function Related({ detail: { related } }: { detail: IncidentDetail }) {
  const { t } = useWords()
  return (
    <Panel title={t('incident.related')}>
      {related.length === 0 && <p className="dim">{t('incident.related.none')}</p>}
      <ul className="stack-tight">
        {related.map(({ id, severity, state, lastSignalAt }) => (
          <li key={id} className="row">
            <One id={id} />
            <SeverityState severity={severity} />
            <IncidentStateSign state={state} />
            <span className="dim small">
              <Time at={lastSignalAt} isRelative />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
