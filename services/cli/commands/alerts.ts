import type { Command } from 'commander'
import { readAll, told } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { since, table, type Cell } from '../show.ts'

export function addAlertCommands(program: Command, cli: Cli): void {
  const alerts = program.command('alerts').description('what the hub itself wants looked at')
  addList(alerts, cli)
  alerts
    .command('acknowledge <id>')
    .description('say that you look into it')
    .action(async (id: string, _options: unknown, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const alert = await told(api.POST('/admin/alerts/{id}/acknowledge', { params }))
      print(cli, command, alert, () => `${alert.kind} of ${alert.target} is yours.`)
    })
}

function addList(alerts: Command, cli: Cli): void {
  alerts
    .command('list', { isDefault: true })
    .description('what is open, the newest first')
    .option('--all', 'also what is over')
    .option('--limit <n>', 'at most so many', Number, 50)
    .addHelpText('after', example('alerts', 'alerts list --all --json'))
    .action(async (options: { all?: boolean; limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const state = options.all ? {} : { state: 'open' as const }
      const found = await readAll(
        (query) => told(api.GET('/admin/alerts', { params: { query: { ...query, ...state } } })),
        options.limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, found, () =>
        found.length === 0
          ? 'Nothing is open.'
          : table(
              cli.io,
              ['id', 'severity', 'kind', 'about', 'since', 'times', 'text'],
              found.map((alert): Cell[] => [
                alert.id,
                [alert.severity === 'critical' ? 'bad' : 'warn', alert.severity],
                alert.kind,
                alert.target,
                since(alert.since, now),
                String(alert.count),
                alert.text,
              ]),
            ),
      )
    })
}
