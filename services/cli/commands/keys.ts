import type { Command } from 'commander'
import { SigningAlg } from '../../../schemas/admin.ts'
import { HubError } from '../../kernel/errors.ts'
import { told } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { since, table, type Cell } from '../show.ts'

export function addKeyCommands(program: Command, cli: Cli): void {
  const keys = program.command('keys').description('the keys that SETs are signed with')
  keys
    .command('list', { isDefault: true })
    .description('every key: next, active, retired')
    .action(async (_options: unknown, command: Command) => {
      const { items } = await told((await apiOf(cli, command)).GET('/admin/keys'))
      print(cli, command, items, () => keyTable(cli, items))
    })
  keys
    .command('rotate')
    .description('a new key; it is published before it signs')
    .option('--alg <alg>', 'RS256, PS256, ES256 or EdDSA', 'RS256')
    .option('--urgent', 'it signs at once: receivers that cache keys refuse until they look again')
    .option('--yes', 'do not ask')
    .addHelpText('after', example('keys rotate --alg ES256', 'keys rotate --urgent --yes'))
    .action(async (options: { alg: string; urgent?: boolean; yes?: boolean }, command: Command) => {
      const alg = SigningAlg.safeParse(options.alg).data
      if (!alg)
        throw new HubError('invalid_request', `--alg is one of ${SigningAlg.options.join(', ')}`)
      const { urgent = false, yes = false } = options
      const question = `Receivers may refuse SETs until they read the keys again. Rotate ${alg} at once?`
      if (!(await confirm(cli, question, yes || !urgent))) return
      const api = await apiOf(cli, command)
      const { items } = await told(api.POST('/admin/keys/rotate', { body: { alg, urgent } }))
      print(cli, command, items, () => keyTable(cli, items))
    })
}

type Key = { kid: string; alg: string; state: string; activeFrom: string; retiredAt?: string }

function keyTable({ io }: Cli, keys: readonly Key[]): string {
  const now = io.clock.now()
  return table(
    io,
    ['kid', 'alg', 'state', 'signs from', 'retired'],
    keys.map((key): Cell[] => [
      key.kid,
      key.alg,
      [key.state === 'active' ? 'good' : 'dim', key.state],
      since(key.activeFrom, now),
      since(key.retiredAt, now),
    ]),
  )
}
