import { eventsSupported } from '../../../schemas/events/index.ts'
import type { DriveChanges } from '../../kernel/store/upstream-drives.ts'
import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import type { WantedStream } from '../../kernel/upstream/stream-calls.ts'
import type { UpstreamStream } from '../../kernel/upstream/stream.ts'
import type { StepDeps } from './step.ts'

export type Marks = { endpointUrl: string; description: string }

/** By what a stream of this source's is known at the transmitter. */
export const marksOf = (sourceId: string, { ingestUrl }: Pick<StepDeps, 'ingestUrl'>): Marks => ({
  endpointUrl: ingestUrl(sourceId),
  description: `ssf-hub ${ingestUrl(sourceId)}`,
})

/** "The transmitter MAY truncate the string" (SSF 1.0 §8.1.1, description), but not so far that it names another. */
export function isOwn(stream: UpstreamStream, { endpointUrl, description }: Marks): boolean {
  if (stream.delivery === 'push') return stream.endpointUrl === endpointUrl
  return stream.description === description
}

/** The receiver's part of the configuration; undefined where the source is gone. */
export async function wantedStream(
  { sourceId, settings }: UpstreamRecord,
  deps: Pick<StepDeps, 'ingestUrl' | 'store'>,
): Promise<WantedStream | undefined> {
  const source = await deps.store.sources.refresh(sourceId) // another process may have made it a moment ago
  if (!source) return undefined
  const { endpointUrl, description } = marksOf(sourceId, deps)
  const { pushAuthorization: authorizationHeader } = source
  const push = {
    endpointUrl,
    ...(authorizationHeader === undefined ? {} : { authorizationHeader }),
  }
  return {
    delivery: settings.delivery,
    events: settings.events ?? eventsSupported({ allowedEvents: [] }),
    description,
    ...(settings.delivery === 'push' ? push : {}),
  }
}

/** The stream as it is written down. */
export const known = (
  { id, document }: UpstreamStream,
  { clock }: Pick<StepDeps, 'clock'>,
): NonNullable<DriveChanges['stream']> => ({ id, document, readAt: clock.now() })

/** What the source's SETs must name from now on (SSF 1.0 §4.1.8). */
export async function learn(
  { sourceId, audience: expected }: UpstreamRecord,
  { audience }: UpstreamStream,
  { store }: Pick<StepDeps, 'store'>,
): Promise<void> {
  const named = expected.length > 0 ? expected : [...audience]
  const source = await store.sources.refresh(sourceId)
  if (source && JSON.stringify(source.audience) !== JSON.stringify(named))
    await store.sources.update(sourceId, { audience: named })
}
