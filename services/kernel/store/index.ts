import type { Pool } from 'pg'
import type { Principal } from '../../../schemas/principal.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Seal } from '../set/seal.ts'
import { createAlertStore } from './alerts.ts'
import { createAdminTokenStore } from './admin-tokens.ts'
import { createAuditStore } from './audit.ts'
import { createBacktestStore } from './backtests.ts'
import { createChannelNoticeStore } from './channel-notices.ts'
import { createChannelStore } from './channels.ts'
import { createConformanceRunStore } from './conformance-runs.ts'
import { createBlastRadiusStore } from './blast-radius.ts'
import { createBacklogStore } from './backlog.ts'
import { createControlSetStore } from './control-sets.ts'
import { openDatabase, type Database } from './database.ts'
import { createDeadLetterStore } from './dead-letters.ts'
import { createDeliveryCountStore } from './delivery-counts.ts'
import { createDeliveryStore } from './deliveries.ts'
import { createEnforcementStore } from './enforcements.ts'
import { createEventStore } from './events.ts'
import { subjectOfErasure, type Wanted } from './expunge-who.ts'
import { createHeldSignalStore } from './held-signals.ts'
import { createDirectoryStore } from './directories.ts'
import { createDirectoryUserStore } from './directory-users.ts'
import { createDisputeStore } from './disputes.ts'
import { createIdentityChanges } from './identity-changes.ts'
import { createPrincipalGraphReads } from './principal-graph.ts'
import { createPulseStore } from './pulse.ts'
import { createPrincipalReads } from './principal-reads.ts'
import { reachOf } from './reach.ts'
import { createImportStore } from './imports.ts'
import { createIncidentChanges } from './incident-changes.ts'
import { createIncidentLists } from './incident-lists.ts'
import { createIncidentReads } from './incident-reads.ts'
import { createJobStore } from './jobs.ts'
import { createLeaseStore } from './leases.ts'
import { createLiveStore } from './live.ts'
import { createOauthClientStore } from './oauth-clients.ts'
import { createOauthKeyStore } from './oauth-keys.ts'
import { createOauthTokenStore } from './oauth-tokens.ts'
import { createOperatorSessionStore } from './operator-sessions.ts'
import { createOperatorSignInStore } from './operator-sign-ins.ts'
import { createOriginalStore } from './originals.ts'
import { createNotices } from './notices.ts'
import { createOwedEvents, type OwedEvents } from './owed-events.ts'
import { createPolicyStore } from './policies.ts'
import { createApprovalStore } from './approvals.ts'
import { createParkedEventStore } from './parked-events.ts'
import { createParkedSignalStore } from './parked-signals.ts'
import { createHeldEventStore } from './held-events.ts'
import { createPollStore } from './polls.ts'
import { createRetentionStore } from './retention.ts'
import { createRefusalStore } from './refusals.ts'
import { createRevocationStore } from './revocations.ts'
import { createRouterStateStore } from './router-state.ts'
import { createRecentSignalStore } from './recent-signals.ts'
import { createSignalStore } from './signals.ts'
import { createSignedAheadStore } from './signed-ahead.ts'
import { createSigningKeyStore } from './signing-keys.ts'
import { createSourcePollStore } from './source-polls.ts'
import { createSourceStore } from './sources.ts'
import { createStreamActivityStore } from './stream-activity.ts'
import { createStreamHealthStore } from './stream-health.ts'
import { createStreamHoldingStore } from './stream-holding.ts'
import { createStreamStore } from './streams.ts'
import { createStreamSubjectStore } from './stream-subjects.ts'
import { createSubscriberStore } from './subscribers.ts'
import { createTenantStore } from './tenants.ts'
import { createTokenIssuerStore } from './token-issuers.ts'
import { createTraceStore } from './trace.ts'
import { createTurnStore } from './turns.ts'
import { createUpstreamArrivalStore } from './upstream-arrivals.ts'
import { createUpstreamDriveStore } from './upstream-drives.ts'
import { createUpstreamSubjectStore } from './upstream-subjects.ts'
import { createUpstreamStore } from './upstreams.ts'
import { ensurePartitions } from './partitions.ts'

/** Everything the hub keeps, one noun a member; the database behind it must be migrated. */
export type Store = ReturnType<typeof openStore>

export function openStore({
  url,
  seal,
  clock,
  log,
}: {
  url: string
  seal: Seal
  clock: Clock
  log: Logger
}) {
  const { pool, hot, prisma, close } = openDatabase(url, log)
  const owedEvents = createOwedEvents({ hot })
  return {
    ...receiverStores({ pool, prisma, seal, clock }),
    events: createEventStore({ pool, hot }),
    notices: createNotices({ url, pool, clock, log }),
    ...engineStores({ pool, hot, owedEvents }),
    controlSets: createControlSetStore({ pool }),
    ...streamStores({ pool, hot, seal }),
    subscribers: createSubscriberStore({ prisma, pool }),
    signingKeys: createSigningKeyStore({ pool, seal }),
    polls: createPollStore({ pool, hot }),
    signedAhead: createSignedAheadStore({ pool, hot }),
    ...operatorStores({ pool, prisma, seal, clock }),
    ...upkeepStores({ pool, clock, log }),
    audit: createAuditStore({ pool, clock }),
    ...oauthStores({ pool, prisma, seal }),
    tenants: createTenantStore({ prisma, clock }),
    trace: createTraceStore({ pool }),
    ...proofStores({ pool }),
    subjectOfErasure: (wanted: Wanted, now: Date) => subjectOfErasure(pool, wanted, now),
    ...routerStores({ pool, hot, owedEvents, clock }),
    ...channelStores({ pool, seal, clock }),
    ...upstreamStores({ pool, prisma, seal }),
    /** True when the database answers within a second. */
    isReady: () => answersSoon(pool, clock),
    ensurePartitions: () => ensurePartitions(pool, clock.now()),
    close,
  }
}

