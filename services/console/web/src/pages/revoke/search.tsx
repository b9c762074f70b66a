import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData } from '@tanstack/react-query'
import { useId, useState, type KeyboardEvent } from 'react'
import { hub } from '../../api/client.ts'
import { SubjectView } from '../../parts/subject.tsx'
import { useWords } from '../../words/index.tsx'
import { labelOf, searchedBy, type Candidate } from './candidates.ts'
import { MAX_TYPED, subjectsOf } from './identify.ts'
import css from './revoke.module.css'

type Props = {
  tenantId: string
  typed: string
  type: (text: string) => void
  pick: (candidate: Candidate) => void
  /** Nothing more is proposed: somebody was picked. */
  isPicked: boolean
}

/** Any identifier, or the beginning of a name: whom the hub knows by it is proposed, by keyboard too. */
export function Search({ tenantId, typed, type, pick, isPicked }: Props) {
  const { t } = useWords()
  const list = useId()
  const [at, setAt] = useState(-1)
  const found = useFound(tenantId, isPicked ? '' : typed)
  const chosen = found[at]
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setAt((Math.max(at, step > 0 ? -1 : 0) + step + found.length) % found.length)
    }
    if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      setAt(-1)
      pick(chosen)
    }
    if (event.key === 'Escape') setAt(-1)
  }
  return (
    <div className="stack-tight">
      <TextInput
        label={t('revoke.whom')}
        description={t('revoke.whom.hint')}
        placeholder="jane@example.com"
        required
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_TYPED}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen && `${list}-${chosen.principal.id}`}
        value={typed}
        onChange={(event) => {
          setAt(-1)
          type(event.currentTarget.value)
        }}
        onKeyDown={pressed}
      />
      <ul id={list} role="listbox" className={css.found} aria-label={t('revoke.known')}>
        {found.map((candidate) => (
          <Option
            key={candidate.principal.id}
            id={`${list}-${candidate.principal.id}`}
            candidate={candidate}
            isChosen={candidate === chosen}
            pick={() => pick(candidate)}
          />
        ))}
      </ul>
    </div>
  )
}

type OptionProps = { id: string; candidate: Candidate; isChosen: boolean; pick: () => void }

function Option({ id, candidate, isChosen, pick }: OptionProps) {
  const { name } = useWords()
  const label = labelOf(candidate)
  return (
    <li id={id} role="option" aria-selected={isChosen} className={css.option} onClick={pick}>
      <span className="row row-between">
        <strong className="break">{label}</strong>
        <span className="dim small">{name('principal', candidate.principal.kind)}</span>
      </span>
      <span className="row small dim">
        {candidate.names.slice(0, 3).map((subject, index) => (
          <SubjectView key={index} subject={subject} isShort />
        ))}
      </span>
    </li>
  )
}

/** How long typing rests before the hub is asked. */
const RESTS_MS = 200
const MOST = 8

function useFound(tenantId: string, typed: string): Candidate[] {
  const [rested] = useDebouncedValue(typed, RESTS_MS)
  const q = searchedBy(rested)
  const [exact] = subjectsOf(rested)
  const begins = hub.useQuery(
    'get',
    '/admin/principals',
    { params: { query: { tenantId, q: q ?? '-', limit: MOST } } },
    { enabled: q !== undefined, placeholderData: keepPreviousData },
  )
  // Sessions and tokens are found by their whole name alone.
  const called = hub.useQuery(
    'get',
    '/admin/principals',
    { params: { query: { tenantId, subject: JSON.stringify(exact ?? null) } } },
    { enabled: q !== undefined && exact !== undefined },
  )
  if (typed === '' || q === undefined) return []
  const all = [...(called.data?.items ?? []), ...(begins.data?.items ?? [])]
  return [...new Map(all.map((one) => [one.principal.id, one])).values()].slice(0, MOST)
}
