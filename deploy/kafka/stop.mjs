// Ends the broker that start.mjs started. `npm run kafka:stop`.
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMain } from '../../scripts/is-main.mjs'
import { DEFAULT_DATA_DIR, isAlive, runningBroker, stateFile } from './broker.mjs'

const PATIENCE_MS = 20_000

/** Ends the broker of `dataDir` and resolves when it is gone; false where none ran. */
export async function stopKafka({ dataDir = DEFAULT_DATA_DIR } = {}) {
  const broker = runningBroker(dataDir)
  if (broker) await end(broker)
  rmSync(stateFile(dataDir), { force: true })
  return broker !== undefined
}

async function end(broker) {
  kill(broker, 'SIGTERM')
  const deadline = performance.now() + PATIENCE_MS
  while (isAlive(broker)) {
    if (performance.now() > deadline) kill(broker, 'SIGKILL')
    await sleep(50)
  }
}

function kill({ pid }, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error // it has ended in this very moment
  }
}

if (isMain(import.meta.url))
  stopKafka().then(
    (wasRunning) => {
      console.error(wasRunning ? 'Kafka has stopped' : 'No Kafka of ours runs')
    },
    (error) => {
      console.error(error.message)
      process.exitCode = 1
    },
  )
