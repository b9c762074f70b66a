import { Button } from '@mantine/core'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api, hub } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { Facts } from '../../parts/facts.tsx'
import { Json } from '../../parts/json.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/page.tsx'
import { State, type Kind } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { useSaidAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'

type Upstream = components['schemas']['Upstream']

const KINDS = {
  connecting: 'wait',
  ok: 'ok',
  silent: 'bad',
  failing: 'bad',
  paused: 'warn',
  disabled: 'warn',
  off: 'idle',
  removing: 'idle',
} as const satisfies Record<Upstream['health'], Kind>

/** While a stream is being made, or its verification waited for, it is looked at often. */
const UNDER_WAY_MS = 1_000
const CALM_MS = 10_000

/** The hub's stream at another transmitter: is it made, verified, heard; and if not, what is in the way. */
export function UpstreamPanel({ id }: { id: string }) {
  const { t } = useWords()
  const query = hub.useQuery(
    'get',
    '/admin/sources/{id}/upstream',
    { params: { path: { id } } },
    { refetchInterval: ({ state: { data } }) => (isCalm(data) ? CALM_MS : UNDER_WAY_MS) },
  )
  const { data } = query
  return (
    <Panel
      title={t('upstream.title')}
      aside={data && <State kind={KINDS[data.health]}>{t(`upstream.${data.health}`)}</State>}
    >
      <Loaded query={query}>
        {(upstream) => (
          <div className="stack">
            <Verified upstream={upstream} />
            <About upstream={upstream} />
            <Verify id={id} again={() => void query.refetch()} />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

const isCalm = (upstream: Upstream | undefined): boolean =>
  upstream?.health === 'ok' && !isAsked(upstream)

/** A verification is on its way. */
const isAsked = ({ verificationAskedAt: asked, verifiedAt: came = '' }: Upstream): boolean =>
  asked !== undefined && asked > came

function Verified({ upstream }: { upstream: Upstream }) {
  const { t } = useWords()
  const { verifiedAt, problem } = upstream
  return (
    <div className="stack-tight">
      {problem !== undefined && <p className="break">{problem}</p>}
      {verifiedAt === undefined ? (
        <State kind="wait" isPlain>
          {t('upstream.not-verified')}
        </State>
      ) : (
        <State kind={isAsked(upstream) ? 'wait' : 'ok'} isPlain>
          {t('upstream.verified')} <Time at={verifiedAt} isRelative />
        </State>
      )}
      {upstream.trouble.map(({ step, failures, last }) => (
        <State key={step} kind="warn" isPlain>
          {t('upstream.trouble', { step, failures, last })}
        </State>
      ))}
    </div>
  )
}

function About({
  upstream: { settings, stream, authorization, ...upstream },
}: {
  upstream: Upstream
}) {
  const { t } = useWords()
  return (
    <Facts
      facts={[
        [t('ssf.delivery'), t(`ssf.delivery.${settings.delivery}`)],
        [t('ssf.events'), settings.events?.join(', ') ?? t('upstream.every-event')],
        [t('stream.id'), stream?.id],
        [t('upstream.status'), stream?.status],
        [
          t('upstream.last-set'),
          upstream.lastSetAt && <Time key="at" at={upstream.lastSetAt} isRelative />,
        ],
        [
          t('upstream.public-key'),
          authorization.publicKey && (
            <Json key="key" value={authorization.publicKey} label={t('upstream.public-key')} />
          ),
        ],
      ]}
    />
  )
}

function Verify({ id, again }: { id: string; again: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const say = useSay()
  const { act: verify, isBusy } = useSaidAct(async () => {
    await got(api.POST('/admin/sources/{id}/upstream/verification', { params: { path: { id } } }))
    say(t('upstream.asked'))
    again()
  })
  if (!may('responder')) return null
  return (
    <div>
      <Button size="xs" variant="default" onClick={verify} loading={isBusy}>
        {t('upstream.verify')}
      </Button>
    </div>
  )
}
