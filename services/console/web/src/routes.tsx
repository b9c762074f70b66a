import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Broke } from './pages/broke.tsx'
import { Gate } from './frame/gate.tsx'
import { NotFound } from './pages/not-found.tsx'

const root = createRootRoute({
  component: Gate,
  notFoundComponent: NotFound,
  errorComponent: Broke,
})
const at = () => root

const overview = createRoute({
  getParentRoute: at,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/overview/page.tsx'), 'OverviewPage'),
})

const routeTree = root.addChildren([overview])

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
