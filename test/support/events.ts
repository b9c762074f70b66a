import { eventually } from './eventually.ts'

export type ServerEvent = { id: string; event: string; data: unknown }

/** A stream of server-sent events as a browser hears it. */
export type Listening = AsyncDisposable & {
  status: number
  events: readonly ServerEvent[]
  /** True once the hub has closed it. */
  isOver(): boolean
  /** Waits until one of this name has come that `fits`. */
  heard(event: string, fits?: (data: unknown) => boolean): Promise<ServerEvent>
}

export async function listenTo(url: string, headers: Record<string, string>): Promise<Listening> {
  const stop = new AbortController()
  const response = await fetch(url, { headers, signal: stop.signal })
  const events: ServerEvent[] = []
  let isOver = false
  const reading = read(response, (one) => events.push(one))
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  return {
    status: response.status,
    events,
    isOver: () => isOver,
    heard: (name, fits = () => true) =>
      eventually(() => {
        const found = events.find(({ event, data }) => event === name && fits(data))
        if (!found) throw new Error(`no ${name} yet: ${JSON.stringify(events)}`)
        return found
      }),
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await reading
    },
  }
}

async function read(response: Response, heard: (one: ServerEvent) => void): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true }) // fetch's bodies are bytes
    const whole = text.split('\n\n')
    text = whole.pop() ?? ''
    for (const one of whole) heard(toEvent(one))
  }
}

function toEvent(text: string): ServerEvent {
  const fields = new Map(
    text.split('\n').map((line): [string, string] => {
      const at = line.indexOf(': ')
      return [line.slice(0, at), line.slice(at + 2)]
    }),
  )
  return {
    id: fields.get('id') ?? '',
    event: fields.get('event') ?? '',
    data: JSON.parse(fields.get('data') ?? 'null') as unknown,
  }
}
