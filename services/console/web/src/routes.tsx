import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Gate } from './frame/gate.tsx'
import { Broke } from './pages/broke.tsx'
import { readIdentitySearch } from './pages/identities/search.ts'
import { readIncidentSearch } from './pages/incidents/search.ts'
import { NotFound } from './pages/not-found.tsx'
import { readStreamSearch } from './pages/streams/search.ts'
import { oneOf, text } from './search.ts'

const root = createRootRoute({
  component: Gate,
  notFoundComponent: NotFound,
  errorComponent: Broke,
})
const up = { getParentRoute: () => root } as const

const overview = createRoute({
  ...up,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/overview/page.tsx'), 'OverviewPage'),
})

const respond = [
  createRoute({
    ...up,
    path: '/revoke',
    validateSearch: (given) => ({ ...text(given, 'whom', 2_048), ...text(given, 'incident', 36) }),
    component: lazyRouteComponent(() => import('./pages/revoke/page.tsx'), 'RevokePage'),
  }),
  createRoute({
    ...up,
    path: '/revocations/$txn',
    validateSearch: (given) => text(given, 'signal', 36),
    component: lazyRouteComponent(() => import('./pages/progress/page.tsx'), 'ProgressPage'),
  }),
  createRoute({
    ...up,
    path: '/incidents',
    validateSearch: readIncidentSearch,
    component: lazyRouteComponent(() => import('./pages/incidents/list.tsx'), 'IncidentsPage'),
  }),
  createRoute({
    ...up,
    path: '/incidents/$id',
    component: lazyRouteComponent(() => import('./pages/incidents/detail.tsx'), 'IncidentPage'),
  }),
  createRoute({
    ...up,
    path: '/approvals',
    validateSearch: (given) => oneOf(given, 'state', ['open', 'approved', 'rejected', 'expired']),
    component: lazyRouteComponent(() => import('./pages/approvals/page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    ...up,
    path: '/approvals/$id',
    component: lazyRouteComponent(() => import('./pages/approvals/detail.tsx'), 'ApprovalPage'),
  }),
  createRoute({
    ...up,
    path: '/activity',
    validateSearch: (given) => ({
      ...text(given, 'source', 63),
      ...oneOf(given, 'certainty', ['proven', 'trusted', 'hint']),
    }),
    component: lazyRouteComponent(() => import('./pages/activity/signals.tsx'), 'SignalsPage'),
  }),
  createRoute({
    ...up,
    path: '/activity/events',
    component: lazyRouteComponent(() => import('./pages/activity/events.tsx'), 'EventsPage'),
  }),
  createRoute({
    ...up,
    path: '/signals/$id',
    component: lazyRouteComponent(() => import('./pages/activity/signal.tsx'), 'SignalPage'),
  }),
  createRoute({
    ...up,
    path: '/events/$id',
    component: lazyRouteComponent(() => import('./pages/activity/event.tsx'), 'EventPage'),
  }),
] as const

const deliver = [
  createRoute({
    ...up,
    path: '/streams',
    validateSearch: readStreamSearch,
    component: lazyRouteComponent(() => import('./pages/streams/list.tsx'), 'StreamsPage'),
  }),
  createRoute({
    ...up,
    path: '/streams/$id',
    component: lazyRouteComponent(() => import('./pages/streams/detail.tsx'), 'StreamPage'),
  }),
  createRoute({
    ...up,
    path: '/subscribers',
    validateSearch: (given) => text(given, 'search', 200),
    component: lazyRouteComponent(() => import('./pages/subscribers/list.tsx'), 'SubscribersPage'),
  }),
  createRoute({
    ...up,
    path: '/subscribers/$id',
    component: lazyRouteComponent(() => import('./pages/subscribers/detail.tsx'), 'SubscriberPage'),
  }),
  createRoute({
    ...up,
    path: '/alerts',
    validateSearch: (given) => oneOf(given, 'state', ['open', 'resolved', 'all']),
    component: lazyRouteComponent(() => import('./pages/alerts/page.tsx'), 'AlertsPage'),
  }),
  createRoute({
    ...up,
    path: '/parked',
    component: lazyRouteComponent(() => import('./pages/parked/page.tsx'), 'ParkedPage'),
  }),
  createRoute({
    ...up,
    path: '/channels',
    component: lazyRouteComponent(() => import('./pages/channels/list.tsx'), 'ChannelsPage'),
  }),
  createRoute({
    ...up,
    path: '/channels/$name',
    component: lazyRouteComponent(() => import('./pages/channels/detail.tsx'), 'ChannelPage'),
  }),
] as const

const decide = [
  createRoute({
    ...up,
    path: '/identities',
    validateSearch: readIdentitySearch,
    component: lazyRouteComponent(() => import('./pages/identities/list.tsx'), 'IdentitiesPage'),
  }),
  createRoute({
    ...up,
    path: '/identities/disputes',
    validateSearch: (given) => oneOf(given, 'state', ['open', 'accepted', 'rejected']),
    component: lazyRouteComponent(
      () => import('./pages/identities/disputes-page.tsx'),
      'DisputesPage',
    ),
  }),
  createRoute({
    ...up,
    path: '/identities/$id',
    component: lazyRouteComponent(() => import('./pages/identities/detail.tsx'), 'IdentityPage'),
  }),
  createRoute({
    ...up,
    path: '/directories',
    component: lazyRouteComponent(() => import('./pages/directories/list.tsx'), 'DirectoriesPage'),
  }),
  createRoute({
    ...up,
    path: '/directories/$id',
    component: lazyRouteComponent(() => import('./pages/directories/detail.tsx'), 'DirectoryPage'),
  }),
  createRoute({
    ...up,
    path: '/sources',
    component: lazyRouteComponent(() => import('./pages/sources/list.tsx'), 'SourcesPage'),
  }),
  createRoute({
    ...up,
    path: '/connect',
    validateSearch: (given) => ({ ...text(given, 'kind', 63), ...text(given, 'search', 100) }),
    component: lazyRouteComponent(() => import('./pages/connect/page.tsx'), 'ConnectPage'),
  }),
  createRoute({
    ...up,
    path: '/sources/$id',
    component: lazyRouteComponent(() => import('./pages/sources/detail.tsx'), 'SourcePage'),
  }),
  createRoute({
    ...up,
    path: '/policies',
    component: lazyRouteComponent(() => import('./pages/policies/list.tsx'), 'PoliciesPage'),
  }),
  createRoute({
    ...up,
    path: '/policies/$id',
    component: lazyRouteComponent(() => import('./pages/policies/detail.tsx'), 'PolicyPage'),
  }),
  createRoute({
    ...up,
    path: '/write-policy',
    validateSearch: (given) => text(given, 'id', 63),
    component: lazyRouteComponent(() => import('./pages/policies/write.tsx'), 'WritePolicyPage'),
  }),
] as const

const govern = [
  createRoute({
    ...up,
    path: '/audit',
    validateSearch: (given) => ({ ...text(given, 'actor', 256), ...text(given, 'target', 1_024) }),
    component: lazyRouteComponent(() => import('./pages/audit/page.tsx'), 'AuditPage'),
  }),
  createRoute({
    ...up,
    path: '/keys',
    component: lazyRouteComponent(() => import('./pages/keys/page.tsx'), 'KeysPage'),
  }),
  createRoute({
    ...up,
    path: '/members',
    component: lazyRouteComponent(() => import('./pages/members/page.tsx'), 'MembersPage'),
  }),
  createRoute({
    ...up,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings/page.tsx'), 'SettingsPage'),
  }),
] as const

const routeTree = root.addChildren([overview, ...respond, ...deliver, ...decide, ...govern])

export const router = createRouter({
  routeTree,
  basepath: '/console',
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- the router's own, only an interface merges
  interface Register {
    router: typeof router
  }
}
