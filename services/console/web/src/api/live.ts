import type { components } from '../../../../../schemas/generated/types.d.ts'
import { now } from '../clock.ts'
import { signedOut } from './signed-out.ts'

/** What happened since the last time, as the hub's live stream tells it. */
export type Change = components['schemas']['LiveChange']

export type Connection = {
  state: 'connecting' | 'live' | 'off'
  /** When the hub was last heard. */
  heardAt: Date
  /** The build of the pages that the hub serves. */
  build: string | undefined
}

export type Told = { kind: 'change'; change: Change } | { kind: 'resync' }

export type Live = {
  connection(): Connection
  watch(changed: () => void): () => void
  listen(told: (what: Told) => void): () => void
  close(): void
}

/** How long until it is opened again, the longer the more often that failed. */
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 15_000]
/** The hub says something every 15 s: who hears nothing for longer has lost it, whatever the connection says. */
const SILENT_MS = 40_000

/** One live stream for all pages: opens itself again, from where it was (Last-Event-ID), and says when it is not live. */
export function openLive(): Live {
  const state = createState()
  const listeners = createListeners<Told>()
  let close = (): void => undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let lastId = ''
  let failures = 0
  const open = () => {
    close = subscribe(lastId, {
      heard: (id, changes) => {
        if (id !== '') lastId = id
        failures = 0
        state.become({ state: 'live', heardAt: now(), ...changes })
      },
      told: listeners.tell,
      lost,
    })
  }
  const lost = () => {
    close()
    state.become({ state: 'off' })
    clearTimeout(again)
    again = setTimeout(open, AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)])
    failures += 1
    signedOut() // or so it may be: an answer that is no stream closes it without saying which
  }
  const silence = setInterval(() => {
    if (isSilent(state.now())) lost()
  }, 5_000)
  open()
  const end = () => {
    close()
    clearTimeout(again)
    clearInterval(silence)
  }
  return { connection: state.now, watch: state.watch, listen: listeners.add, close: end }
}

const isSilent = ({ state, heardAt }: Connection): boolean =>
  state === 'live' && now().getTime() - heardAt.getTime() > SILENT_MS

type Hearing = {
  heard: (id: string, changes: Partial<Connection>) => void
  told: (what: Told) => void
  lost: () => void
}

/** One connection; answers how to close it. What it brings is the hub's own. */
function subscribe(after: string, { heard, told, lost }: Hearing): () => void {
  const source = new EventSource(`/admin/live${after === '' ? '' : `?after=${after}`}`)
  const on = (name: string, act: (data: string) => Partial<Connection> | undefined) => {
    source.addEventListener(name, ({ lastEventId, data }: MessageEvent<string>) => {
      heard(lastEventId, act(data) ?? {})
    })
  }
  on('hello', (data) => JSON.parse(data) as { build: string })
  on('ping', () => undefined)
  on('change', (data) => {
    told({ kind: 'change', change: JSON.parse(data) as Change })
    return undefined
  })
  on('resync', () => {
    told({ kind: 'resync' })
    return undefined
  })
  source.addEventListener('over', signedOut)
  source.addEventListener('error', lost)
  return () => source.close()
}

function createState() {
  let connection: Connection = { state: 'connecting', heardAt: now(), build: undefined }
  const watchers = createListeners<undefined>()
  return {
    now: () => connection,
    become: (changes: Partial<Connection>) => {
      connection = { ...connection, ...changes }
      watchers.tell(undefined)
    },
    watch: (changed: () => void) => watchers.add(changed),
  }
}

function createListeners<What>() {
  const listeners = new Set<(what: What) => void>()
  return {
    tell: (what: What) => {
      for (const told of listeners) told(what)
    },
    add: (told: (what: What) => void) => {
      listeners.add(told)
      return () => {
        listeners.delete(told)
      }
    },
  }
}
