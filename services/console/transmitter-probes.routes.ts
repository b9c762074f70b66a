import type { Router } from 'express'
import { TransmitterProbeRequest } from '../../schemas/upstream.ts'
import type { Deps } from '../kernel/deps.ts'
import { readBody } from '../kernel/http/read.ts'
import { probeTransmitter } from '../kernel/upstream/probe.ts'
import { secretsOf } from './upstreams.ts'

/** Looks at an issuer before it becomes a source. */
export function addTransmitterProbeRoutes(
  router: Router,
  deps: Pick<Deps, 'outbound' | 'clock'>,
): void {
  router.post('/admin/transmitter-probes', async (request, response) => {
    const wanted = readBody(request, TransmitterProbeRequest)
    const { authorization } = wanted
    const credentials = authorization && (await secretsOf(authorization))
    response.json(await probeTransmitter(wanted, credentials, deps))
  })
}
