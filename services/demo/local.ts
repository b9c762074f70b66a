import { eventTypeUris } from '../../schemas/events/index.ts'
import { errorText } from '../kernel/errors.ts'
import type { Deps } from '../kernel/deps.ts'
import type { Service } from '../kernel/run.ts'
import type { Hub } from '../hub.ts'
import { startSampleApp, type ReceivedSet } from './sample-app.ts'
import { eventName, subjectName } from './words.ts'

/** What runs beside the hub on its local defaults; disposed after the hub has stopped. */
export type Beside = AsyncDisposable & { services: readonly Service[] }

const NAME = 'Sample app'
/** Tells our subscriber from one that somebody else calls by the same name. */
const SUBSCRIBER = { name: `${NAME} (local mode)`, audience: ['urn:ssf-hub:sample-app'] }

type Store = Pick<Deps, 'store'>['store']

/** A sample SaaS app that is already subscribed, so that a first revocation is seen to arrive; gone once an issuer is configured. */
export async function openSampleApp(
  { config, deps }: Hub,
  print: (line: string) => void,
): Promise<Beside> {
  const { store } = deps
  // With a certificate of one's own the sample app would have to be told to trust it.
  if (!config.isLocal || config.tls) {
    await removeSampleApp(store)
    return { services: [], [Symbol.asyncDispose]: () => Promise.resolve() }
  }
  const app = await startSampleApp({
    name: NAME,
    issuer: config.issuer,
    token: await tokenOf(store),
    eventsRequested: [
      ...eventTypeUris('caep'),
      ...eventTypeUris('risc'),
      ...eventTypeUris('oauth'),
    ],
    onReceived: (set) => {
      describe(set, store).then(print, (error: unknown) => {
        print(`  ↳ ${NAME}: ${errorText(error)}`)
      })
    },
    onRefused: ({ err, description }) => {
      print(`  ↳ ${NAME} refused a SET: ${err}: ${description}`)
    },
  })
  return { services: [{ name: 'sample app', run: untilAborted }], [Symbol.asyncDispose]: app.close }
}

/** A new one at each start: only its hash is kept. */
async function tokenOf(store: Store): Promise<string> {
  const existing = await findSampleApp(store)
  const renewed = existing && (await store.subscribers.renewToken(existing.id))
  if (renewed !== undefined) return renewed
  const description = 'Shows what arrives; removed as soon as ISSUER is set'
  return (await store.subscribers.create({ ...SUBSCRIBER, allowedEvents: [], description })).token
}

async function removeSampleApp(store: Store): Promise<void> {
  const existing = await findSampleApp(store)
  if (!existing) return
  for (const stream of await store.streams.ofSubscriber(existing.id))
    await store.streams.delete(stream.id)
  await store.subscribers.delete(existing.id)
}

async function findSampleApp(store: Store) {
  const found = await store.subscribers.findByName(SUBSCRIBER.name)
  return found?.audience.join() === SUBSCRIBER.audience.join() ? found : undefined
}

async function describe(set: ReceivedSet, store: Store): Promise<string> {
  const { type, subject, txn, alg, receivedAt } = set
  const what = `  ↳ ${NAME} received ${eventName(type)} for ${subjectName(subject)}`
  const events = txn === undefined ? [] : await store.events.list({ txn, limit: 50 })
  const event = events.find((one) => one.type === type)
  const cause = event && event.txn.startsWith('console-') ? 'the revocation' : 'the signal'
  const after = event
    ? `, ${String(receivedAt.getTime() - event.acceptedAt.getTime())} ms after ${cause}`
    : ''
  return `${what} (txn ${txn ?? 'none'}): verified, ${alg}${after}`
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve()
      },
      { once: true },
    )
  })
