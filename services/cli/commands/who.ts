import type { Command } from 'commander'
import { HubError } from '../../kernel/errors.ts'
import { told, type Api } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { plain, since, table, tone, type Cell } from '../show.ts'

export function addWhoCommand(program: Command, cli: Cli): void {
  program
    .command('who <name>')
    .description('who that is: every name, why it is theirs, and what they touched')
    .option('--tenant <id>', 'whose name it is', 'default')
    .addHelpText('after', example('who jane@example.com', 'who Drift'))
    .action(async (name: string, { tenant }: { tenant: string }, command: Command) => {
      const api = await apiOf(cli, command)
      const query = { q: name, tenantId: tenant, limit: MAX_FOUND }
      const { items } = await told(api.GET('/admin/principals', { params: { query } }))
      const [only] = items
      if (only === undefined) throw new HubError('not_found', `Nobody is called ${name}`)
      if (items.length > 1) {
        print(cli, command, items, () => foundText(cli, items))
        return
      }
      const whole = await readWhole(api, only.principal.id)
      print(cli, command, whole, () => wholeText(cli, whole))
    })
}

const MAX_FOUND = 20

async function readWhole(api: Api, id: string) {
  const path = { id }
  const detail = await told(api.GET('/admin/principals/{id}', { params: { path } }))
  const reach = await told(api.GET('/admin/principals/{id}/reach', { params: { path } }))
  return { ...detail, reach: { counts: reach.counts, isCut: reach.isCut } }
}

type Whole = Awaited<ReturnType<typeof readWhole>>
type Found = { principal: { id: string; kind: string }; names: readonly unknown[] }

const foundText = ({ io }: Cli, found: readonly Found[]): string =>
  table(
    io,
    ['id', 'kind', 'names'],
    found.map(({ principal, names }): Cell[] => [
      principal.id,
      principal.kind,
      names.map((name) => JSON.stringify(name)).join(' '),
    ]),
  )

function wholeText({ io }: Cli, { principal, identifiers, reach }: Whole): string {
  const now = io.clock.now()
  const touched = Object.entries(reach.counts).map(([kind, count]) => `${count} ${kind}`)
  return [
    `${tone(io, 'strong', principal.kind)} ${principal.id}`,
    touched.length === 0
      ? 'It touched nothing that the hub knows of.'
      : `It touched ${touched.join(', ')}${reach.isCut ? ' and more' : ''}.`,
    table(
      io,
      ['name', 'by', 'because', 'since', ''],
      identifiers.map((one): Cell[] => [
        plain(JSON.stringify(one.subject)),
        one.origin,
        one.reason,
        since(one.linkedAt, now),
        one.isDisputed ? ['warn', 'disputed'] : '',
      ]),
    ),
  ].join('\n')
}
