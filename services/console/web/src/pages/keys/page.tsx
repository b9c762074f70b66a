import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Ask } from '../../parts/ask.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useWords } from '../../words/index.tsx'

type SigningKey = components['schemas']['SigningKeyInfo']
type Alg = components['schemas']['SigningAlg']

const ALGS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const satisfies readonly Alg[]
const KINDS = { active: 'ok', next: 'wait', retired: 'idle' } as const satisfies Record<
  SigningKey['state'],
  Kind
>

/** What SETs are signed with, and a new one in its place. */
export function KeysPage() {
  const { t } = useWords()
  const may = useMay()
  const [isRotating, setRotating] = useState(false)
  const { data, error, refetch } = hub.useQuery('get', '/admin/keys')
  return (
    <Page
      title={t('nav.keys')}
      lead={t('keys.lead')}
      actions={
        may('admin') && (
          <Button size="xs" onClick={() => setRotating(true)}>
            {t('keys.rotate')}
          </Button>
        )
      }
    >
      <Panel isFlush>
        <Table
          label={t('nav.keys')}
          rows={data?.items}
          keyOf={({ kid }) => kid}
          error={error}
          again={() => void refetch()}
          columns={[
            { id: 'kid', title: t('keys.kid'), cell: ({ kid }) => <Copy text={kid} /> },
            { id: 'alg', title: t('keys.alg'), cell: ({ alg }) => alg },
            {
              id: 'state',
              title: t('streams.state'),
              cell: ({ state }) => <State kind={KINDS[state]}>{t(`keys.${state}`)}</State>,
            },
            {
              id: 'from',
              title: t('keys.from'),
              isMinor: true,
              cell: ({ activeFrom }) => <Time at={activeFrom} />,
            },
            {
              id: 'retired',
              title: t('keys.retired-at'),
              isMinor: true,
              cell: ({ retiredAt }) => retiredAt !== undefined && <Time at={retiredAt} />,
            },
          ]}
        />
      </Panel>
      <Rotate isOpen={isRotating} close={() => setRotating(false)} again={() => void refetch()} />
    </Page>
  )
}

type RotateProps = { isOpen: boolean; close: () => void; again: () => void }

function Rotate({ isOpen, close, again }: RotateProps) {
  const { t } = useWords()
  const say = useSay()
  const [alg, setAlg] = useState<Alg>('RS256')
  const [urgent, setUrgent] = useState(false)
  return (
    <Ask
      title={t('keys.rotate.title')}
      text={
        <div className="stack">
          <p>{t('keys.rotate.text')}</p>
          <NativeSelect
            label={t('keys.alg')}
            data={[...ALGS]}
            value={alg}
            onChange={(event) =>
              setAlg(ALGS.find((one) => one === event.currentTarget.value) ?? 'RS256')
            }
          />
          <Checkbox
            label={t('keys.urgent')}
            description={t('keys.urgent.text')}
            checked={urgent}
            onChange={(event) => setUrgent(event.currentTarget.checked)}
          />
        </div>
      }
      confirm={t('keys.rotate')}
      isDangerous={urgent}
      isOpen={isOpen}
      close={close}
      act={async () => {
        await got(api.POST('/admin/keys/rotate', { body: { alg, urgent } }))
        say(t('keys.rotated'))
        again()
      }}
    />
  )
}
