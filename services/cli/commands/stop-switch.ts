import type { Command } from 'commander'
import { HubError } from '../../kernel/errors.ts'
import { told } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { plain, since, table } from '../show.ts'

const WHAT = { release: 'goes out, in order', discard: 'is discarded' } as const
const isHeldChoice = (text: string): text is keyof typeof WHAT => text in WHAT

export function addStopSwitchCommands(program: Command, cli: Cli): void {
  const group = program
    .command('stop-switch')
    .description('hold everything that is decided, or let it go again')
    .addHelpText(
      'after',
      example(
        'stop-switch stop --reason "A policy runs wild"',
        'stop-switch resume --held release --reason Mended',
      ),
    )
  group
    .command('show', { isDefault: true })
    .description('whether nothing goes out, and what waits')
    .action(async (_options: unknown, command: Command) => {
      const state = await told((await apiOf(cli, command)).GET('/admin/stop-switch'))
      print(cli, command, state, () => shown(cli, state))
    })
  group
    .command('stop')
    .description('from now on nothing that is decided goes out: it is held')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async ({ reason, yes }: { reason: string; yes?: boolean }, command: Command) => {
      if (!(await confirm(cli, 'No app is told anything until this is undone. Stop?', yes))) return
      const body = { reason }
      const state = await told(
        (await apiOf(cli, command)).POST('/admin/stop-switch/stop', { body }),
      )
      print(cli, command, state, () => shown(cli, state))
    })
  addResume(group, cli)
}

type ResumeOptions = { reason: string; held: string; yes?: boolean }

function addResume(group: Command, cli: Cli): void {
  group
    .command('resume')
    .description('decisions go out again')
    .requiredOption('--held <what>', 'what becomes of what was held: release or discard')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .action(async ({ held, reason, yes }: ResumeOptions, command: Command) => {
      if (!isHeldChoice(held))
        throw new HubError('invalid_request', '--held is one of release, discard')
      const api = await apiOf(cli, command)
      const before = await told(api.GET('/admin/stop-switch'))
      const waiting = before.held.find(({ heldFor }) => heldFor === 'stop')?.events ?? 0
      if (!(await confirm(cli, `What was held (${waiting} events) ${WHAT[held]}. Resume?`, yes)))
        return
      const state = await told(api.POST('/admin/stop-switch/resume', { body: { held, reason } }))
      print(cli, command, state, () => shown(cli, state))
    })
}

type Switch = {
  isStopped: boolean
  reason: string
  changedBy: string
  changedAt: string
  held: { heldFor: string; events: number }[]
}

function shown({ io }: Cli, { isStopped, reason, changedBy, changedAt, held }: Switch): string {
  const head = isStopped ? 'STOPPED: nothing goes out.' : 'What is decided goes out.'
  const why =
    reason === ''
      ? ''
      : ` ${plain(reason)} (${plain(changedBy)}, ${since(changedAt, io.clock.now())})`
  const rows = held.map(({ heldFor, events }) => [heldFor, String(events)])
  return [head + why, ...(rows.length === 0 ? [] : [table(io, ['held for', 'events'], rows)])].join(
    '\n',
  )
}
