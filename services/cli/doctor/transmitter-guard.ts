import { ask, withQuery } from '../stream-api.ts'
import type { Finding } from './finding.ts'
import { okIf, tried, type Visit } from './visit.ts'

/** Whether the management API is closed to strangers. */
export async function examineGuard({ io, metadata, token }: Visit): Promise<Finding[]> {
  const url = metadata.configuration_endpoint
  if (url === undefined) return []
  const findings = [
    await tried('asks for a token', 'RFC 6750 §3', async () => {
      const { status, headers } = await ask(io, { method: 'GET', url })
      const challenge = headers.get('www-authenticate')
      if (status !== 401) return okIf(false, `HTTP ${status} without a token`)
      return okIf(challenge !== null, `401, ${challenge ?? 'no WWW-Authenticate'}`)
    }),
    await tried('refuses a wrong token', 'RFC 6750 §3.1', async () => {
      const { status, headers } = await ask(io, { method: 'GET', url, token: 'ssf-hub-doctor' })
      const isTold = headers.get('www-authenticate')?.includes('invalid_token') ?? false
      if (status !== 401) return okIf(false, `HTTP ${status}`)
      return okIf(
        isTold,
        isTold ? '401 invalid_token' : '401 without error="invalid_token"',
        'note',
      )
    }),
  ]
  if (token === undefined) return findings
  const inQuery = await tried(
    'takes no token from the query',
    'CAEP Interop 1.0 §2.7.3',
    async () => {
      // A token that is wrong on purpose: a right one must not stand in anybody's access log.
      const { status } = await ask(io, {
        method: 'GET',
        url: withQuery(url, 'access_token', 'ssf-hub-doctor'),
      })
      return okIf(status === 401 || status === 400, `HTTP ${status}`)
    },
  )
  return [...findings, inQuery]
}
