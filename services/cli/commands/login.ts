import { readFile, rm } from 'node:fs/promises'
import type { Command } from 'commander'
import { HubError } from '../../kernel/errors.ts'
import { openApi, told } from '../api.ts'
import { example, type Cli, type GlobalOptions } from '../cli.ts'
import { keepSettings, settingsPath } from '../settings.ts'

export function addLoginCommand(program: Command, cli: Cli): void {
  program
    .command('login')
    .description('keep the hub and a token for the commands that follow')
    .argument('<url>', 'the hub, such as https://hub.example.com')
    .addHelpText(
      'after',
      example('login https://hub.example.com', 'login http://localhost:8080 < token.txt'),
    )
    .action(async (url: string, _options: unknown, command: Command) => {
      const { io } = cli
      const { tokenFile } = command.optsWithGlobals<GlobalOptions>()
      const token = (
        tokenFile === undefined ? await askToken(cli) : await readFile(tokenFile, 'utf8')
      ).trim()
      if (token === '') throw new HubError('invalid_request', 'No token was given')
      const api = await openApi({ ...io, env: { SSF_HUB_TOKEN: token } }, { url })
      await told(api.GET('/admin/tenants')) // one that does not work is not kept
      const path = await keepSettings(io.env, { url, token })
      io.err(`Kept in ${path}, which only you can read.`)
    })
  program
    .command('logout')
    .description('forget what login kept')
    .action(async () => {
      await rm(settingsPath(cli.io.env), { force: true })
    })
}

const askToken = ({ io }: Cli): Promise<string> => (io.ask ? io.ask('Token: ') : io.stdin())
