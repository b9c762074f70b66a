import type { Command } from 'commander'
import { readAll, told, type Approval } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { plain, since, table, tone } from '../show.ts'

export function addApprovalCommands(program: Command, cli: Cli): void {
  const approvals = program
    .command('approvals')
    .description('what waits for a second person’s yes')
    .addHelpText('after', example('approvals', 'approvals approve 0198… --comment "Seen with Kim"'))
  approvals
    .command('list', { isDefault: true })
    .description('what is open, the newest first')
    .option('--all', 'also what was decided')
    .option('--limit <n>', 'at most so many', Number, 50)
    .action(async (options: { all?: boolean; limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const state = options.all ? {} : { state: 'open' as const }
      const found = await readAll(
        (query) => told(api.GET('/admin/approvals', { params: { query: { ...query, ...state } } })),
        options.limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, found, () =>
        found.length === 0
          ? 'Nothing waits.'
          : table(
              cli.io,
              ['id', 'state', 'what', 'reaches', 'asked by', 'since', 'expires'],
              found.map((one) => [
                one.id,
                one.state,
                one.summary,
                reachOf(one),
                one.askedBy,
                since(one.askedAt, now),
                since(one.expiresAt, now),
              ]),
            ),
      )
    })
  addVerdict(approvals, cli, 'approve')
  addVerdict(approvals, cli, 'reject')
}

const QUESTIONS = {
  approve: 'Let it happen?',
  reject: 'Discard it?',
  review: 'It was done at once. Is that your verdict?',
} as const

const reachOf = ({ kind, affected }: Approval): string =>
  `${String(affected)} ${kind === 'policy' ? 'events' : 'people'}`

type Options = { comment?: string; yes?: boolean }

/** Shows what waits before it asks: nobody says yes to an id. */
function addVerdict(approvals: Command, cli: Cli, verdict: 'approve' | 'reject'): void {
  approvals
    .command(`${verdict} <id>`)
    .description(verdict === 'approve' ? 'let it happen, once' : 'discard it')
    .option('--comment <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async (id: string, { comment, yes }: Options, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const approval = await told(api.GET('/admin/approvals/{id}', { params }))
      const { summary, askedBy } = approval
      cli.io.err(
        `${tone(cli.io, 'strong', plain(summary))}: ${reachOf(approval)}, asked by ${plain(askedBy)}`,
      )
      const question = QUESTIONS[approval.kind === 'break-glass' ? 'review' : verdict]
      if (!(await confirm(cli, question, yes))) return
      const body = comment === undefined ? {} : { comment }
      const decided = await told(api.POST(`/admin/approvals/{id}/${verdict}`, { params, body }))
      print(cli, command, decided, () => `It is ${decided.state}.`)
    })
}
