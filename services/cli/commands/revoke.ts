import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { HubError } from '../../kernel/errors.ts'
import { told, type Api, type Approval, type PreviewBody, type RevocationBody } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { EXIT } from '../exit-codes.ts'
import { previewText } from '../preview-text.ts'
import { parseSubject, SUBJECT_HELP } from '../subject-argument.ts'
import { plain, tone } from '../show.ts'
import { tracesOf, traceText, type Trace } from './trace.ts'

type Options = {
  kind: string
  reason: string
  reasonUser?: string
  tenant: string
  yes?: boolean
  wait?: number
  breakGlass?: boolean
}

const KINDS = { sessions: 'sessions', tokens: 'tokens', both: 'sessions and tokens' } as const
const isKind = (name: string): name is keyof typeof KINDS => name in KINDS

export function addRevokeCommand(program: Command, cli: Cli): void {
  program
    .command('revoke <subject>')
    .description('end a subject’s sessions or tokens everywhere')
    .option('--kind <kind>', Object.keys(KINDS).join(', '), 'sessions')
    .requiredOption('--reason <text>', 'why, for administrators')
    .option('--reason-user <text>', 'why, for the user')
    .option('--tenant <id>', 'whose subject it is', 'default')
    .option('--wait <seconds>', 'wait until every app has it', Number)
    .option('--break-glass', 'of one person at once, without the second person; it is reviewed')
    .option('--yes', 'do not ask')
    .addHelpText('after', `\nA subject: ${SUBJECT_HELP}\n`)
    .addHelpText(
      'after',
      example(
        'revoke jane@example.com --reason "Stolen laptop"',
        'revoke jane@example.com --kind both --reason Leaver --yes --wait 60',
      ),
    )
    .action((subject: string, options: Options, command: Command) =>
      revoke(cli, subject, options, command),
    )
}

async function revoke(cli: Cli, text: string, options: Options, command: Command): Promise<void> {
  const subject = parseSubject(text)
  const { kind, reason, reasonUser, tenant, wait, breakGlass } = options
  if (!isKind(kind))
    throw new HubError('invalid_request', `--kind is one of ${Object.keys(KINDS).join(', ')}`)
  const api = await apiOf(cli, command)
  if (!options.yes) {
    const previewed = { subject, kind, tenantId: tenant } as PreviewBody // a subject of any format
    const preview = await told(api.POST('/admin/revocations/preview', { body: previewed }))
    cli.io.err(previewText(cli.io, preview))
  }
  const question = `End the ${KINDS[kind]} of ${plain(JSON.stringify(subject))} everywhere?`
  if (!(await confirm(cli, question, options.yes))) return
  const body = {
    subject,
    kind,
    reasonAdmin: reason,
    reasonUser,
    tenantId: tenant,
    breakGlass,
  } as RevocationBody // JSON leaves out what is undefined
  // Sent again after a lost answer, it is still one revocation.
  const params = { header: { 'idempotency-key': randomUUID() } }
  const accepted = await told(api.POST('/admin/revocations', { body, params }))
  const { txn, approval } = accepted
  if (approval && approval.kind !== 'break-glass') {
    cli.exitCode = EXIT.waiting
    print(cli, command, accepted, () => waitingText(approval))
    return
  }
  if (approval) cli.io.err(tone(cli.io, 'warn', 'Done without a second person: it is reviewed.'))
  if (wait === undefined) {
    print(cli, command, accepted, () => `Accepted, txn ${txn}. See: ssf-hub trace ${txn}`)
    return
  }
  const traces = await settled(cli, api, { txn, events: accepted.signals.length, seconds: wait })
  if (!traces.every(isDelivered)) cli.exitCode = EXIT.failed
  print(cli, command, { ...accepted, traces }, () =>
    traces.map((trace) => traceText(cli, trace)).join('\n\n'),
  )
}

/** Nothing has happened yet: who must say yes, and how. */
const waitingText = ({ id, affected, expiresAt }: Approval): string =>
  [
    `Nothing is revoked yet: it reaches ${String(affected)} people or more, so a second person must say yes.`,
    `They do: ssf-hub approvals approve ${id}   (until ${expiresAt})`,
  ].join('\n')

const WAIT_MS = 500
const OPEN: ReadonlySet<string> = new Set(['pending', 'held'])

/** The traces once nothing is under way, or as they are when the time is up. */
async function settled(
  { io }: Cli,
  api: Api,
  { txn, events, seconds }: { txn: string; events: number; seconds: number },
): Promise<Trace[]> {
  const until = io.clock.now().getTime() + seconds * 1_000
  for (;;) {
    const traces = await tracesOf(api, txn).catch(notYet)
    const deliveries = traces.flatMap((trace) => trace.deliveries)
    const open = deliveries.filter(({ state }) => OPEN.has(state.status)).length
    const isMatched = traces.length >= events && traces.every((trace) => trace.fannedOutAt)
    if ((isMatched && open === 0) || io.clock.now().getTime() >= until || io.stop.aborted)
      return traces
    io.err(tone(io, 'dim', `${deliveries.length - open} of ${deliveries.length} apps …`))
    await io.clock.sleep(WAIT_MS, io.stop)
  }
}

/** The router may not have made the events yet. */
function notYet(error: unknown): Trace[] {
  if (error instanceof HubError && error.code === 'not_found') return []
  throw error
}

const isDelivered = ({ deliveries }: Trace): boolean =>
  deliveries.every(({ state }) => state.status === 'delivered')
