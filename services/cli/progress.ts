import type { Io } from './io.ts'

const WIDTH = 30

/** `████████░░░░ 1200 of 3000`: how far long work is. */
export function progressBar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.round(share * WIDTH)
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done} of ${total}`
}

/** Shows each new text once: a terminal overwrites the line, elsewhere nothing is shown. */
export function progressLine(io: Pick<Io, 'status'>): (text: string) => void {
  let last = ''
  return (text) => {
    if (text !== last) io.status(text)
    last = text
  }
}
