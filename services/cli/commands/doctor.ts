import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { HubError } from '../../kernel/errors.ts'
import { example, print, type Cli } from '../cli.ts'
import { hasFaults, reportText, type Report } from '../doctor/finding.ts'
import { serveIssuer } from '../doctor/issuer-server.ts'
import { examineReceiver } from '../doctor/receiver.ts'
import { examineTransmitter } from '../doctor/transmitter.ts'
import { EXIT } from '../exit-codes.ts'
import { kitOf, makeKit } from '../set-kit.ts'
import { parseSubject } from '../subject-argument.ts'
import { ACCESS_OPTIONS, accessToken, type AccessOptions } from '../subscriber-access.ts'

export function addDoctorCommands(program: Command, cli: Cli): void {
  const doctor = program
    .command('doctor')
    .description('is a receiver or a transmitter right? each finding with its clause')
  addReceiver(doctor, cli)
  addTransmitter(doctor, cli)
}

function show(cli: Cli, command: Command, report: Report): void {
  if (hasFaults(report)) cli.exitCode = EXIT.failed
  print(cli, command, report, () => reportText(cli.io, report))
}

type ReceiverOptions = {
  audience: string
  authorization?: string
  issuer?: string
  key?: string
  port: number
  subject: string
  stream: string
  yes?: boolean
}

const RECEIVER_HELP = `
The receiver must trust the doctor. Without --key, the doctor makes a key and is an issuer on this machine:
let the receiver read http://localhost:PORT/jwks.json. With --key and --issuer it speaks for an issuer of yours.
`

function addReceiver(doctor: Command, cli: Cli): void {
  doctor
    .command('receiver <url>')
    .description('take a push endpoint (RFC 8935) through good and bad SETs')
    .requiredOption('--audience <aud>', 'the aud that the receiver expects')
    .option('--authorization <header>', 'the Authorization header that it expects, whole')
    .option('--issuer <url>', 'the iss that it trusts; with --key')
    .option('--key <file>', 'the private JWK of that issuer: set keygen makes one')
    .option('--port <n>', 'where the doctor publishes its keys, without --key', Number, 8417)
    .option('--subject <subject>', 'whose sessions the good SETs end', 'ssf-hub-doctor@example.com')
    .option('--stream <id>', 'the stream that the verification names', 'ssf-hub-doctor')
    .option('--yes', 'do not wait until the receiver knows the doctor’s keys')
    .addHelpText('after', RECEIVER_HELP)
    .addHelpText(
      'after',
      example(
        'doctor receiver http://localhost:3000/events --audience https://crm.example.com --authorization "Bearer abc"',
      ),
    )
    .action(async (url: string, options: ReceiverOptions, command: Command) => {
      show(cli, command, await visitReceiver(cli, url, options))
    })
}

async function visitReceiver(cli: Cli, url: string, options: ReceiverOptions): Promise<Report> {
  if (!URL.canParse(url)) throw new HubError('invalid_request', `${url} is no URL`)
  if ((options.key === undefined) !== (options.issuer === undefined))
    throw new HubError('invalid_request', '--key and --issuer go together')
  const kit =
    options.key === undefined ? await makeKit() : await kitOf(await readFile(options.key, 'utf8'))
  await using served =
    options.issuer === undefined ? await serveIssuer(kit, options.port) : undefined
  if (served) await introduce(cli, served, options.yes)
  return await examineReceiver(cli.io, url, {
    kit,
    forger: await makeKit(kit.alg, kit.kid),
    issuer: options.issuer ?? served?.issuer ?? '',
    audience: options.audience,
    subject: parseSubject(options.subject),
    streamId: options.stream,
    authorization: options.authorization,
    nowSeconds: Math.floor(cli.io.clock.now().getTime() / 1000),
  })
}

async function introduce(
  { io }: Cli,
  { issuer, jwksUri }: { issuer: string; jwksUri: string },
  isYes = false,
): Promise<void> {
  io.err(`The doctor is the issuer ${issuer}, its keys are at ${jwksUri}.`)
  if (!isYes) await io.ask?.('Enter when the receiver trusts it … ')
}

function addTransmitter(doctor: Command, cli: Cli): void {
  const command = doctor
    .command('transmitter <issuer>')
    .description('look at a transmitter’s metadata, keys, authorization and a stream’s whole life')
    .addHelpText(
      'after',
      '\nThe stream that it makes is deleted again. Without a token only what is public is looked at.\n',
    )
    .addHelpText(
      'after',
      example('doctor transmitter https://hub.example.com --access-token-file token.txt'),
    )
    .action(async (issuer: string, options: AccessOptions, self: Command) => {
      if (!URL.canParse(issuer)) throw new HubError('invalid_request', `${issuer} is no URL`)
      const hasAccess =
        options.clientId ?? options.accessTokenFile ?? cli.io.env['SSF_ACCESS_TOKEN']
      const token = hasAccess === undefined ? undefined : await accessToken(cli.io, issuer, options)
      show(cli, self, await examineTransmitter(cli.io, issuer, token))
    })
  for (const [flags, description, fallback] of ACCESS_OPTIONS)
    command.option(flags, description, fallback)
}
