import { styleText } from 'node:util'
import Table from 'cli-table3'
import type { Io } from './io.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'dim' | 'strong'

const STYLES = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  dim: 'dim',
  strong: 'bold',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>

/** Colour where a person looks; meaning is never in the colour alone. */
export const tone = (io: Pick<Io, 'isTerminal'>, how: Tone, text: string): string =>
  io.isTerminal ? styleText(STYLES[how], text, { validateStream: false }) : text

/** Foreign text, or such with a tone. */
export type Cell = string | readonly [Tone, string]

/** Rows under a head, without lines between them. */
export function table(
  io: Pick<Io, 'isTerminal'>,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const drawn = new Table({
    head: head.map((title) => tone(io, 'dim', title)),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: NO_LINES,
  })
  drawn.push(
    ...rows.map((row) =>
      row.map((cell) =>
        typeof cell === 'string' ? plain(cell) : tone(io, cell[0], plain(cell[1])),
      ),
    ),
  )
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const SIDES = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) =>
  ['', '-mid', '-left', '-right'].map((part) => `${side}${part}`),
)
const NO_LINES = Object.fromEntries([...SIDES, 'middle'].map((name) => [name, '']))

/** A vendor's or receiver's words must neither move the cursor nor colour the terminal. */
export const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ')

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** `3 min ago`; an instant in the future is `in 3 min`. */
export function since(at: Date | string | undefined, now: Date): string {
  if (at === undefined) return ''
  const seconds = Math.round((now.getTime() - new Date(at).getTime()) / 1_000)
  const [size, unit] = UNITS.find(([one]) => Math.abs(seconds) >= one) ?? [1, 's']
  const amount = `${Math.floor(Math.abs(seconds) / size)} ${unit}`
  return seconds < 0 ? `in ${amount}` : `${amount} ago`
}

/** The last part of an event type's URI, which people know it by. */
export const shortType = (uri: string): string => uri.split(/[/:]/).at(-1) ?? uri
