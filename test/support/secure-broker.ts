import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open as openFile, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchKafka, findJava } from '../../deploy/kafka/jars.mjs'
import { createAuthority, type Authority } from './certificates.ts'
import { freePort } from './free-port.ts'

export type SecureBroker = AsyncDisposable & {
  /** TLS, and a name by SASL. */
  saslBrokers: string
  /** TLS, with a certificate of the authority. */
  mutualTlsBrokers: string
  authority: Authority
  username: string
  password: string
}

const HOST = '127.0.0.1'
const MODULES = 'org.apache.kafka.common.security'

/** A real broker that lets nobody in without TLS and a name. OAUTHBEARER takes unsecured tokens (RFC 7519 §6), as Kafka does unless told. */
export async function startSecureBroker(): Promise<SecureBroker> {
  await using open = new AsyncDisposableStack()
  const folder = open.adopt(await mkdtemp(join(tmpdir(), 'ssf-hub-broker-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const authority = createAuthority(folder)
  const { key, cert } = authority.issue('DNS:localhost,IP:127.0.0.1')
  await writeFile(join(folder, 'broker.pem'), `${key}${cert}`)
  const ports = { sasl: await freePort(), mtls: await freePort(), own: await freePort() }
  const [username, password] = ['hub', randomBytes(12).toString('hex')]
  const settings = properties(ports, await freePort(), { username, password, authority })
  await writeFile(join(folder, 'server.properties'), settings)
  const program = { java: findJava(), classPath: fetchKafka() }
  format(program, folder, { username, password })
  const log = open.adopt(await openFile(join(folder, 'kafka.log'), 'a'), (file) => file.close())
  const args = ['-Xmx512m', '-cp', program.classPath, 'kafka.Kafka', 'server.properties']
  const child = spawn(program.java, args, { cwd: folder, stdio: ['ignore', log.fd, log.fd] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  open.defer(async () => {
    child.kill('SIGKILL')
    await ended
  })
  void ended.then(async () => {
    if (!child.killed) console.error(await readFile(join(folder, 'kafka.log'), 'utf8'))
  })
  const held = open.move()
  return {
    saslBrokers: `${HOST}:${String(ports.sasl)}`,
    mutualTlsBrokers: `${HOST}:${String(ports.mtls)}`,
    authority,
    username,
    password,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

type Ports = { sasl: number; mtls: number; own: number }
type Account = { username: string; password: string }

const properties = (
  { sasl, mtls, own }: Ports,
  controller: number,
  { username, password, authority }: Account & { authority: Authority },
) => {
  const listeners = `SASL://${HOST}:${String(sasl)},MTLS://${HOST}:${String(mtls)},OWN://${HOST}:${String(own)}`
  return `process.roles=broker,controller
node.id=1
listeners=${listeners},CONTROLLER://${HOST}:${String(controller)}
advertised.listeners=${listeners}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@${HOST}:${String(controller)}
listener.security.protocol.map=SASL:SASL_SSL,MTLS:SSL,OWN:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=OWN
ssl.keystore.type=PEM
ssl.keystore.location=broker.pem
ssl.truststore.type=PEM
ssl.truststore.location=${authority.certFile}
listener.name.mtls.ssl.client.auth=required
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
listener.name.sasl.plain.sasl.jaas.config=${MODULES}.plain.PlainLoginModule required user_${username}="${password}";
listener.name.sasl.scram-sha-256.sasl.jaas.config=${MODULES}.scram.ScramLoginModule required;
listener.name.sasl.scram-sha-512.sasl.jaas.config=${MODULES}.scram.ScramLoginModule required;
listener.name.sasl.oauthbearer.sasl.jaas.config=${MODULES}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="${username}";
log.dirs=log
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
`
}

function format(
  { java, classPath }: { java: string; classPath: string },
  folder: string,
  { username, password }: Account,
): void {
  const users = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${username},password=${password}]`,
  ])
  const cluster = `--cluster-id=${randomBytes(16).toString('base64url')}`
  const args = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', cluster]
  const { status, stdout, stderr } = spawnSync(
    java,
    [...args, '-c', 'server.properties', ...users],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`Kafka could not format its folder: ${stdout}${stderr}`)
}
