// Java, Maven, and the jars of Kafka that pom.xml names.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from '../../scripts/lock.mjs'

const OLDEST_JAVA = 17
const NEEDED =
  `Kafka needs Java ${String(OLDEST_JAVA)} or newer and Maven. ` +
  'On Debian and Ubuntu: apt-get install openjdk-17-jre-headless maven'
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const JARS = at('target')

/** @throws where no Java that can run Kafka is found */
export function findJava() {
  const home = process.env['JAVA_HOME']
  const java = home ? join(home, 'bin', 'java') : 'java'
  const { error, stderr = '' } = spawnSync(java, ['-version'], { encoding: 'utf8' })
  const version = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0)
  if (error || version === 0) throw new Error(`No Java found (${java}). ${NEEDED}`)
  if (version < OLDEST_JAVA) throw new Error(`${java} is Java ${String(version)}. ${NEEDED}`)
  return java
}

/** The class path of Kafka; copies the jars from Maven Central where they are not here yet. */
export function fetchKafka() {
  const pom = createHash('sha256')
    .update(readFileSync(at('pom.xml')))
    .digest('hex')
  const stamp = join(JARS, '.pom')
  withLock(at('../../.tools/kafka.lock'), () => {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pom) return
    console.error('Fetching Kafka (once) …')
    rmSync(JARS, { recursive: true, force: true })
    runMaven()
    writeFileSync(stamp, pom) // last: what was interrupted is repeated
  })
  return join(JARS, '*')
}

function runMaven() {
  const command = process.platform === 'win32' ? 'mvn.cmd' : 'mvn'
  const goal = [
    '--quiet',
    '--batch-mode',
    `--file=${at('pom.xml')}`,
    'dependency:copy-dependencies',
  ]
  const { status, error, stdout, stderr } = spawnSync(command, goal, { encoding: 'utf8' })
  if (error?.code === 'ENOENT') throw new Error(`No Maven found. ${NEEDED}`)
  if (status !== 0)
    throw new Error(`Maven could not fetch Kafka:\n${error?.message ?? `${stdout}${stderr}`}`)
}
