import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { compactVerify, decodeProtectedHeader, errors, type ProtectedHeaderParameters } from 'jose'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { HubError } from '../../kernel/errors.ts'
import { isPdf } from '../../kernel/set/signed-pdf.ts'
import { told } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { EXIT } from '../exit-codes.ts'
import { keysFrom } from '../issuer-keys.ts'
import { readJson } from '../json-file.ts'
import { judgePdf, type Verdict, type VerifyOptions } from '../pdf-evidence.ts'
import { plain, tone } from '../show.ts'

export function addEvidenceCommands(program: Command, cli: Cli): void {
  const evidence = program
    .command('evidence')
    .description('who was told what and when, signed, for others to keep')
    .addHelpText(
      'after',
      example(
        'evidence export console-3cbe… --out bundle.json',
        'evidence export console-3cbe… --pdf --out evidence.pdf',
        'evidence verify bundle.json --issuer https://hub.example.com',
      ),
    )
  evidence
    .command('export <txn>')
    .description('the signed bundle of one txn')
    .option('--out <file>', 'into this file')
    .option('--pdf', 'as pages to read, with the bundle attached; needs --out')
    .action(async (txn: string, { out, pdf }: ExportOptions, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { txn } }
      if (pdf) {
        if (out === undefined) throw new HubError('invalid_request', '--pdf needs --out FILE')
        const path = '/admin/revocations/{txn}/evidence.pdf'
        await writeFile(
          out,
          Buffer.from(await told(api.GET(path, { params, parseAs: 'arrayBuffer' }))),
        )
        cli.io.err(`Written to ${out}.`)
        return
      }
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

type ExportOptions = { out?: string; pdf?: boolean }

function addVerify(evidence: Command, cli: Cli): void {
  evidence
    .command('verify <file>')
    .description('whether a bundle is as the hub signed it; - reads standard input')
    .option('--issuer <url>', 'the hub that you trust; without it, the one that the bundle names')
    .option('--jwks <file>', 'its keys, where they were kept; without it, they are fetched')
    .action(async (file: string, options: VerifyOptions, command: Command) => {
      const verdict = await judgeFile(cli, file, options)
      if (!verdict.ok) cli.exitCode = EXIT.failed
      print(cli, command, verdict, () =>
        verdict.ok
          ? `${tone(cli.io, 'good', 'Genuine.')} Signed by ${verdict.issuer} with key ${verdict.kid ?? ''}, made ${verdict.madeAt ?? ''} for ${plain(verdict.madeBy ?? '')}.`
          : `${tone(cli.io, 'bad', 'NOT genuine:')} ${verdict.reason ?? ''}`,
      )
    })
}

async function judgeFile(cli: Cli, file: string, options: VerifyOptions): Promise<Verdict> {
  const bytes = file === '-' ? undefined : await readFile(file)
  if (bytes && isPdf(bytes)) return judgePdf(cli.io, bytes, options)
  const bundle = await readJson(cli.io, file, { schema: Bundle, what: 'evidence bundle' })
  const verdict = await judge(cli, bundle, options)
  return { ...verdict, madeAt: bundle.evidence.made_at, madeBy: bundle.evidence.made_by }
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
