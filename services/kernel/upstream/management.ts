import type { StreamStatus } from '../../../schemas/stream.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { createCaller, nothing, read, type Api, type Done } from './call.ts'
import { createStreamCalls, idOf, naming, type StreamCalls } from './stream-calls.ts'
import { readStatus, type UpstreamStatus } from './stream.ts'

export type { Done, Failed } from './call.ts'

type Named = { id: string }

/** A transmitter's management API (SSF 1.0 §8.1): one request each, its answer checked. What is refused comes back as a value. */
export type Management = StreamCalls & {
  /** SSF 1.0 §8.1.2.1. */
  readStatus(stream: Named): Promise<Done<UpstreamStatus>>
  /** SSF 1.0 §8.1.2.2. A 202 only says that it will be so. */
  setStatus(stream: Named, status: StreamStatus, reason?: string): Promise<Done<undefined>>
  /** SSF 1.0 §8.1.4.2. */
  askVerification(stream: Named, state: string): Promise<Done<undefined>>
  /** SSF 1.0 §8.1.3.2. */
  addSubject(stream: Named, subject: LooseSubject, verified: boolean): Promise<Done<undefined>>
  /** SSF 1.0 §8.1.3.3. */
  removeSubject(stream: Named, subject: LooseSubject): Promise<Done<undefined>>
}

/** The words are 200 and 204 (SSF 1.0 §8.1); live ones also mix them up, or promise it by 202. */
const TAKEN = [200, 202, 204] as const

export function createManagement(api: Api): Management {
  const { words } = api
  const call = createCaller(api)
  const post = async (
    endpoint: Parameters<typeof call>[0],
    body: object,
    behind = '',
  ): Promise<Done<undefined>> =>
    nothing(await call(endpoint, { method: 'POST', behind, body }, ...TAKEN))
  return {
    ...createStreamCalls(api),
    readStatus: async (stream) => {
      const behind = naming(stream, words)
      return read(await call('status_endpoint', { method: 'GET', behind }, 200), toStatus)
    },
    setStatus: (stream, status, reason) => {
      const told = reason === undefined ? {} : { reason }
      const body = { ...idOf(stream, words), status, ...told }
      return post('status_endpoint', body, words.updateSuffix)
    },
    askVerification: (stream, state) =>
      post('verification_endpoint', { ...idOf(stream, words), state }),
    addSubject: (stream, subject, verified) =>
      post('add_subject_endpoint', { ...idOf(stream, words), subject, verified }),
    removeSubject: (stream, subject) =>
      post('remove_subject_endpoint', { ...idOf(stream, words), subject }),
  }
}

function toStatus(value: unknown): Done<UpstreamStatus> {
  const status = readStatus(value)
  return status ? { ok: true, value: status } : { ok: false, reason: 'the answer is no status' }
}
