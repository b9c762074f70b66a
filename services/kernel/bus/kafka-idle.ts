import { createRequire } from 'node:module'

type RequestQueue = { pending: readonly unknown[] }
type Schedule = (this: RequestQueue) => void

const isMended = Symbol('mended')

/**
 * Mends kafkajs: with nothing waiting to be sent, each of its connections sets a timer in the past, again and again,
 * a thousand times a second. It costs some per cent of a core and Node's TimeoutNegativeWarning in the user's terminal.
 * No release has the cure (tulios/kafkajs#1751; the same code is in 2.3.0-beta.3). Mended, it sets a timer only while
 * something waits. Does nothing where kafkajs no longer looks like this.
 */
export function mendIdleTimer(): void {
  // `as`: a file of kafkajs that has no types; each member is checked before use.
  const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype?: { scheduleCheckPendingRequests?: Schedule & { [isMended]?: true } }
  }
  const schedule = queue.prototype?.scheduleCheckPendingRequests
  if (!queue.prototype || typeof schedule !== 'function' || schedule[isMended]) return
  const mended: Schedule = function () {
    if (this.pending.length > 0) schedule.call(this)
  }
  queue.prototype.scheduleCheckPendingRequests = Object.assign(mended, {
    [isMended]: true as const,
  })
}
