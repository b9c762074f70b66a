import { once } from 'node:events'
import type { Response } from 'express'

/**
 * Writes objects a line each, as fast as the reader takes them: what is in memory is one part of `parts`. The first part is
 * read before anything is answered, so that an outage then is still an error.
 */
export async function sendLines(
  response: Response,
  parts: AsyncIterable<readonly object[]>,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => {
    gone.abort()
  })
  response.type('application/x-ndjson')
  for await (const part of parts) {
    if (gone.signal.aborted) return
    const text = part.map((item) => `${JSON.stringify(item)}\n`).join('')
    if (!response.write(text))
      await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
  }
  response.end()
}
