import { Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { Ask } from '../../parts/ask.tsx'
import { SearchBox } from '../../parts/filter.tsx'
import { principalText } from '../../parts/principal.tsx'
import { SubjectView } from '../../parts/subject.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useWords } from '../../words/index.tsx'
import { summaryOf, type Detail, type Summary } from './identity.ts'
import { useChanged } from './use-changed.ts'

const FEW = 8

/** Another one is this one: who, seen with their names before it is said. */
export function MergeDialog({ detail, close }: { detail: Detail; close: () => void }) {
  const { t } = useWords()
  const changed = useChanged()
  const { id } = detail.principal
  const [other, setOther] = useState<Summary>()
  const act = async (reason: string) => {
    if (!other) return
    await got(
      api.POST('/admin/principals/{id}/merge', {
        params: { path: { id } },
        body: { other: other.principal.id, reason },
      }),
    )
    await changed(t('identity.merge.done'))
  }
  return (
    <Ask
      title={t('identity.merge.title')}
      text={
        <div className="stack">
          <p>{t('identity.merge.text', { name: principalText(summaryOf(detail)) })}</p>
          <Choose detail={detail} chosen={other?.principal.id} choose={setOther} />
        </div>
      }
      reason={t('identity.why')}
      confirm={t('identity.merge.do')}
      isReady={other !== undefined}
      isDangerous
      isOpen
      close={close}
      act={act}
    />
  )
}

type ChooseProps = {
  detail: Detail
  chosen: string | undefined
  choose: (other: Summary | undefined) => void
}

function Choose({ detail: { principal }, chosen, choose }: ChooseProps) {
  const { t } = useWords()
  const [q, setQ] = useState('')
  const query = { q, tenantId: principal.tenantId, limit: FEW }
  const { data, error } = useQuery({
    queryKey: ['get', '/admin/principals', JSON.stringify(query), 'merge'],
    queryFn: () => got(api.GET('/admin/principals', { params: { query } })),
    enabled: q !== '',
  })
  const found = data?.items.filter(
    (one) => one.principal.id !== principal.id && one.principal.kind === principal.kind,
  )
  const search = (text: string) => {
    setQ(text)
    choose(undefined)
  }
  return (
    <div className="stack-tight">
      <SearchBox label={t('identities.search')} value={q} maxLength={128} search={search} />
      {Boolean(error) && <Trouble error={error} />}
      {found?.length === 0 && <p className="dim">{t('identities.none-such')}</p>}
      {found?.map((one) => (
        <Radio
          key={one.principal.id}
          name="other"
          checked={one.principal.id === chosen}
          onChange={() => choose(one)}
          label={
            <span className="stack-tight">
              <strong className="break">{principalText(one)}</strong>
              {one.names.map((name, index) => (
                <SubjectView key={index} subject={name} />
              ))}
            </span>
          }
        />
      ))}
    </div>
  )
}
