import type { Command } from 'commander'
import type { components } from '../../../schemas/generated/types.d.ts'
import { DirectorySubject } from '../../../schemas/directory.ts'
import { HubError } from '../../kernel/errors.ts'
import { readAll, told, type Api } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { plain, since, table, type Cell } from '../show.ts'

type Directory = components['schemas']['Directory']
type Made = components['schemas']['CreatedDirectoryToken']

export function addDirectoryCommands(program: Command, cli: Cli): void {
  const directories = program
    .command('directories')
    .description('identity providers that tell by SCIM who their people are')
  addList(directories, cli)
  addShow(directories, cli)
  addAdd(directories, cli)
  addTokens(directories, cli)
  directories
    .command('remove <id>')
    .description('take nothing more from a directory; what it taught of people stays')
    .option('--yes', 'do not ask')
    .action(async (id: string, options: { yes?: boolean }, command: Command) => {
      const question = `The tokens of ${id} end and its SCIM users are forgotten. Remove it?`
      if (!(await confirm(cli, question, options.yes))) return
      const api = await apiOf(cli, command)
      await told(api.DELETE('/admin/directories/{id}', { params: { path: { id } } }))
      print(cli, command, { id, removed: true }, () => `Directory ${id} is gone.`)
    })
}

function addList(directories: Command, cli: Cli): void {
  directories
    .command('list', { isDefault: true })
    .description('every directory')
    .option('--limit <n>', 'at most so many', Number, 200)
    .action(async ({ limit }: { limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const all = await readAll(
        (query) => told(api.GET('/admin/directories', { params: { query } })),
        limit,
      )
      const now = cli.io.clock.now()
      print(cli, command, all, () =>
        all.length === 0
          ? 'No directory.'
          : table(
              cli.io,
              ['id', 'tenant', 'issuer', 'users', 'last contact', 'last refusal'],
              all.map((one): Cell[] => [
                one.id,
                one.tenantId,
                one.issuer ?? '',
                String(one.users),
                one.contactedAt === undefined ? ['dim', 'never'] : since(one.contactedAt, now),
                refusalOf(one, now),
              ]),
            ),
      )
    })
}

const refusalOf = ({ lastRefusal: refusal }: Directory, now: Date): Cell =>
  refusal === undefined
    ? ''
    : [
        'warn',
        `${since(refusal.at, now)}: ${refusal.request} ${refusal.status}: ${refusal.because}`,
      ]

function addShow(directories: Command, cli: Cli): void {
  directories
    .command('show <id>')
    .description('where its identity provider sends to, and its tokens')
    .action(async (id: string, _options: unknown, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const directory = await told(api.GET('/admin/directories/{id}', { params }))
      const { items } = await told(api.GET('/admin/directories/{id}/tokens', { params }))
      const now = cli.io.clock.now()
      print(cli, command, { ...directory, tokens: items }, () =>
        [
          `base URL: ${directory.scimUrl}`,
          `subject: ${directory.subject}; speaks for: ${plain(directory.speaksFor.join(', '))}`,
          `users: ${directory.users}; last contact: ${since(directory.contactedAt, now) || 'never'}`,
          table(
            cli.io,
            ['token', 'made', 'by', 'used', 'ends'],
            items.map((one): Cell[] => [
              one.id,
              since(one.createdAt, now),
              one.createdBy,
              since(one.usedAt, now),
              since(one.expiresAt, now),
            ]),
          ),
        ].join('\n'),
      )
    })
}

type Wanted = { issuer?: string; subject: string; speaksFor: string[]; tenant: string }

function addAdd(directories: Command, cli: Cli): void {
  directories
    .command('add <id>')
    .description('a new directory; its token is shown this once')
    .option('--issuer <url>', 'the iss of that provider’s signals about its users')
    .option('--subject <attribute>', 'what the sub is: externalId, userName or id', 'externalId')
    .option('--speaks-for <name...>', 'e-mail domains, issuers, phone_number, or *', ['*'])
    .option('--tenant <id>', 'whose people they are', 'default')
    .addHelpText(
      'after',
      example('directories add okta --issuer https://acme.okta.com --speaks-for acme.com'),
    )
    .action(async (id: string, options: Wanted, command: Command) => {
      const { issuer, speaksFor, tenant: tenantId } = options
      const subject = DirectorySubject.safeParse(options.subject).data
      if (!subject)
        throw new HubError(
          'invalid_request',
          `--subject is one of ${DirectorySubject.options.join(', ')}`,
        )
      const api = await apiOf(cli, command)
      const body = { id, tenantId, subject, speaksFor, ...(issuer !== undefined && { issuer }) }
      await told(api.POST('/admin/directories', { body }))
      const made = await newToken(api, id)
      print(cli, command, made, () => tokenText(made))
    })
}

const newToken = (api: Api, id: string) =>
  told(api.POST('/admin/directories/{id}/tokens', { params: { path: { id } } }))

const tokenText = ({ id, token, scimUrl }: Made): string =>
  `base URL: ${scimUrl}\ntoken ${id}, shown this once: ${token}`

function addTokens(directories: Command, cli: Cli): void {
  directories
    .command('rotate <id>')
    .description('a new token; the old ones end at once')
    .option('--keep', 'the old ones stay valid until you end them: first give the new one')
    .option('--yes', 'do not ask')
    .addHelpText('after', example('directories rotate okta --keep'))
    .action(async (id: string, options: { keep?: boolean; yes?: boolean }, command: Command) => {
      const { keep = false, yes = false } = options
      const question = `${id} cannot tell anything until it has the new token. Rotate it?`
      if (!(await confirm(cli, question, yes || keep))) return
      const api = await apiOf(cli, command)
      const path = { id }
      const old = await told(api.GET('/admin/directories/{id}/tokens', { params: { path } }))
      const made = await newToken(api, id)
      for (const { id: tokenId } of keep ? [] : old.items) await endToken(api, id, tokenId)
      print(cli, command, made, () => tokenText(made))
    })
  directories
    .command('end-token <id> <token-id>')
    .description('end one token, at once')
    .option('--yes', 'do not ask')
    .action(async (id: string, tokenId: string, options: { yes?: boolean }, command: Command) => {
      if (!(await confirm(cli, `Token ${tokenId} of ${id} stops working. End it?`, options.yes)))
        return
      await endToken(await apiOf(cli, command), id, tokenId)
      print(cli, command, { id: tokenId, ended: true }, () => `Token ${tokenId} has ended.`)
    })
}

const endToken = (api: Api, id: string, tokenId: string) =>
  told(
    api.DELETE('/admin/directories/{id}/tokens/{tokenId}', { params: { path: { id, tokenId } } }),
  )
