import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMay } from '../../api/session.ts'
import { eventName } from '../../parts/event-name.ts'
import { Panel } from '../../parts/page.tsx'
import { PrincipalName } from '../../parts/principal.tsx'
import { typedSubject } from '../../parts/subject.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import type { IncidentDetail } from './incident.tsx'

type Party = IncidentDetail['parties'][number] & { types: string[] }

/** Shown at first: the rest on demand. The hub tells 200 at most. */
const FEW = 8

/** Who is in it, what happened to each, and the way to end their access. */
export function Parties({ detail: { incident, parties, facts } }: { detail: IncidentDetail }) {
  const { t } = useWords()
  const may = useMay()
  const [isAll, setAll] = useState(false)
  const rows = parties.map((party) => ({
    ...party,
    types: [
      ...new Set(
        facts
          .filter(({ principalId }) => principalId === party.principal.id)
          .map(({ type }) => eventName(type)),
      ),
    ],
  }))
  return (
    <Panel
      title={t('incident.parties')}
      isFlush
      aside={
        rows.length > FEW && (
          <Button size="compact-xs" variant="default" onClick={() => setAll(!isAll)}>
            {isAll ? t('incident.parties.few') : t('incident.parties.all', { n: rows.length })}
          </Button>
        )
      }
    >
      <Table
        label={t('incident.parties')}
        rows={isAll ? rows : rows.slice(0, FEW)}
        keyOf={({ principal }) => principal.id}
        columns={columns(t, may('responder') ? incident.id : undefined)}
      />
    </Panel>
  )
}

/** `incident` is given to whoever may revoke. */
const columns = (t: Speak['t'], incident: string | undefined): Column<Party>[] => [
  {
    id: 'who',
    title: t('incidents.who'),
    cell: (party) => (
      <div className="stack-tight">
        <PrincipalName {...party} />
        <span className="dim small">{t(`incident.role.${party.role}`)}</span>
      </div>
    ),
  },
  {
    id: 'what',
    title: t('incidents.what'),
    cell: ({ types }) => <span className="break">{types.join(', ')}</span>,
  },
  ...(incident === undefined
    ? []
    : [
        {
          id: 'revoke',
          title: '',
          align: 'right',
          cell: ({ names: [name] }: Party) => name && <Revoke name={name} incident={incident} />,
        } as const,
      ]),
]

function Revoke({ name, incident }: { name: Party['names'][number]; incident: string }) {
  const { t } = useWords()
  return (
    <Link to="/revoke" search={{ whom: typedSubject(name), incident }} className="nowrap">
      {t('incident.revoke')}
    </Link>
  )
}