/** Sources, and what came of them. */
const receiverStores = ({
  pool,
  prisma,
  seal,
  clock,
}: Pick<Database, 'pool' | 'prisma'> & { seal: Seal; clock: Clock }) => ({
  sources: createSourceStore({ prisma, seal, clock }),
  signals: createSignalStore({ pool, clock }),
  heldSignals: createHeldSignalStore({ pool }),
  originals: createOriginalStore({ pool, seal, clock }),
  refusals: createRefusalStore({ pool }),
  sourcePolls: createSourcePollStore({ pool }),
})

const streamStores = ({ pool, hot, seal }: Pick<Database, 'pool' | 'hot'> & { seal: Seal }) => ({
  streams: createStreamStore({ pool, hot, seal }),
  streamActivity: createStreamActivityStore({ pool }),
  streamHealth: createStreamHealthStore({ pool }),
  streamHolding: createStreamHoldingStore({ pool }),
  streamSubjects: createStreamSubjectStore({ pool }),
})

type EngineStoreDeps = Pick<Database, 'pool' | 'hot'> & { owedEvents: OwedEvents }

/** What the delivery engine works on. */
const engineStores = ({ pool, hot, owedEvents }: EngineStoreDeps) => ({
  deliveries: createDeliveryStore({ pool, hot, owedEvents }),
  leases: createLeaseStore({ pool }),
  owedEvents,
})

type RouterStoreDeps = Pick<Database, 'pool' | 'hot'> & { owedEvents: OwedEvents; clock: Clock }

/** What a router reads and writes beside signals and events. */
const routerStores = ({ pool, hot, owedEvents, clock }: RouterStoreDeps) => ({
  turns: createTurnStore({ hot, owedEvents }),
  policies: createPolicyStore({ pool, clock }),
  routerState: createRouterStateStore({ pool }),
  approvals: createApprovalStore({ pool }),
  parkedSignals: createParkedSignalStore({ pool }),
  parkedEvents: createParkedEventStore({ pool }),
  heldEvents: createHeldEventStore({ pool }),
  incidents: {
    ...createIncidentLists({ pool }),
    ...createIncidentReads({ pool }),
    ...createIncidentChanges({ pool }),
  },
  principals: {
    ...createPrincipalReads({ pool }),
    ...createPrincipalGraphReads({ pool }),
    ...createIdentityChanges({ pool }),
    reach: (principal: Principal) => reachOf(pool, principal),
  },
  disputes: createDisputeStore({ pool }),
  imports: createImportStore({ pool }),
  directories: createDirectoryStore({ pool, clock }),
  directoryUsers: createDirectoryUserStore({ pool }),
  blastRadius: createBlastRadiusStore({ pool }),
})

/** Whom policies tell, and of what. */
const channelStores = ({
  pool,
  seal,
  clock,
}: Pick<Database, 'pool'> & { seal: Seal; clock: Clock }) => ({
  channels: createChannelStore({ pool, seal, clock }),
  channelNotices: createChannelNoticeStore({ pool }),
})

/** Who was told of a cause, and who has done it. */
const proofStores = ({ pool }: Pick<Database, 'pool'>) => ({
  deliveryCounts: createDeliveryCountStore({ pool }),
  enforcements: createEnforcementStore({ pool }),
  revocations: createRevocationStore({ pool }),
})

/** What keeps a hub well, and tells when it is not. */
const upkeepStores = ({
  pool,
  clock,
  log,
}: Pick<Database, 'pool'> & { clock: Clock; log: Logger }) => ({
  alerts: createAlertStore({ pool, clock, log }),
  backlog: createBacklogStore({ pool, clock }),
  jobs: createJobStore({ pool, clock }),
  backtests: createBacktestStore({ pool }),
  pulse: createPulseStore({ pool }),
  retention: createRetentionStore({ pool }),
  deadLetters: createDeadLetterStore({ pool }),
})

/** For operators: who they are, and what they watch. */
const operatorStores = ({
  pool,
  prisma,
  seal,
  clock,
}: Pick<Database, 'pool' | 'prisma'> & { seal: Seal; clock: Clock }) => ({
  adminTokens: createAdminTokenStore({ prisma, pool, clock }),
  operatorSessions: createOperatorSessionStore({ pool, clock }),
  operatorSignIns: createOperatorSignInStore({ pool, seal, clock }),
  live: createLiveStore({ pool }),
  recentSignals: createRecentSignalStore({ pool }),
})

const oauthStores = ({
  pool,
  prisma,
  seal,
}: Pick<Database, 'pool' | 'prisma'> & { seal: Seal }) => ({
  oauthClients: createOauthClientStore({ prisma }),
  oauthKeys: createOauthKeyStore({ pool, seal }),
  oauthTokens: createOauthTokenStore({ pool }),
  tokenIssuers: createTokenIssuerStore({ prisma }),
})

const upstreamStores = (deps: Pick<Database, 'pool' | 'prisma'> & { seal: Seal }) => ({
  upstreams: createUpstreamStore(deps),
  upstreamDrives: createUpstreamDriveStore(deps),
  upstreamArrivals: createUpstreamArrivalStore(deps),
  upstreamSubjects: createUpstreamSubjectStore(deps),
  conformanceRuns: createConformanceRunStore(deps),
})

const answersSoon = (pool: Pool, clock: Clock): Promise<boolean> =>
  Promise.race([
    pool.query('select 1').then(() => true),
    clock.sleep(1_000).then(() => false),
  ]).catch(() => false)
