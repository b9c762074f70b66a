import type { Command } from 'commander'
import { PolicyDocument } from '../../../schemas/policy.ts'
import { readAll, told, type Api, type BacktestBody } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { EXIT } from '../exit-codes.ts'
import { readJson } from '../json-file.ts'
import { plain, shortType, table, tone, type Cell } from '../show.ts'
import { change, follow, instantOf, isOver } from './replay.ts'

type Options = {
  policy?: string
  policyVersion?: number
  since: string
  until?: string
  rate: number
  examples: number
}

export function addBacktest(policies: Command, cli: Cli): void {
  policies
    .command('backtest <id>')
    .description('what a policy would have done on stored signals; nothing is sent')
    .option('--policy <file>', 'as it stands in this file, instead of the stored one')
    .option('--policy-version <n>', 'the stored one as it was', Number)
    .option('--since <when>', 'an instant, or how long ago: 90m, 24h, 7d', '7d')
    .option('--until <when>', 'likewise; without it, up to this moment')
    .option('--rate <n>', 'look at so many signals a second at most', Number, 5_000)
    .option('--examples <n>', 'show so many of those that it would have acted on', Number, 5)
    .addHelpText(
      'after',
      `\nCtrl-C cancels it.\n${example('policies backtest lost-device', 'policies backtest lost-device --policy lost-device.json --since 30d')}`,
    )
    .action(async (id: string, options: Options, command: Command) => {
      const body = await requestOf(id, options, cli)
      const api = await apiOf(cli, command)
      const asked = await told(api.POST('/admin/backtests', { body }))
      const job = await follow(cli, api, { id: asked.id, until: isOver })
      if (!isOver(job.state)) await change(api, asked.id, 'cancel')
      if (job.state !== 'done') cli.exitCode = EXIT.failed
      const found = await foundBy(api, asked.id, options.examples)
      print(cli, command, found, () => storyOf(cli, found))
    })
}

async function requestOf(policyId: string, options: Options, { io }: Cli): Promise<BacktestBody> {
  const { policy: file, policyVersion, since, until, rate } = options
  const now = io.clock.now()
  const policy =
    file === undefined
      ? undefined
      : ((await readJson(io, file, {
          schema: PolicyDocument,
          what: 'policy',
        })) as BacktestBody['policy']) // JSON leaves out what is undefined
  return {
    policyId,
    from: instantOf(since, now),
    ratePerSecond: rate,
    ...(until === undefined ? {} : { to: instantOf(until, now) }),
    ...(policyVersion === undefined ? {} : { version: policyVersion }),
    ...(policy === undefined ? {} : { policy }),
  }
}

type Found = Awaited<ReturnType<typeof foundBy>>

async function foundBy(api: Api, id: string, most: number) {
  const path = { id }
  const backtest = await told(api.GET('/admin/backtests/{id}', { params: { path } }))
  const examples =
    most > 0
      ? await readAll(
          ({ limit, after }) =>
            told(
              api.GET('/admin/backtests/{id}/examples', {
                params: {
                  path,
                  query: { limit, ...(after === undefined ? {} : { after: Number(after) }) },
                },
              }),
            ),
          most,
        )
      : []
  return { ...backtest, examples }
}

/** The sentence first; then why it passed signals by, and a few that it would have acted on. */
function storyOf(cli: Cli, { id, job, summary, result, examples }: Found): string {
  const head =
    job.state === 'done'
      ? []
      : [tone(cli.io, 'bad', `The backtest ${id} is ${job.state}. ${job.failure ?? ''}`.trim())]
  if (!result) return [...head, 'Nothing was looked at.'].join('\n')
  const { signals, events, skipped } = result
  return [
    ...head,
    tone(cli.io, 'strong', plain(summary ?? '')),
    `${signals.seen} signals looked at, ${signals.about} of its types, ${signals.matched} matched, ${signals.failed} could not be evaluated.`,
    ...(events.alsoByOthers > 0
      ? [`${events.alsoByOthers} of ${events.total} events are made by other policies anyway.`]
      : []),
    ...listOf(
      cli,
      'Passed by:',
      ['signals', 'because'],
      skipped.map(({ signals: n, because }) => [String(n), because]),
    ),
    ...listOf(
      cli,
      'For example:',
      ['received', 'signal', 'about', 'events', 'app-streams'],
      examples.map(exampleOf),
    ),
  ].join('\n')
}

function listOf(cli: Cli, title: string, head: string[], rows: Cell[][]): string[] {
  return rows.length === 0 ? [] : ['', title, table(cli.io, head, rows)]
}

const exampleOf = (one: Found['examples'][number]): Cell[] => [
  one.receivedAt,
  shortType(one.type ?? ''),
  JSON.stringify(one.subject ?? one.principalId ?? ''),
  one.events.map(({ type }) => shortType(type)).join(', '),
  String(one.events.reduce((sum, { told: n }) => sum + n, 0)),
]
