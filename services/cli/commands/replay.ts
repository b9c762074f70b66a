import type { Command } from 'commander'
import { secondsOf } from '../../../schemas/duration.ts'
import { HubError } from '../../kernel/errors.ts'
import { told, type Api, type ReplayBody } from '../api.ts'
import { apiOf, confirm, example, print, type Cli } from '../cli.ts'
import { EXIT } from '../exit-codes.ts'
import { progressBar, progressLine } from '../progress.ts'
import { parseSubject } from '../subject-argument.ts'

type Options = {
  since: string
  until?: string
  stream?: string
  subscriber?: string
  types?: string[]
  txn?: string
  subject?: string
  all?: boolean
  backfill?: boolean
  rate: number
  yes?: boolean
}

export function addReplayCommand(program: Command, cli: Cli): void {
  program
    .command('replay')
    .description('tell streams once more what they missed; counted before it is asked for')
    .requiredOption('--since <when>', 'an instant, or how long ago: 90m, 24h, 7d')
    .option('--until <when>', 'likewise; without it, up to this moment')
    .option('--stream <id>', 'to one stream')
    .option('--subscriber <id>', 'to the streams of one subscriber')
    .option('--types <uri...>', 'events of these types')
    .option('--txn <txn>', 'events of one txn')
    .option('--subject <subject>', 'events about one subject')
    .option('--all', 'also what was acknowledged')
    .option('--backfill', 'also what was never owed, because the stream was not there yet')
    .option('--rate <n>', 'at most so many a second', Number, 200)
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `\nThe jti stays as it was. Ctrl-C leaves the work going on in the hub: see \`ssf-hub jobs\`.\n${example('replay --since 24h --stream f67e…', 'replay --since 2026-11-24T03:00:00Z --txn console-3cbe… --all --yes')}`,
    )
    .action(async (options: Options, command: Command) => {
      const body = requestOf(options, cli.io.clock.now())
      const api = await apiOf(cli, command)
      const { id } = await told(api.POST('/admin/replays', { body }))
      await runCounted(cli, command, {
        ...{ api, id, text: textOf, yes: options.yes },
        question: ({ total }) => `${total} SETs are sent once more. Start?`,
      })
    })
}

function requestOf(options: Options, now: Date): ReplayBody {
  const { stream: streamId, subscriber: subscriberId, types, txn, subject } = options
  return {
    filter: {
      from: instantOf(options.since, now),
      ...(options.until === undefined ? {} : { to: instantOf(options.until, now) }),
      ...(streamId === undefined ? {} : { streamId }),
      ...(subscriberId === undefined ? {} : { subscriberId }),
      ...(types === undefined ? {} : { types }),
      ...(txn === undefined ? {} : { txn }),
      ...(subject === undefined ? {} : { subject: parseSubject(subject) }),
      select: options.all ? 'all' : 'missed',
      backfill: options.backfill ?? false,
    },
    ratePerSecond: options.rate,
    startsAtOnce: false,
  }
}

/** An instant as it stands, or so long before `now`. @throws HubError `invalid_request` */
export function instantOf(text: string, now: Date): string {
  const seconds = secondsOf(text)
  const at = seconds > 0 ? new Date(now.getTime() - seconds * 1_000) : new Date(text)
  if (Number.isNaN(at.getTime()))
    throw new HubError(
      'invalid_request',
      `${text} is neither an instant nor a duration such as 24h`,
    )
  return at.toISOString()
}

export type Job = Awaited<ReturnType<typeof readJob>>
const readJob = (api: Api, id: string) =>
  told(api.GET('/admin/jobs/{id}', { params: { path: { id } } }))

export const change = (api: Api, id: string, action: 'start' | 'pause' | 'resume' | 'cancel') =>
  told(api.PATCH('/admin/jobs/{id}', { params: { path: { id } }, body: { action } }))

export const isOver = (state: Job['state']): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled'

type Counted = {
  api: Api
  id: string
  question: (counted: Job) => string
  text: (job: Job) => string
  yes: boolean | undefined
}

/** A job that waits to be started once it is counted: asks, starts it and shows how far it is until it ends. */
export async function runCounted(
  cli: Cli,
  command: Command,
  { api, id, question, text, yes }: Counted,
): Promise<void> {
  const tell = (job: Job) => {
    if (job.state === 'failed' || job.state === 'cancelled') cli.exitCode = EXIT.failed
    print(cli, command, job, () => text(job))
  }
  const counted = await follow(cli, api, { id, until: (state) => state !== 'counting' })
  if (counted.state !== 'ready') {
    tell(counted)
    return
  }
  if (!(await confirm(cli, question(counted), yes))) {
    await change(api, id, 'cancel')
    return
  }
  await change(api, id, 'start')
  const ended = await follow(cli, api, { id, until: isOver })
  if (ended.state !== 'done') cli.exitCode = EXIT.failed
  tell(ended)
}

const AGAIN_MS = 500

/** The job once its state is as wanted, or Ctrl-C; shows how far it is meanwhile. */
export async function follow(
  { io }: Cli,
  api: Api,
  { id, until }: { id: string; until: (state: Job['state']) => boolean },
): Promise<Job> {
  const show = progressLine(io)
  for (;;) {
    const job = await readJob(api, id)
    if (until(job.state) || io.stop.aborted) {
      show('')
      return job
    }
    show(
      job.state === 'counting'
        ? `counting: ${job.total} …`
        : progressBar(job.done + job.skipped, job.total),
    )
    await io.clock.sleep(AGAIN_MS, io.stop)
  }
}

/** What is done to each. */
const DONE = {
  redrive: 'sent again',
  replay: 'sent again',
  backtest: 'looked at',
  expunge: 'erased',
} as const satisfies Record<Job['kind'], string>

export const textOf = ({ id, kind, state, done, skipped, total, failure }: Job): string =>
  `Job ${id} is ${state}: ${done} of ${total} ${DONE[kind]}, ${skipped} not needed or not possible${failure === undefined ? '' : `. ${failure}`}`
