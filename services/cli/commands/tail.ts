import type { Command } from 'commander'
import { EventSource } from 'eventsource'
import { LiveChange } from '../../../schemas/live.ts'
import { HubError } from '../../kernel/errors.ts'
import { example, wantsJson, type Cli, type GlobalOptions } from '../cli.ts'
import { loadSettings } from '../settings.ts'
import { plain, shortType, tone } from '../show.ts'

export function addTailCommand(program: Command, cli: Cli): void {
  program
    .command('tail')
    .description('what comes in, is decided and delivered, as it happens')
    .addHelpText('after', example('tail', 'tail --json | jq .decisions'))
    .action((_options: unknown, command: Command) => watch(cli, command))
}

/** Until Ctrl-C: a lost connection is taken up again where it broke. @throws HubError where the hub will not let us watch */
async function watch(cli: Cli, command: Command): Promise<void> {
  const { io } = cli
  const { url, token } = await loadSettings(io.env, command.optsWithGlobals<GlobalOptions>())
  const source = new EventSource(`${url}/admin/live`, {
    fetch: (input, init) =>
      io.fetch(input, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${token}` },
      }),
  })
  const show = wantsJson(command)
    ? (change: LiveChange) => JSON.stringify(change)
    : (change: LiveChange) => linesOf(cli, change).join('\n')
  let connections = 0
  source.addEventListener('hello', () => {
    connections += 1
    io.err(tone(io, 'dim', `Watching ${url}. Ctrl-C ends it.`))
  })
  source.addEventListener('change', ({ data }) => {
    const shown = show(LiveChange.parse(JSON.parse(String(data))))
    if (shown !== '') io.out(shown)
  })
  source.addEventListener('resync', () => {
    const isLoss = connections > 1
    const text = isLoss
      ? 'More happened than is kept: some of it is not shown.'
      : 'From here on everything is shown.'
    io.err(tone(io, isLoss ? 'warn' : 'dim', text))
  })
  try {
    await over(source, io)
  } finally {
    source.close()
  }
}

const REFUSED: Readonly<Record<number, readonly ['unauthenticated' | 'forbidden', string]>> = {
  401: ['unauthenticated', 'The hub does not know this token'],
  403: ['forbidden', 'This token may not watch'],
}

/** Ends when `stop` aborts. @throws HubError where the hub cannot be reached at first, will not let us in, or says that it is over */
async function over(source: EventSource, { stop, clock }: Cli['io']): Promise<void> {
  let wasOpen = false
  const failed = new Promise<never>((_resolve, reject) => {
    source.addEventListener('open', () => {
      wasOpen = true
    })
    source.addEventListener('over', () => {
      reject(new HubError('unauthenticated', 'The credential is no longer valid'))
    })
    source.addEventListener('error', ({ code, message }) => {
      // Once it was open, it connects again by itself.
      if (wasOpen && source.readyState !== source.CLOSED) return
      const [kind, text] = REFUSED[code ?? 0] ?? [
        'unavailable' as const,
        message ?? 'The hub does not answer',
      ]
      reject(new HubError(kind, text))
    })
  })
  await Promise.race([failed, clock.sleep(LONGEST_MS, stop)])
}

/** Some 24 days: the longest that a timer runs. */
const LONGEST_MS = 2 ** 31 - 1

function linesOf({ io }: Cli, { signals, decisions, deliveries }: LiveChange): string[] {
  const at = tone(io, 'dim', io.clock.now().toISOString().slice(11, 19))
  const named = [
    ...(signals?.items ?? []).map(
      ({ type, sourceId }) => `${at} in        ${plain(`${shortType(type)} from ${sourceId}`)}`,
    ),
    ...(decisions?.items ?? []).map(
      ({ type, txn }) =>
        `${at} ${tone(io, 'strong', 'decided')}   ${plain(`${shortType(type)} txn ${txn}`)}`,
    ),
  ]
  const more = uncounted(signals) + uncounted(decisions)
  const rest = more > 0 ? [`${at} … and ${more} more`] : []
  return [...named, ...rest, ...(deliveries ? [delivered(io, at, deliveries)] : [])]
}

const uncounted = (part?: { count: number; items: readonly unknown[] }): number =>
  part === undefined ? 0 : part.count - part.items.length

function delivered(
  io: Cli['io'],
  at: string,
  { accepted, retried, rejected }: NonNullable<LiveChange['deliveries']>,
): string {
  const parts = [
    ...(accepted > 0 ? [tone(io, 'good', `${accepted} accepted`)] : []),
    ...(retried > 0 ? [tone(io, 'warn', `${retried} to be tried again`)] : []),
    ...(rejected > 0 ? [tone(io, 'bad', `${rejected} refused for good`)] : []),
  ]
  return `${at} delivered ${parts.join(', ')}`
}
