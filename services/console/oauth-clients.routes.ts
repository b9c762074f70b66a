import type { Request, Router } from 'express'
import {
  CreateOauthClientRequest,
  OauthClientPath,
  OauthClientsPath,
  RotateSecretRequest,
} from '../../schemas/oauth.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath } from '../kernel/http/read.ts'
import type { OauthClient } from '../kernel/store/oauth-clients.ts'

/** OAuth credentials of subscribers. A secret is shown when it is made and never again. */
export function addOauthClientRoutes(router: Router, deps: ClientDeps): void {
  addRegistration(router, deps)
  addEnding(router, deps)
}

type ClientDeps = Pick<Deps, 'store' | 'clock' | 'log'>
const clients = '/admin/subscribers/:id/clients'

function addRegistration(router: Router, { store, log }: ClientDeps): void {
  const { oauthClients } = store
  router.post(clients, async (request, response) => {
    const { id: subscriberId } = readPath(request, OauthClientsPath)
    const { jwks, jwksUri, ...wanted } = readBody(request, CreateOauthClientRequest)
    const created = await oauthClients.create({
      ...wanted,
      subscriberId,
      ...(jwks === undefined ? {} : { jwks }),
      ...(jwksUri === undefined ? {} : { jwksUri }),
    })
    if (!created) throw new HubError('not_found', `No subscriber ${subscriberId}`)
    const { client, secret } = created
    log.info({ subscriberId, clientId: client.id }, 'OAuth client registered')
    response
      .status(201)
      .json({ ...show(client), ...(secret === undefined ? {} : { clientSecret: secret }) })
  })
  router.get(clients, async (request, response) => {
    const { id } = readPath(request, OauthClientsPath)
    if ((await store.subscribers.byIds([id])).length === 0)
      throw new HubError('not_found', `No subscriber ${id}`)
    response.json({ items: (await oauthClients.ofSubscriber(id)).map(show) })
  })
}

function addEnding(router: Router, { store: { oauthClients }, clock, log }: ClientDeps): void {
  router.delete(`${clients}/:clientId`, async (request, response) => {
    const { id, clientId } = readPath(request, OauthClientPath)
    if (!(await oauthClients.delete({ id: clientId, subscriberId: id }))) throw noClient(clientId)
    log.info({ subscriberId: id, clientId }, 'OAuth client removed')
    response.status(204).end()
  })
  router.post(`${clients}/:clientId/rotate`, async (request, response) => {
    const { id, clientId } = readPath(request, OauthClientPath)
    const { overlapSeconds } = readOptionalBody(request)
    const previousUntil = new Date(clock.now().getTime() + overlapSeconds * 1_000)
    const clientSecret = await oauthClients.rotate(
      { id: clientId, subscriberId: id },
      previousUntil,
    )
    if (clientSecret === undefined) throw noClient(clientId)
    log.info({ subscriberId: id, clientId, overlapSeconds }, 'client secret rotated')
    response.json({ clientId, clientSecret, previousUntil })
  })
}

function readOptionalBody(request: Request): { overlapSeconds: number } {
  return request.body === undefined
    ? RotateSecretRequest.parse({})
    : readBody(request, RotateSecretRequest)
}

const noClient = (clientId: string): HubError =>
  new HubError(
    'not_found',
    `No OAuth client ${clientId} of this subscriber with a secret to change`,
  )

const show = ({
  id,
  subscriberId: _subscriberId,
  tenantId: _tenantId,
  ...client
}: OauthClient) => ({
  clientId: id,
  ...client,
})
