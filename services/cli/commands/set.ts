import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { isObject } from '../../../schemas/json.ts'
import { parseSet } from '../../../schemas/set.ts'
import { HubError } from '../../kernel/errors.ts'
import { verifySet } from '../../kernel/set/verify.ts'
import { example, print, type Cli } from '../cli.ts'
import { EXIT } from '../exit-codes.ts'
import { keysFrom } from '../issuer-keys.ts'
import {
  decodeSet,
  KEY_ALGS,
  kitOf,
  makeKit,
  parseJson,
  signSet,
  type Decoded,
} from '../set-kit.ts'
import { plain, tone } from '../show.ts'

export function addSetCommands(program: Command, cli: Cli): void {
  const set = program.command('set').description('read, verify and sign Security Event Tokens')
  addDecode(set, cli)
  addVerify(set, cli)
  addSign(set, cli)
  addKeygen(set, cli)
}

/** The argument, a file by @name, or standard input by -. */
async function textOf({ io }: Cli, given: string): Promise<string> {
  if (given === '-') return io.stdin()
  return given.startsWith('@') ? readFile(given.slice(1), 'utf8') : given
}

function addDecode(set: Command, cli: Cli): void {
  set
    .command('decode <set>')
    .description('what a SET says, unverified; @file and - are understood')
    .addHelpText(
      'after',
      example('set decode eyJ0eXAiOiJzZWNldmVudCtqd3QiLCJhbGciOi…', 'set decode - < set.txt'),
    )
    .action(async (given: string, _options: unknown, command: Command) => {
      const decoded = decodeSet(await textOf(cli, given))
      const parsed = parseSet(decoded.claims)
      const faults = parsed.ok ? [] : [parsed.reason]
      print(cli, command, { ...decoded, faults }, () => decodedText(cli, decoded, faults))
    })
}

const decodedText = ({ io }: Cli, { header, claims }: Decoded, faults: readonly string[]): string =>
  [
    JSON.stringify(header, null, 2),
    JSON.stringify(claims, null, 2),
    ...faults.map((fault) => tone(io, 'warn', `Not as SSF 1.0 §4 has it: ${plain(fault)}`)),
    tone(io, 'dim', 'The signature was not checked: set verify does.'),
  ].join('\n')

type VerifyOptions = { issuer?: string; audience?: string; jwks?: string }

function addVerify(set: Command, cli: Cli): void {
  set
    .command('verify <set>')
    .description('check a SET as a receiver does: signature, issuer, audience, claims')
    .option('--issuer <url>', 'who must have signed it; without it, the iss that it names')
    .option('--audience <aud>', 'for whom it must be; without it, the aud that it names')
    .option('--jwks <file or url>', 'the keys; without it, those of the issuer’s metadata')
    .addHelpText(
      'after',
      example(
        'set verify @set.txt --issuer https://hub.example.com --audience https://crm.example.com',
      ),
    )
    .action(async (given: string, options: VerifyOptions, command: Command) => {
      const token = (await textOf(cli, given)).trim()
      const { claims } = decodeSet(token)
      const issuer = options.issuer ?? String(claims['iss'])
      const aud: unknown[] = [options.audience ?? claims['aud']].flat()
      const keys = await keysFrom(cli.io, options.jwks, issuer)
      const result = await verifySet(token, {
        issuer,
        audience: aud.filter((one) => typeof one === 'string'),
        keys: keys.candidates,
        now: cli.io.clock.now(),
      })
      if (!result.ok) cli.exitCode = EXIT.failed
      print(cli, command, result, () =>
        result.ok
          ? tone(cli.io, 'good', `Valid: ${plain(result.eventType)}, signed by ${plain(issuer)}`)
          : tone(cli.io, 'bad', `Refused: ${result.err}: ${plain(result.description)}`),
      )
    })
}

type SignOptions = { key: string; issuer?: string; audience?: string }

function addSign(set: Command, cli: Cli): void {
  set
    .command('sign <claims>')
    .description('sign claims (JSON, @file or -) as a SET; iat and jti are added where missing')
    .requiredOption('--key <file>', 'a private JWK with alg and kid: set keygen makes one')
    .option('--issuer <url>', 'the iss, where the claims have none')
    .option('--audience <aud>', 'the aud, where the claims have none')
    .addHelpText(
      'after',
      example(
        'set sign @claims.json --key key.json --issuer https://idp.example.com --audience https://hub.example.com',
      ),
    )
    .action(async (given: string, options: SignOptions, command: Command) => {
      const claims = parseJson(await textOf(cli, given))
      if (!isObject(claims)) throw new HubError('invalid_request', 'The claims are no JSON object')
      const kit = await kitOf(await readFile(options.key, 'utf8'))
      const whole = {
        ...(options.issuer === undefined ? {} : { iss: options.issuer }),
        ...(options.audience === undefined ? {} : { aud: options.audience }),
        jti: crypto.randomUUID(),
        iat: Math.floor(cli.io.clock.now().getTime() / 1000),
        ...claims,
      }
      const parsed = parseSet(whole)
      // Signed all the same: to try a receiver with something wrong is what it is for.
      if (!parsed.ok)
        cli.io.err(tone(cli.io, 'warn', `Not as SSF 1.0 §4 has it: ${plain(parsed.reason)}`))
      const signed = await signSet(kit, whole)
      print(cli, command, { set: signed }, () => signed)
    })
}

function addKeygen(set: Command, cli: Cli): void {
  set
    .command('keygen')
    .description('a new signing key: the private JWK into a file, the JWK Set on standard output')
    .requiredOption('--out <file>', 'where the private key goes; only you can read it')
    .option('--alg <alg>', KEY_ALGS.join(', '), 'RS256')
    .addHelpText('after', example('set keygen --alg ES256 --out key.json > jwks.json'))
    .action(async (options: { out: string; alg: string }) => {
      if (!KEY_ALGS.some((alg) => alg === options.alg))
        throw new HubError('invalid_request', `--alg is one of ${KEY_ALGS.join(', ')}`)
      const { privateJwk, publicJwk } = await makeKit(options.alg)
      await writeFile(options.out, `${JSON.stringify(privateJwk)}\n`, { mode: 0o600, flag: 'wx' })
      cli.io.out(JSON.stringify({ keys: [publicJwk] }, null, 2))
    })
}
