import { NativeSelect, Radio } from '@mantine/core'
import { hub } from '../../api/client.ts'
import { SubjectView } from '../../parts/subject.tsx'
import { useWords } from '../../words/index.tsx'
import type { Candidate } from './candidates.ts'
import type { Subject } from './identify.ts'
import css from './revoke.module.css'
import { Search } from './search.tsx'

type Props = {
  tenantId: string
  chooseTenant: (id: string) => void
  typed: string
  type: (text: string) => void
  pick: (candidate: Candidate) => void
  /** Whom the hub knows and somebody chose; then what was typed counts no more. */
  picked: Subject | undefined
  found: readonly Subject[]
  chosen: number
  choose: (index: number) => void
}

/** Whose access ends: whom the hub knows, or any identifier; where it may be read in more than one way, which is meant. */
export function Whom(props: Props) {
  const { t } = useWords()
  const { tenantId, typed, type, pick, picked, found, chosen, choose } = props
  const isUnclear = typed.trim() !== '' && found.length === 0 && !picked
  return (
    <div className="stack">
      <TenantChoice tenantId={tenantId} choose={props.chooseTenant} />
      <Search
        tenantId={tenantId}
        typed={typed}
        type={type}
        pick={pick}
        isPicked={picked !== undefined}
      />
      {isUnclear && <p className={css.unclear}>{t('revoke.whom.unclear')}</p>}
      {picked && (
        <div className="stack-tight">
          <strong className="small">{t('revoke.meant')}</strong>
          <SubjectView subject={picked} isShort />
        </div>
      )}
      {!picked && found.length > 0 && (
        <fieldset className={css.choices}>
          <legend>{t('revoke.meant')}</legend>
          {found.map((subject, index) => (
            <Radio
              key={index}
              name="subject"
              checked={index === chosen}
              onChange={() => choose(index)}
              label={<SubjectView subject={subject} isShort />}
            />
          ))}
        </fieldset>
      )}
    </div>
  )
}

/** Only where there is more than the hub itself. */
function TenantChoice({ tenantId, choose }: { tenantId: string; choose: (id: string) => void }) {
  const { t } = useWords()
  const tenants = hub.useQuery('get', '/admin/tenants').data?.items ?? []
  if (tenants.length === 0) return null
  return (
    <NativeSelect
      label={t('subscribers.tenant')}
      value={tenantId}
      onChange={(event) => choose(event.currentTarget.value)}
      data={['default', ...tenants.map(({ id }) => id).filter((id) => id !== 'default')]}
    />
  )
}
