import type { Command } from 'commander'
import { z } from 'zod'
import { PastedSignal } from '../../../schemas/policy-admin.ts'
import { PolicyDocument, PolicyMode } from '../../../schemas/policy.ts'
import { HubError } from '../../kernel/errors.ts'
import { readAll, told, type PolicyTestBody } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { EXIT } from '../exit-codes.ts'
import { readJson } from '../json-file.ts'
import { plain, shortType, since, table, tone, type Cell } from '../show.ts'
import { addBacktest } from './backtest.ts'

export function addPolicyCommands(program: Command, cli: Cli): void {
  const policies = program
    .command('policies')
    .description('what is decided on which signals')
    .addHelpText(
      'after',
      example(
        'policies test signals.json --policy lost-device.json',
        'policies mode lost-device shadow',
      ),
    )
  addList(policies, cli)
  addShow(policies, cli)
  addMode(policies, cli)
  addCheck(policies, cli)
  addTest(policies, cli)
  addBacktest(policies, cli)
}

const MODE_TONES = { on: 'good', shadow: 'warn', off: 'dim' } as const

function addList(policies: Command, cli: Cli): void {
  policies
    .command('list', { isDefault: true })
    .description('every policy')
    .option('--limit <n>', 'at most so many', Number, 200)
    .action(async ({ limit }: { limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const all = await readAll(
        (query) => told(api.GET('/admin/policies', { params: { query } })),
        limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, all, () =>
        table(
          cli.io,
          ['id', 'mode', 'version', 'changed', 'name', 'trouble'],
          all.map((one): Cell[] => [
            one.id,
            [MODE_TONES[one.mode], one.mode],
            String(one.version),
            `${since(one.updatedAt, now)}, ${one.updatedBy}`,
            one.name,
            one.trouble === undefined ? '' : ['bad', one.trouble.last],
          ]),
        ),
      )
    })
}

function addShow(policies: Command, cli: Cli): void {
  policies
    .command('show <id>')
    .description('one policy, as JSON')
    .action(async (id: string, _options: unknown, command: Command) => {
      const api = await apiOf(cli, command)
      const policy = await told(api.GET('/admin/policies/{id}', { params: { path: { id } } }))
      print(cli, command, policy, () => JSON.stringify(policy, null, 2))
    })
}

function addMode(policies: Command, cli: Cli): void {
  policies
    .command('mode <id> <mode>')
    .description('on, off, or shadow: it only says what it would have done')
    .option('--yes', 'do not ask')
    .action(async (id: string, text: string, { yes }: { yes?: boolean }, command: Command) => {
      const mode = PolicyMode.safeParse(text).data
      if (!mode)
        throw new HubError('invalid_request', `A mode is one of ${PolicyMode.options.join(', ')}`)
      if (!(await confirm(cli, `Set the policy ${id} to ${mode}?`, yes))) return
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const policy = await told(api.PUT('/admin/policies/{id}/mode', { params, body: { mode } }))
      print(cli, command, policy, () => `${id} is ${policy.mode}.`)
    })
}

function addCheck(policies: Command, cli: Cli): void {
  policies
    .command('check <file>')
    .description('what is wrong with a policy in a JSON file, with line and column')
    .action(async (file: string, _options: unknown, command: Command) => {
      const body = (await readJson(cli.io, file, POLICY)) as CheckBody // JSON leaves out what is undefined
      const api = await apiOf(cli, command)
      const { faults } = await told(api.POST('/admin/policy-checks', { body }))
      if (faults.length > 0) cli.exitCode = EXIT.failed
      print(cli, command, { faults }, () =>
        faults.length === 0
          ? tone(cli.io, 'good', 'Nothing is wrong with it.')
          : faults
              .map(({ path, line, column, reason }) => {
                const at = line === undefined ? '' : `:${line}:${column ?? 1}`
                return plain(`${path}${at} ${reason}`)
              })
              .join('\n'),
      )
    })
}

const POLICY = { schema: PolicyDocument, what: 'policy' }
type CheckBody = NonNullable<PolicyTestBody['policies']>[number]['policy']

const SIGNALS = {
  schema: z.union([z.array(PastedSignal).min(1).max(100), PastedSignal.transform((one) => [one])]),
  what: 'list of signals',
}

function addTest(policies: Command, cli: Cli): void {
  policies
    .command('test <signals>')
    .description('what would be decided on the signals of a JSON file; nothing is stored or sent')
    .option('--policy <file>', 'by the policy in this file instead of those in force')
    .action(async (file: string, { policy }: { policy?: string }, command: Command) => {
      const signals = await readJson(cli.io, file, SIGNALS)
      const own = policy === undefined ? undefined : await readJson(cli.io, policy, POLICY)
      const policies = own && [{ id: 'tried', policy: own }]
      const body = { signals, ...(policies && { policies }) } as PolicyTestBody // JSON leaves out what is undefined
      const api = await apiOf(cli, command)
      const { results } = await told(api.POST('/admin/policy-tests', { body }))
      print(cli, command, results, () => results.map((one) => decided(cli, one)).join('\n\n'))
    })
}

type Result = {
  signal: { type: string; subject: unknown }
  decisions: readonly ({ decision: string } & Readonly<Record<string, unknown>>)[]
}

function decided(cli: Cli, { signal, decisions }: Result): string {
  const head = `${tone(cli.io, 'strong', shortType(signal.type))} ${plain(JSON.stringify(signal.subject))}`
  const counted = decisions.filter(({ decision }) => decision !== 'skip')
  if (counted.length === 0) return `${head}\nNo policy applies.`
  return `${head}\n${table(
    cli.io,
    ['decision', 'what', 'policy', 'because'],
    counted.map((one) => [one.decision, whatOf(one), policyOf(one), becauseOf(one)]),
  )}`
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
type Loose = Readonly<Record<string, unknown>>
const madeBy = (one: Loose): Loose => (one['becauseOf'] as Loose | undefined) ?? one // as the schema Decision says
const whatOf = (one: Loose): string =>
  shortType(text(one['type'])) || text(one['severity']) || text(one['channel'])
const policyOf = (one: Loose): string => text(madeBy(one)['policyId'])
const becauseOf = (one: Loose): string => text(one['because']) || text(madeBy(one)['reason'])
