import type { Command } from 'commander'
import { readAll, told } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { since, table, type Cell } from '../show.ts'
import { change, textOf } from './replay.ts'

export function addJobCommands(program: Command, cli: Cli): void {
  const jobs = program
    .command('jobs')
    .description('work in the background: replays, redrives and others')
    .addHelpText('after', example('jobs', 'jobs pause 0198…'))
  addList(jobs, cli)
  for (const action of ['start', 'pause', 'resume', 'cancel'] as const)
    jobs
      .command(`${action} <id>`)
      .description(`${action} a job`)
      .action(async (id: string, _options: unknown, command: Command) => {
        const job = await change(await apiOf(cli, command), id, action)
        print(cli, command, job, () => textOf(job))
      })
}

function addList(jobs: Command, cli: Cli): void {
  jobs
    .command('list', { isDefault: true })
    .description('the newest first')
    .option('--limit <n>', 'at most so many', Number, 20)
    .action(async ({ limit }: { limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const found = await readAll(
        (query) => told(api.GET('/admin/jobs', { params: { query } })),
        limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, found, () =>
        found.length === 0
          ? 'No job.'
          : table(
              cli.io,
              ['id', 'kind', 'state', 'done', 'skipped', 'of', 'asked by', 'since'],
              found.map((job): Cell[] => [
                job.id,
                job.kind,
                [job.state === 'failed' ? 'bad' : 'dim', job.state],
                String(job.done),
                String(job.skipped),
                String(job.total),
                job.createdBy,
                since(job.createdAt, now),
              ]),
            ),
      )
    })
}
