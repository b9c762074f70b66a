import type { Command } from 'commander'
import { readAll, told } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { table } from '../show.ts'

export function addSubscriberCommands(program: Command, cli: Cli): void {
  const subscribers = program.command('subscribers').description('the apps that are told')
  addList(subscribers, cli)
  addChanges(subscribers, cli)
  subscribers
    .command('add <name>')
    .description('register an app; its token is shown this once')
    .requiredOption('--audience <aud...>', 'the aud of its SETs')
    .option('--tenant <id>', 'whose app it is', 'default')
    .addHelpText('after', example('subscribers add CRM --audience https://crm.example.com'))
    .action(
      async (name: string, options: { audience: string[]; tenant: string }, command: Command) => {
        const api = await apiOf(cli, command)
        const body = { name, audience: options.audience, tenantId: options.tenant }
        const made = await told(api.POST('/admin/subscribers', { body }))
        print(cli, command, made, () => `${made.id}\ntoken, shown this once: ${made.token}`)
      },
    )
}

function addChanges(subscribers: Command, cli: Cli): void {
  subscribers
    .command('rotate <id>')
    .description('a new token; the old one ends at once')
    .option('--yes', 'do not ask')
    .action(async (id: string, options: { yes?: boolean }, command: Command) => {
      if (
        !(await confirm(cli, `The token of ${id} stops working at once. Rotate it?`, options.yes))
      )
        return
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const made = await told(api.POST('/admin/subscribers/{id}/rotate-token', { params }))
      print(cli, command, made, () => `token, shown this once: ${made.token}`)
    })
  subscribers
    .command('remove <id>')
    .description('remove an app with its streams')
    .option('--yes', 'do not ask')
    .action(async (id: string, options: { yes?: boolean }, command: Command) => {
      const question = `${id} and all of its streams are removed, what they are owed is lost. Remove it?`
      if (!(await confirm(cli, question, options.yes))) return
      const api = await apiOf(cli, command)
      await told(api.DELETE('/admin/subscribers/{id}', { params: { path: { id } } }))
      print(cli, command, { id, removed: true }, () => `Subscriber ${id} is gone.`)
    })
}

function addList(subscribers: Command, cli: Cli): void {
  subscribers
    .command('list', { isDefault: true })
    .description('every app')
    .option('--limit <n>', 'at most so many', Number, 200)
    .action(async (options: { limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const all = await readAll(
        (query) => told(api.GET('/admin/subscribers', { params: { query } })),
        options.limit,
      )
      print(cli, command, all, () =>
        all.length === 0
          ? 'No subscriber.'
          : table(
              cli.io,
              ['id', 'name', 'tenant', 'audience', 'signed with'],
              all.map(({ id, name, tenantId, audience, signingAlg }) => [
                id,
                name,
                tenantId,
                audience.join(', '),
                signingAlg,
              ]),
            ),
      )
    })
}
