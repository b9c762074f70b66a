import type { Command } from 'commander'
import { z } from 'zod'
import { eventTypeUris } from '../../../schemas/events/index.ts'
import { POLL, StreamConfiguration } from '../../../schemas/stream.ts'
import { reasonOf } from '../../../schemas/reason.ts'
import { errorText, HubError } from '../../kernel/errors.ts'
import { example, type Cli } from '../cli.ts'
import { push, seen, isAccepted, type Answer } from '../doctor/receiver-answer.ts'
import { fetchMetadata } from '../issuer-keys.ts'
import { decodeSet } from '../set-kit.ts'
import { plain, shortType, tone } from '../show.ts'
import { asked, withQuery, type ApiAnswer } from '../stream-api.ts'
import { ACCESS_OPTIONS, accessToken, type AccessOptions } from '../subscriber-access.ts'

type Options = AccessOptions & { events?: string[]; authorization?: string; stream?: string }

export function addListenCommand(program: Command, cli: Cli): void {
  const command = program
    .command('listen <issuer> <url>')
    .description('forward a stream’s SETs to a local receiver while developing')
    .option('--events <type...>', 'event types, by URI; without it, all of CAEP and RISC')
    .option('--authorization <header>', 'the Authorization header that the local receiver wants')
    .option(
      '--stream <id>',
      'an existing poll stream; without it, one is made and deleted at the end',
    )
    .addHelpText(
      'after',
      `\nPolls the transmitter and pushes each SET to the URL (RFC 8935). What the receiver takes is acknowledged, what it\nrefuses is reported back as setErrs, and what it cannot answer stays and comes again.\n${example('listen https://hub.example.com http://localhost:3000/events')}`,
    )
    .action(async (issuer: string, url: string, options: Options) => {
      const token = await accessToken(cli.io, issuer, options)
      const configuration = (await fetchMetadata(cli.io, issuer)).configuration_endpoint
      if (configuration === undefined)
        throw new HubError('invalid_request', `${issuer} has no configuration endpoint`)
      await using stream = await openStream(cli, { configuration, token }, options)
      cli.io.err(`Listening: stream ${stream.id} → ${url}. Ctrl-C ends it.`)
      await forward(cli, {
        pollUrl: stream.pollUrl,
        token,
        url,
        authorization: options.authorization,
      })
    })
  for (const [flags, description, fallback] of ACCESS_OPTIONS)
    command.option(flags, description, fallback)
}

type Managed = { configuration: string; token: string }
type OpenStream = AsyncDisposable & { id: string; pollUrl: string }

async function openStream(
  { io }: Cli,
  { configuration, token }: Managed,
  { events, stream }: Options,
): Promise<OpenStream> {
  const body = {
    delivery: { method: POLL },
    events_requested: events ?? [...eventTypeUris('caep'), ...eventTypeUris('risc')],
    description: 'ssf-hub listen',
  }
  const { id, pollUrl } = pollStreamIn(
    stream === undefined
      ? await asked(io, { method: 'POST', url: configuration, token, body }, 201)
      : await asked(
          io,
          { method: 'GET', url: withQuery(configuration, 'stream_id', stream), token },
          200,
        ),
  )
  return {
    id,
    pollUrl,
    [Symbol.asyncDispose]: async () => {
      if (stream !== undefined) return
      // Ctrl-C has stopped everything else; the stream that was made for this must not stay behind.
      const url = withQuery(configuration, 'stream_id', id)
      await asked(
        { ...io, stop: new AbortController().signal },
        { method: 'DELETE', url, token, timeoutMs: 5_000 },
        204,
      )
    },
  }
}

function pollStreamIn({ body }: ApiAnswer): { id: string; pollUrl: string } {
  const parsed = StreamConfiguration.safeParse(body)
  if (!parsed.success)
    throw new HubError(
      'invalid_request',
      `The transmitter told no stream: ${reasonOf(parsed.error)}`,
    )
  const { stream_id: id, delivery } = parsed.data
  if (delivery.method !== POLL || delivery.endpoint_url === undefined)
    throw new HubError('invalid_request', `Stream ${id} is no poll stream`)
  return { id, pollUrl: delivery.endpoint_url }
}

type Forwarding = { pollUrl: string; token: string; url: string; authorization: string | undefined }
type Results = { ack: string[]; setErrs: Record<string, { err: string; description: string }> }

/** What other transmitters say beside it is nothing to us. */
const Polled = z.looseObject({ sets: z.record(z.string(), z.string()) })

const LONG_POLL_MS = 120_000
const AGAIN_MS = 1_000

async function forward(
  cli: Cli,
  { pollUrl, token, url, authorization }: Forwarding,
): Promise<void> {
  const { io } = cli
  const isOver = (): boolean => io.stop.aborted
  let results: Results = { ack: [], setErrs: {} }
  while (!isOver()) {
    try {
      const call = {
        method: 'POST',
        url: pollUrl,
        token,
        body: { ...results, maxEvents: 50 },
        timeoutMs: LONG_POLL_MS,
      } as const
      const { sets } = Polled.parse((await asked(io, call, 200)).body)
      results = { ack: [], setErrs: {} }
      for (const [jti, set] of Object.entries(sets)) {
        const answer = await push(io, url, { body: set, headers: { authorization } })
        note(results, jti, answer)
        io.out(lineOf(cli, set, jti, answer))
      }
      if (Object.keys(sets).length > 0 && isIdle(results)) await io.clock.sleep(AGAIN_MS, io.stop)
    } catch (error) {
      if (isOver()) break
      io.err(tone(io, 'bad', plain(errorText(error))))
      await io.clock.sleep(AGAIN_MS, io.stop)
    }
  }
  await settle(cli, { pollUrl, token }, results)
}

const isIdle = ({ ack, setErrs }: Results): boolean =>
  ack.length === 0 && Object.keys(setErrs).length === 0

/** What neither was taken nor refused is not told of: it comes again. */
function note(results: Results, jti: string, answer: Answer): void {
  if (isAccepted(answer)) results.ack.push(jti)
  else if (answer.kind === 'answer' && answer.status === 400 && answer.err !== undefined)
    results.setErrs[jti] = { err: answer.err, description: answer.description ?? '' }
}

/** The last acknowledgements, so that what was taken does not come again. */
async function settle(
  { io }: Cli,
  { pollUrl, token }: Pick<Forwarding, 'pollUrl' | 'token'>,
  results: Results,
): Promise<void> {
  if (isIdle(results)) return
  const stop = new AbortController().signal
  const body = { ...results, maxEvents: 0, returnImmediately: true }
  await asked({ ...io, stop }, { method: 'POST', url: pollUrl, token, body, timeoutMs: 5_000 }, 200)
}

function lineOf({ io }: Cli, set: string, jti: string, answer: Answer): string {
  const { claims } = decodeSet(set)
  const [type = ''] = Object.keys(claims['events'] ?? {})
  const what = `${shortType(type)} ${JSON.stringify(claims['sub_id'])}`
  return `${io.clock.now().toISOString()} ${plain(what)} ${jti} ${tone(io, isAccepted(answer) ? 'good' : 'bad', plain(seen(answer)))}`
}
