import { getRouteApi, Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { Facts } from '../../parts/facts.tsx'
import { Json } from '../../parts/json.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { State } from '../../parts/state.tsx'
import { Time } from '../../parts/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Whom } from './whom.tsx'
import { standingOf, type Approval } from './approval.ts'
import { Radius } from './radius.tsx'
import { Verdict } from './verdict.tsx'

const route = getRouteApi('/approvals/$id')

/** Who waits for it looks at this page until somebody has decided. */
const OPEN_MS = 3_000

/** One question to a second person: what would happen, who asks, and the answer. */
export function ApprovalPage() {
  const { t } = useWords()
  const { id } = route.useParams()
  const query = hub.useQuery(
    'get',
    '/admin/approvals/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state: { data } }) => (data?.state === 'open' ? OPEN_MS : false) },
  )
  return (
    <Page
      title={query.data?.summary ?? t('nav.approvals')}
      trail={<Link to="/approvals">{t('nav.approvals')}</Link>}
      actions={
        query.data?.state === 'open' && (
          <Verdict approval={query.data} again={() => void query.refetch()} />
        )
      }
    >
      <Loaded query={query}>
        {(approval) => (
          <>
            <About approval={approval} />
            {approval.kind === 'revocation' && approval.state === 'open' && (
              <Radius request={approval.request} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function About({ approval }: { approval: Approval }) {
  const { t, number, name } = useWords()
  const { kind, word } = standingOf(approval)
  const isDone =
    approval.kind === 'break-glass' ||
    (approval.kind === 'revocation' && approval.state === 'approved')
  return (
    <Panel
      title={name('approval.kind', approval.kind)}
      aside={<State kind={kind}>{t(word)}</State>}
    >
      <Facts
        facts={[
          [t('activity.who'), <Whom key="whom" about={approval.about} />],
          [
            t(approval.kind === 'policy' ? 'approvals.affected' : 'who.people'),
            approval.affected > 0 && number(approval.affected),
          ],
          [t('approvals.asked'), approval.askedBy],
          [t('activity.when'), <Time key="at" at={approval.askedAt} />],
          [t('approvals.expires'), approval.state === 'open' && <Time at={approval.expiresAt} />],
          [t('approvals.decided-by'), approval.decidedBy],
          [t('approvals.decided-at'), approval.decidedAt && <Time at={approval.decidedAt} />],
          [t('approvals.comment'), approval.comment],
          [
            t('progress.title'),
            isDone && approval.txn !== undefined && (
              <Link to="/revocations/$txn" params={{ txn: approval.txn }}>
                {t('approvals.proof')}
              </Link>
            ),
          ],
          [
            t('approvals.request'),
            approval.request !== undefined && (
              <Json value={approval.request} label={t('approvals.request')} />
            ),
          ],
        ]}
      />
    </Panel>
  )
}
