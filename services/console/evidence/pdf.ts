import { Worker } from 'node:worker_threads'
import { HubError } from '../../kernel/errors.ts'
import { digestOf } from '../../kernel/set/signed-pdf.ts'
import type { Drawn } from './draw.ts'
import { linesOf, type Bundle } from './lines.ts'

const TIMEOUT_MS = 60_000
/** Documents that are drawn at once; who comes more waits for none and comes again. */
const MOST_AT_ONCE = 2

export type Pdf = (bundle: Bundle) => Promise<Buffer>

/** Bundles as pages, drawn beside the thread that answers requests. */
export function createPdf(): Pdf {
  let drawing = 0
  return async (bundle) => {
    if (drawing >= MOST_AT_ONCE)
      throw new HubError('too_many_requests', 'Other evidence is being drawn: come again', {
        retryAfterSeconds: 5,
      })
    drawing += 1
    try {
      const text = JSON.stringify(bundle)
      return await inThread({
        lines: linesOf(bundle),
        bundle: text,
        digest: digestOf(Buffer.from(text)),
        madeAt: bundle.evidence.made_at,
      })
    } finally {
      drawing -= 1
    }
  }
}

function inThread(workerData: Drawn): Promise<Buffer> {
  const worker = new Worker(new URL('./draw.worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  const timer = setTimeout(() => void worker.terminate(), TIMEOUT_MS)
  return new Promise<Buffer>((resolve, reject) => {
    worker.once('message', (drawn: Uint8Array) => {
      resolve(Buffer.from(drawn))
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      reject(new Error('the evidence was not drawn in time'))
    })
  }).finally(() => {
    clearTimeout(timer)
  })
}
