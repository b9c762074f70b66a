import type { TransmitterMetadata } from '../../../schemas/metadata.ts'
import type { StreamConfiguration } from '../../../schemas/stream.ts'
import { errorText } from '../../kernel/errors.ts'
import type { KeySet } from '../../kernel/set/key-set.ts'
import type { Io } from '../io.ts'
import type { Finding, Verdict } from './finding.ts'

/** What a transmitter is examined with. */
export type Visit = {
  io: Io
  issuer: string
  /** The receiver's access token; without it only what is public is looked at. */
  token: string | undefined
  metadata: TransmitterMetadata
  keys: KeySet | undefined
}

/** A poll stream that the doctor made. */
export type Stream = StreamConfiguration & { pollUrl: string }

/** One finding; `work` answers what was seen, and throws where it cannot be tried. */
export async function tried(
  name: string,
  clause: string,
  work: () => Promise<{ verdict: Verdict; seen: string }>,
): Promise<Finding> {
  try {
    return { name, clause, ...(await work()) }
  } catch (error) {
    return { name, clause, verdict: 'fault', seen: errorText(error) }
  }
}

export const okIf = (isOk: boolean, seen: string, otherwise: Verdict = 'fault') => ({
  verdict: isOk ? ('ok' as const) : otherwise,
  seen,
})
