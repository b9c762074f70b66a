import createFetchClient, { type Middleware } from 'openapi-fetch'
import createQueryHooks from 'openapi-react-query'
import type { paths } from '../../../../../schemas/generated/types.d.ts'
import { isActive } from './activity.ts'
import { signedOut } from './signed-out.ts'

/** Marks a request as one of these pages (services/console/access/own-page.ts), and says whether somebody is there. */
const marked: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-SSF-Hub-Console', isActive() ? 'active' : 'background')
    return request
  },
  onResponse({ request, response }) {
    if (response.status === 401 && new URL(request.url).pathname.startsWith('/admin/')) signedOut()
    return undefined
  },
}

/** The hub's API, typed by its OpenAPI document. */
export const api = createFetchClient<paths>({ baseUrl: location.origin })
api.use(marked)

/** The same as hooks of TanStack Query; a query's key is its method, path and parameters. */
export const hub = createQueryHooks(api)
