import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { compactVerify, decodeProtectedHeader, errors, type ProtectedHeaderParameters } from 'jose'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { told } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { EXIT } from '../exit-codes.ts'
import { keysFrom } from '../issuer-keys.ts'
import { readJson } from '../json-file.ts'
import { tone } from '../show.ts'

export function addEvidenceCommands(program: Command, cli: Cli): void {
  const evidence = program
    .command('evidence')
    .description('who was told what and when, signed, for others to keep')
    .addHelpText(
      'after',
      example(
        'evidence export console-3cbe… --out bundle.json',
        'evidence verify bundle.json --issuer https://hub.example.com',
      ),
    )
  evidence
    .command('export <txn>')
    .description('the signed bundle of one txn')
    .option('--out <file>', 'into this file')
    .action(async (txn: string, { out }: { out?: string }, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { txn } }
      const bundle = await told(api.GET('/admin/revocations/{txn}/evidence', { params }))
      const text = JSON.stringify(bundle, null, 2)
      if (out === undefined) cli.io.out(text)
      else {
        await writeFile(out, `${text}\n`)
        cli.io.err(`Written to ${out}.`)
      }
    })
  addVerify(evidence, cli)
}

/** Read loosely: what counts is that the signature covers it. */
const Bundle = z.object({
  evidence: z.looseObject({ issuer: z.string(), made_at: z.string(), made_by: z.string() }),
  signature: z.string(),
})

type VerifyOptions = { issuer?: string; jwks?: string }
type Verdict = { ok: boolean; issuer: string; kid?: string | undefined; reason?: string }

function addVerify(evidence: Command, cli: Cli): void {
  evidence
    .command('verify <file>')
    .description('whether a bundle is as the hub signed it; - reads standard input')
    .option('--issuer <url>', 'the hub that you trust; without it, the one that the bundle names')
    .option('--jwks <file>', 'its keys, where they were kept; without it, they are fetched')
    .action(async (file: string, options: VerifyOptions, command: Command) => {
      const bundle = await readJson(cli.io, file, { schema: Bundle, what: 'evidence bundle' })
      const verdict = await judge(cli, bundle, options)
      if (!verdict.ok) cli.exitCode = EXIT.failed
      print(cli, command, verdict, () =>
        verdict.ok
          ? `${tone(cli.io, 'good', 'Genuine.')} Signed by ${verdict.issuer} with key ${verdict.kid ?? ''}, made ${bundle.evidence.made_at} for ${bundle.evidence.made_by}.`
          : `${tone(cli.io, 'bad', 'NOT genuine:')} ${verdict.reason ?? ''}`,
      )
    })
}

async function judge(
  { io }: Cli,
  { evidence, signature }: z.infer<typeof Bundle>,
  { issuer = evidence.issuer, jwks }: VerifyOptions,
): Promise<Verdict> {
  const no = (reason: string): Verdict => ({ ok: false, issuer, reason })
  if (evidence.issuer !== issuer) return no(`it is of ${evidence.issuer}, not of ${issuer}`)
  const keys = await keysFrom(io, jwks, issuer)
  const header = headerOf(signature)
  if (header?.typ !== TYP) return no('the signature is of something else')
  for (const key of await keys.candidates(header)) {
    const signed = await compactVerify(signature, key).catch(notGenuine)
    if (!signed) continue
    const said: unknown = JSON.parse(new TextDecoder().decode(signed.payload))
    if (!isDeepStrictEqual(said, evidence)) return no('it was changed after it was signed')
    return { ok: true, issuer, kid: header.kid }
  }
  return no('no key of the issuer made the signature')
}

const TYP = 'ssf-evidence+jws'

function headerOf(signature: string): ProtectedHeaderParameters | undefined {
  try {
    return decodeProtectedHeader(signature)
  } catch {
    return undefined
  }
}

function notGenuine(error: unknown): undefined {
  if (!(error instanceof errors.JOSEError)) throw error
}
