import type { Command } from 'commander'
import { told, type ExpungeBody } from '../api.ts'
import { apiOf, example, type Cli } from '../cli.ts'
import { parseSubject, SUBJECT_HELP } from '../subject-argument.ts'
import { runCounted, type Job } from './replay.ts'

type Options = { tenant: string; reference?: string; rate: number; yes?: boolean }

export function addExpungeCommand(program: Command, cli: Cli): void {
  program
    .command('expunge <who>')
    .description('erase somebody: all that was said about them, and every name of theirs')
    .option('--tenant <id>', 'whose name it is', 'default')
    .option('--reference <text>', 'the case that it is done for; it is kept, so it names nobody')
    .option('--rate <n>', 'at most so many a second', Number, 200)
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `\nWHO is a principal's id or a subject: ${SUBJECT_HELP}.\nWhat is on its way is delivered first. It cannot be undone.\n${example('expunge jane@example.com --reference DSR-2041')}`,
    )
    .action(async (who: string, options: Options, command: Command) => {
      const api = await apiOf(cli, command)
      const { id } = await told(api.POST('/admin/expunges', { body: requestOf(who, options) }))
      await runCounted(cli, command, { api, id, question, text: textOf, yes: options.yes })
    })
}

const PRINCIPAL_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const requestOf = (who: string, { tenant, reference, rate }: Options): ExpungeBody => ({
  ...(PRINCIPAL_ID.test(who) ? { principalId: who } : { subject: parseSubject(who) }),
  kind: 'user',
  tenantId: tenant,
  ...(reference === undefined ? {} : { reference }),
  ratePerSecond: rate,
})

const question = ({ tally }: Job): string =>
  `${listed(tally)} lose their content for good.${waits(tally)} Start?`

const waits = ({ waitingFor = 0 }: Job['tally']): string =>
  waitingFor > 0 ? ` ${waitingFor} on their way are waited for.` : ''

const listed = ({ signals = 0, events = 0, deliveries = 0, names = 0 }: Job['tally']): string =>
  `${signals} signals, ${events} events with ${deliveries} deliveries, and ${names} names`

function textOf({ id, state, tally, failure }: Job): string {
  const { signals = 0, events = 0, texts = 0, withdrawn = 0, waitingFor = 0, policies = 0 } = tally
  const more = [
    [withdrawn, 'SETs that were held are not sent'],
    [waitingFor, 'on their way are waited for'],
    [policies, 'versions of policies still name them: change these yourself'],
  ] as const
  return [
    `Job ${id} is ${state}: ${signals} signals and ${events} events erased, names taken out of ${texts} other texts`,
    ...more.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])),
    ...(failure === undefined ? [] : [failure]),
  ].join('. ')
}
