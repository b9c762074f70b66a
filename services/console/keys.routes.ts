import type { Router } from 'express'
import { RotateKeyRequest } from '../../schemas/admin.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody } from '../kernel/http/read.ts'
import { rotate } from '../kernel/set/keys.loop.ts'
import type { SigningKey } from '../kernel/store/signing-keys.ts'
import type { Audit } from './audit.ts'

type KeyAdminDeps = Pick<Deps, 'store' | 'clock' | 'config' | 'signer' | 'log'> & { audit: Audit }

/** The hub's signing keys: what there is, and a new one on command. */
export function addKeyRoutes(router: Router, deps: KeyAdminDeps): void {
  const { store, clock, signer, log, audit } = deps
  const list = async () => toList(await store.signingKeys.all(), clock.now())
  router.get('/admin/keys', async (_request, response) => {
    response.json({ items: await list() })
  })
  router.post('/admin/keys/rotate', async (request, response) => {
    const { alg, urgent } = readBody(request, RotateKeyRequest)
    if (!(await rotate(deps, alg, urgent)) && !urgent)
      throw new HubError(
        'conflict',
        `The next key for ${alg} is published already and takes over soon`,
      )
    await signer.refresh()
    log.info({ alg, urgent }, 'signing key rotated by an operator')
    await audit(request, { action: 'key.rotate', target: `key:${alg}`, detail: { urgent } })
    response.status(201).json({ items: await list() })
  })
}

/** As schemas/admin.ts SigningKeyInfo says; newest first, so the first that is due is the active one of its algorithm. */
function toList(keys: readonly SigningKey[], now: Date) {
  const seen = new Set<string>()
  return keys.map(({ kid, alg, activeFrom, retiredAt }) => {
    const isDue = activeFrom <= now
    const isActive = isDue && retiredAt === null && !seen.has(alg)
    if (isDue) seen.add(alg)
    const state = isActive ? 'active' : isDue ? 'retired' : 'next'
    return { kid, alg, state, activeFrom, ...(retiredAt ? { retiredAt } : {}) }
  })
}
