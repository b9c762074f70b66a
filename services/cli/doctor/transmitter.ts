import type { Io } from '../io.ts'
import type { Report } from './finding.ts'
import { examineDiscovery } from './transmitter-discovery.ts'
import { examineGuard } from './transmitter-guard.ts'
import { examineStream } from './transmitter-stream.ts'

/** Takes a transmitter through discovery, authorization and the life of a poll stream (SSF 1.0 §7, §8). Leaves nothing behind. */
export async function examineTransmitter(
  io: Io,
  issuer: string,
  token: string | undefined,
): Promise<Report> {
  const { findings, metadata, keys } = await examineDiscovery(io, issuer)
  if (!metadata) return { target: issuer, findings }
  const visit = { io, issuer, token, metadata, keys }
  return {
    target: issuer,
    findings: [...findings, ...(await examineGuard(visit)), ...(await examineStream(visit))],
  }
}
