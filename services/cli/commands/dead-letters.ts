import type { Command } from 'commander'
import { readAll, told } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { plain, shortType, since, table } from '../show.ts'

type Filter = { stream?: string; err?: string; txn?: string; limit: number }

export function addDeadLetterCommands(program: Command, cli: Cli): void {
  const deadLetters = program
    .command('dead-letters')
    .description('SETs that were given up: why, and once more')
    .addHelpText(
      'after',
      example('dead-letters', 'dead-letters list --err invalid_key', 'dead-letters redrive f67e…'),
    )
  addGroups(deadLetters, cli)
  addList(deadLetters, cli)
  addRedrive(deadLetters, cli)
}

function addGroups(deadLetters: Command, cli: Cli): void {
  deadLetters
    .command('groups', { isDefault: true })
    .description('one line a stream and reason')
    .option('--limit <n>', 'at most so many', Number, 50)
    .action(async ({ limit }: { limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const groups = await readAll(
        (query) => told(api.GET('/admin/dead-letters/groups', { params: { query } })),
        limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, groups, () =>
        groups.length === 0
          ? 'No dead letter.'
          : table(
              cli.io,
              ['stream', 'subscriber', 'reason', 'SETs', 'newest', 'the receiver said'],
              groups.map((one) => [
                one.streamId,
                one.subscriber.name,
                one.err,
                String(one.count),
                since(one.lastSeenAt, now),
                one.description ?? '',
              ]),
            ),
      )
    })
}

function addList(deadLetters: Command, cli: Cli): void {
  deadLetters
    .command('list')
    .description('each of them')
    .option('--stream <id>', 'of one stream')
    .option('--err <code>', 'given up for this reason')
    .option('--txn <txn>', 'of one txn')
    .option('--limit <n>', 'at most so many', Number, 200)
    .action(async ({ stream: streamId, err, txn, limit }: Filter, command: Command) => {
      const api = await apiOf(cli, command)
      const named = Object.entries({ streamId, err, txn }).filter(
        ([, value]) => value !== undefined,
      )
      const filter = Object.fromEntries(named)
      const found = await readAll(
        (query) =>
          told(api.GET('/admin/dead-letters', { params: { query: { ...query, ...filter } } })),
        limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, found, () =>
        found.length === 0
          ? 'No dead letter.'
          : table(
              cli.io,
              ['stream', 'jti', 'event', 'subject', 'reason', 'when'],
              found.map((one) => [
                one.streamId,
                one.jti,
                shortType(one.type),
                plain(JSON.stringify(one.subject)),
                `${one.err ?? ''} ${one.description ?? ''}`,
                since(one.at, now),
              ]),
            ),
      )
    })
}

function addRedrive(deadLetters: Command, cli: Cli): void {
  deadLetters
    .command('redrive <stream> [jti...]')
    .description('deliver them once more, with the same jti: these, or all of the stream')
    .option('--yes', 'do not ask')
    .action(async (id: string, jtis: string[], { yes }: { yes?: boolean }, command: Command) => {
      const what = jtis.length > 0 ? `${jtis.length} dead letters` : 'All dead letters'
      if (!(await confirm(cli, `${what} of ${id} are sent once more. Redrive?`, yes))) return
      const api = await apiOf(cli, command)
      const body = jtis.length > 0 ? { jtis } : {}
      const params = { path: { id } }
      const done = await told(api.POST('/admin/streams/{id}/redrive', { params, body }))
      print(cli, command, done, () => `${done.redriven} are owed again.`)
    })
}
