import { Link } from '@tanstack/react-router'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { eventName } from '../../parts/event-name.ts'
import { PrincipalName } from '../../parts/principal.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import type { Speak } from '../../words/index.tsx'
import { IncidentStateSign, SeverityState, shortId } from './incident.tsx'

type Summary = components['schemas']['IncidentSummary']

/** An incident in a line: also the overview's. */
export const incidentColumns = (t: Speak['t']): Column<Summary>[] => [
  {
    id: 'severity',
    title: t('incidents.severity'),
    width: '7rem',
    cell: ({ severity }) => <SeverityState severity={severity} />,
  },
  {
    id: 'what',
    title: t('incidents.what'),
    cell: ({ id, what }) => (
      <div className="stack-tight">
        <Link to="/incidents/$id" params={{ id }}>
          <strong className="break">
            {what.map(eventName).join(', ') || t('incident.title', { id: shortId(id) })}
          </strong>
        </Link>
        <span className="dim small num">{shortId(id)}</span>
      </div>
    ),
  },
  {
    id: 'who',
    title: t('incidents.who'),
    cell: ({ who }) => (
      <div className="stack-tight">
        {who.map((one) => (
          <PrincipalName key={one.principal.id} {...one} />
        ))}
      </div>
    ),
  },
  {
    id: 'state',
    title: t('incidents.state'),
    cell: ({ state }) => <IncidentStateSign state={state} />,
  },
  {
    id: 'signals',
    title: t('incidents.signals'),
    align: 'right',
    isMinor: true,
    cell: ({ signals }) => signals,
  },
  {
    id: 'last',
    title: t('incidents.last'),
    isMinor: true,
    cell: ({ lastSignalAt }) => <Time at={lastSignalAt} isRelative />,
  },
]
