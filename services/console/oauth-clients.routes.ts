import type { Request, Router } from 'express'
import {
  type ClientAuthMethod,
  CreateOauthClientRequest,
  OauthClientPath,
  OauthClientsPath,
  RotateSecretRequest,
} from '../../schemas/oauth.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath } from '../kernel/http/read.ts'
import type { NewOauthClient, OauthClient } from '../kernel/store/oauth-clients.ts'
import type { Audit } from './audit.ts'

/** OAuth credentials of subscribers. A secret is shown when it is made and never again. */
export function addOauthClientRoutes(router: Router, deps: ClientDeps): void {
  addRegistration(router, deps)
  addEnding(router, deps)
}

type ClientDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'certificates'> & { audit: Audit }
const clients = '/admin/subscribers/:id/clients'

function addRegistration(router: Router, { store, log, certificates, audit }: ClientDeps): void {
  const { oauthClients } = store
  router.post(clients, async (request, response) => {
    const { id: subscriberId } = readPath(request, OauthClientsPath)
    const wanted = readBody(request, CreateOauthClientRequest)
    checkCertificates(wanted, certificates)
    const created = await oauthClients.create(toClient(subscriberId, wanted))
    if (!created) throw new HubError('not_found', `No subscriber ${subscriberId}`)
    const { client, secret } = created
    log.info({ subscriberId, clientId: client.id }, 'OAuth client registered')
    await audit(request, {
      action: 'client.create',
      target: `subscriber:${subscriberId}`,
      detail: { clientId: client.id, authMethod: client.authMethod, scopes: client.scopes },
    })
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

const isByCertificate = (method: ClientAuthMethod) => method.endsWith('tls_client_auth')

/** @throws HubError `invalid_request` where no such certificate can reach the hub */
function checkCertificates(
  { authMethod, boundToCertificate }: CreateOauthClientRequest,
  { authMethods }: ClientDeps['certificates'],
): void {
  const known: readonly string[] = authMethods
  if (isByCertificate(authMethod) && !known.includes(authMethod))
    throw new HubError(
      'invalid_request',
      `${authMethod} is not to be had here: set CLIENT_CERTIFICATE_FROM, for tls_client_auth also CLIENT_CERTIFICATE_CA_FILE`,
    )
  if (boundToCertificate && known.length === 0)
    throw new HubError(
      'invalid_request',
      'No certificate reaches the hub that a token could be bound to: set CLIENT_CERTIFICATE_FROM',
    )
}

function toClient(subscriberId: string, wanted: CreateOauthClientRequest): NewOauthClient {
  const { jwks, jwksUri, certificateSubject, boundToCertificate, ...rest } = wanted
  return {
    ...rest,
    subscriberId,
    ...(jwks === undefined ? {} : { jwks }),
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(certificateSubject === undefined ? {} : { certificateSubject }),
    boundToCertificate:
      boundToCertificate ?? (isByCertificate(rest.authMethod) && !rest.requireDpop),
  }
}

function addEnding(
  router: Router,
  { store: { oauthClients }, clock, log, audit }: ClientDeps,
): void {
  router.delete(`${clients}/:clientId`, async (request, response) => {
    const { id, clientId } = readPath(request, OauthClientPath)
    if (!(await oauthClients.delete({ id: clientId, subscriberId: id }))) throw noClient(clientId)
    log.info({ subscriberId: id, clientId }, 'OAuth client removed')
    await audit(request, {
      action: 'client.delete',
      target: `subscriber:${id}`,
      detail: { clientId },
    })
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
    await audit(request, {
      action: 'client.rotate',
      target: `subscriber:${id}`,
      detail: { clientId, overlapSeconds },
    })
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
