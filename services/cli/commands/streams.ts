import type { Command } from 'commander'
import { readAll, told } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { since, shortType, table, type Cell } from '../show.ts'

type Stream = Awaited<ReturnType<typeof readStreams>>[number]

export function addStreamCommands(program: Command, cli: Cli): void {
  const streams = program
    .command('streams')
    .description('how streams do, and what an operator does to one')
  streams
    .command('list', { isDefault: true })
    .description('every stream: status, backlog, what fails')
    .option('--failing', 'only those that fail, wait or hold back')
    .option('--limit <n>', 'at most so many', Number, 200)
    .addHelpText('after', example('streams', 'streams list --failing --json'))
    .action(async (options: { failing?: boolean; limit: number }, command: Command) => {
      const all = await readStreams(cli, command, options.limit)
      const shown = options.failing ? all.filter(needsAttention) : all
      print(cli, command, shown, () => overview(cli, shown))
    })
  for (const [name, status] of [
    ['pause', 'paused'],
    ['enable', 'enabled'],
    ['disable', 'disabled'],
  ] as const)
    streams
      .command(`${name} <id>`)
      .description(`set a stream to ${status}; its subscriber is told`)
      .requiredOption('--reason <text>', 'why, for the subscriber')
      .option('--yes', 'do not ask')
      .action(async (id: string, options: { reason: string; yes?: boolean }, command: Command) => {
        if (status === 'disabled' && !(await mayDrop(cli, id, options.yes))) return
        const api = await apiOf(cli, command)
        const params = { path: { id } }
        const body = { status, reason: options.reason }
        const changed = await told(api.POST('/admin/streams/{id}/status', { params, body }))
        print(cli, command, changed, () => `Stream ${id} is ${status}.`)
      })
  addVerify(streams, cli)
}

const mayDrop = (cli: Cli, id: string, isYes = false): Promise<boolean> =>
  confirm(cli, `Disabling ${id} drops all that it is owed. Disable it?`, isYes)

function addVerify(streams: Command, cli: Cli): void {
  streams
    .command('verify <id>')
    .description('send a verification event')
    .action(async (id: string, _options: unknown, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const sent = await told(api.POST('/admin/streams/{id}/verification', { params }))
      print(cli, command, sent, () => `On its way, jti ${sent.jti}.`)
    })
}

async function readStreams(cli: Cli, command: Command, limit: number) {
  const api = await apiOf(cli, command)
  return readAll((query) => told(api.GET('/admin/streams', { params: { query } })), limit)
}

const needsAttention = (stream: Stream): boolean =>
  stream.status !== 'enabled' || stream.failing !== undefined || stream.rejected > 0

const HEAD = [
  'stream',
  'subscriber',
  'status',
  'backlog',
  'oldest',
  'refused',
  'events',
  'last failure',
]

function overview(cli: Cli, streams: readonly Stream[]): string {
  if (streams.length === 0) return 'No stream.'
  const now = cli.io.clock.now()
  return table(
    cli.io,
    HEAD,
    streams.map((stream): Cell[] => [
      stream.streamId,
      stream.subscriber.name,
      [stream.status === 'enabled' ? 'good' : 'warn', stream.status],
      String(stream.backlog),
      since(stream.oldestOwedAt, now),
      [stream.rejected > 0 ? 'bad' : 'dim', String(stream.rejected)],
      stream.eventsDelivered.map(shortType).join(', ').slice(0, 60),
      stream.failing === undefined
        ? ''
        : ['bad', `${stream.failing.last} (${stream.failing.failures}×)`],
    ]),
  )
}
