import { Worker } from 'node:worker_threads'
import type { Done, Job } from './mapping.worker.ts'

/** What an evaluation may take before its thread is ended; the expression's own limit (200 ms) comes first where it can. */
const DEADLINE_MS = 1_000
/** A new thread also loads its code. */
const FIRST_DEADLINE_MS = 10_000

/** Memory and stack of the thread: beyond them it ends, and nothing else does. */
const RESOURCES = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 }

/** `ended`: the thread had to be ended, and why. */
export type Outcome = Done | { ended: string }

export type Thread = {
  /** One job at a time. Never rejects. */
  run(job: Job): Promise<Outcome>
  close(): Promise<void>
}

/** A thread that knows nothing of this process, neither its environment nor a file; a new one after each that had to be ended. */
export function createThread(): Thread {
  let worker: Worker | undefined
  return {
    run: (job) =>
      new Promise((resolve) => {
        const deadlineMs = worker ? DEADLINE_MS : FIRST_DEADLINE_MS
        const current = (worker ??= start())
        const settle = (outcome: Outcome) => {
          clearTimeout(deadline)
          current.removeAllListeners('message').removeAllListeners('error')
          if ('ended' in outcome) {
            worker = undefined
            current.on('error', () => undefined) // it may still fail while it ends
            void current.terminate()
          }
          resolve(outcome)
        }
        const deadline = setTimeout(settle, deadlineMs, { ended: 'it takes too long' })
        current.once('message', settle)
        current.once('error', () => {
          settle({ ended: 'it takes too much memory' })
        })
        current.postMessage(job)
      }),
    close: async () => {
      await worker?.terminate()
    },
  }
}

function start(): Worker {
  const worker = new Worker(new URL('./mapping.worker.ts', import.meta.url), {
    resourceLimits: RESOURCES,
    env: {},
    execArgv: [],
  })
  worker.unref()
  return worker
}
