// A Kafka broker without Docker: one node, KRaft, loopback only, detached. `npm run kafka`.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { isMain } from '../../scripts/is-main.mjs'
import { withLock } from '../../scripts/lock.mjs'
import { mendIdleTimer } from '../../services/kernel/bus/kafka-idle.ts'
import { DEFAULT_DATA_DIR, isAlive, markOf, runningBroker, stateFile } from './broker.mjs'
import { fetchKafka, findJava } from './jars.mjs'

const HOST = '127.0.0.1'
const READY_WITHIN_MS = 60_000
const JAVA_OPTIONS = [
  '-Xms128m',
  '-Xmx512m',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS',
]

/**
 * Starts a broker on `dataDir`, or finds the one that runs there, and resolves when it answers.
 * Port 0 takes a free one. @throws with the reason where Java or Maven is missing or the port is taken
 */
export async function startKafka({ port = 9092, dataDir = DEFAULT_DATA_DIR } = {}) {
  const running = runningBroker(dataDir)
  const broker = running ?? (await start(port, dataDir))
  await untilReady(broker, dataDir)
  return { brokers: `${HOST}:${String(broker.port)}`, wasRunning: running !== undefined }
}

async function start(wantedPort, dataDir) {
  const program = { java: findJava(), classPath: fetchKafka() }
  const port = await takePort(wantedPort)
  const settings = properties(port, await takePort(0))
  let broker
  withLock(join(dataDir, '.starting'), () => {
    broker = runningBroker(dataDir) ?? launch(program, { port, settings, dataDir })
  })
  return broker
}

/** Kafka reads them in `dataDir`, its working folder: relative paths, so no character of it needs escaping. */
const properties = (port, controllerPort) => `process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://${HOST}:${String(port)},CONTROLLER://${HOST}:${String(controllerPort)}
advertised.listeners=PLAINTEXT://${HOST}:${String(port)}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@${HOST}:${String(controllerPort)}
log.dirs=log
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
`

function format({ java, classPath }, dataDir) {
  if (existsSync(join(dataDir, 'log', 'meta.properties'))) return
  // With `=`, since one in 64 begins with a hyphen.
  const cluster = randomBytes(16).toString('base64url')
  const args = ['-cp', classPath, 'kafka.tools.StorageTool', 'format']
  const { status, error, output } = spawnSync(
    java,
    [...args, `--cluster-id=${cluster}`, '-c', 'server.properties'],
    {
      cwd: dataDir,
      encoding: 'utf8',
    },
  )
  if (status !== 0)
    throw new Error(`Kafka could not format ${dataDir}: ${error?.message ?? output.join('')}`)
}

/** Starts the broker in a session of its own, so that a Ctrl-C meant for the starter leaves it alone. */
function launch(program, { port, settings, dataDir }) {
  const id = randomUUID()
  writeFileSync(join(dataDir, 'server.properties'), settings)
  format(program, dataDir)
  const log = openSync(join(dataDir, 'kafka.log'), 'a')
  const args = [...JAVA_OPTIONS, markOf(id), '-cp', program.classPath]
  const child = spawn(program.java, [...args, 'kafka.Kafka', 'server.properties'], {
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  if (child.pid === undefined) throw new Error(`${program.java} does not start`)
  const broker = { pid: child.pid, port, id }
  writeFileSync(stateFile(dataDir), JSON.stringify(broker))
  return broker
}

/** A broker that counts itself in is one that takes topics: it answers sooner than that. */
async function untilReady(broker, dataDir) {
  mendIdleTimer()
  const log = join(dataDir, 'kafka.log')
  const deadline = performance.now() + READY_WITHIN_MS
  while (!(await answers(broker.port))) {
    if (!isAlive(broker)) {
      rmSync(stateFile(dataDir), { force: true })
      throw new Error(`Kafka has ended, see ${log}:\n${lastLines(log)}`)
    }
    if (performance.now() > deadline)
      throw new Error(
        `Kafka does not answer on port ${String(broker.port)}, see ${log}:\n${lastLines(log)}`,
      )
    await sleep(100)
  }
}

async function answers(port) {
  const admin = new Kafka({
    brokers: [`${HOST}:${String(port)}`],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { retries: 0 },
  }).admin()
  try {
    await admin.connect()
    return (await admin.describeCluster()).brokers.length > 0
  } catch {
    return false
  } finally {
    await admin.disconnect()
  }
}

const lastLines = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n')

/** The port itself, or a free one for 0. @throws where it is taken */
function takePort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause) => {
      reject(
        new Error(
          `Port ${String(port)} cannot be taken (${cause.code}): set KAFKA_PORT to another`,
          {
            cause,
          },
        ),
      )
    })
    probe.listen(port, HOST, () => {
      const { port: taken } = probe.address()
      probe.close(() => {
        resolve(taken)
      })
    })
  })
}

async function main() {
  const port = Number(process.env['KAFKA_PORT'] ?? 9092)
  const { brokers, wasRunning } = await startKafka({ port })
  console.error(
    wasRunning
      ? 'Kafka runs already:'
      : 'Kafka runs; `npm run kafka:stop` ends it. For the hub and the tests:',
  )
  console.log(`KAFKA_BROKERS=${brokers}`)
}

if (isMain(import.meta.url))
  main().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
