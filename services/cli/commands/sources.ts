import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { CreateSourceRequest } from '../../../schemas/source.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { HubError } from '../../kernel/errors.ts'
import { readAll, told, type SourceBody } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { since, table } from '../show.ts'

export function addSourceCommands(program: Command, cli: Cli): void {
  const sources = program.command('sources').description('where signals come from')
  addList(sources, cli)
  sources
    .command('add <file>')
    .description('register the source that a JSON file describes; - reads standard input')
    .addHelpText('after', example('sources add okta.json', 'sources add - < okta.json'))
    .action(async (file: string, _options: unknown, command: Command) => {
      const body = readSource(file === '-' ? await cli.io.stdin() : await readFile(file, 'utf8'))
      const api = await apiOf(cli, command)
      const made = await told(api.POST('/admin/sources', { body: body }))
      print(cli, command, made, () => `Send its signals to ${made.ingestUrl}`)
    })
  sources
    .command('remove <id>')
    .description('take nothing more from a source')
    .option('--yes', 'do not ask')
    .action(async (id: string, options: { yes?: boolean }, command: Command) => {
      if (!(await confirm(cli, `Signals of ${id} will be refused. Remove it?`, options.yes))) return
      const api = await apiOf(cli, command)
      await told(api.DELETE('/admin/sources/{id}', { params: { path: { id } } }))
      print(cli, command, { id, removed: true }, () => `Source ${id} is gone.`)
    })
}

/** Checked here too, for a better word than the network's. */
function readSource(text: string): SourceBody {
  const parsed = CreateSourceRequest.safeParse(parseJson(text))
  if (parsed.success) return parsed.data as SourceBody // JSON leaves out what is undefined
  throw new HubError('invalid_request', `This describes no source: ${reasonOf(parsed.error)}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HubError('invalid_request', 'The file is no JSON', { cause })
  }
}

function addList(sources: Command, cli: Cli): void {
  sources
    .command('list', { isDefault: true })
    .description('every source')
    .option('--limit <n>', 'at most so many', Number, 200)
    .action(async (options: { limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const all = await readAll(
        (query) => told(api.GET('/admin/sources', { params: { query } })),
        options.limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, all, () =>
        all.length === 0
          ? 'No source.'
          : table(
              cli.io,
              ['id', 'kind', 'tenant', 'issuer', 'ingest URL', 'since'],
              all.map((one) => [
                one.id,
                one.kind,
                one.tenantId,
                one.issuer ?? '',
                one.ingestUrl,
                since(one.createdAt, now),
              ]),
            ),
      )
    })
}
