import type { BrowserContext } from 'playwright-core'
import { run } from '../../services/cli/run.ts'
import type { Io } from '../../services/cli/io.ts'
import { systemClock } from '../../services/kernel/clock.ts'

/** A command line and what a terminal shows of it, with colours, as HTML. */
type Shown = { typed: string; lines: string[] }

/** Runs command lines as `npx ssf-hub` does on a terminal, and takes a picture of what it shows. */
export async function pictureOfTerminal(
  context: BrowserContext,
  {
    commands,
    env,
    path,
  }: { commands: readonly string[][]; env: Record<string, string>; path: string },
): Promise<void> {
  const shown: Shown[] = []
  for (const args of commands) shown.push(await show(args, env))
  const page = await context.newPage()
  await page.setContent(pageOf(shown))
  await page.locator('main').screenshot({ path })
  await page.close()
}

async function show(args: readonly string[], env: Record<string, string>): Promise<Shown> {
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(...line.split('\n'))
  }
  const io: Io = {
    out: say,
    err: say,
    status: () => undefined,
    isTerminal: true,
    columns: 110,
    ask: (question) => {
      say(`${question} y`)
      return Promise.resolve('y')
    },
    stdin: () => Promise.resolve(''),
    env,
    fetch,
    clock: systemClock,
    stop: new AbortController().signal,
  }
  await run(args, io)
  const typed = args.map((word) => (/[\s"]/.test(word) ? `"${word}"` : word)).join(' ')
  return { typed: `npx ssf-hub ${typed}`, lines }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Pure: SGR codes (ECMA-48 §8.3.117) as spans. */
const coloured = (line: string): string =>
  escaped(line)
    // eslint-disable-next-line no-control-regex -- that is what a terminal reads
    .replaceAll(/\u001b\[(\d+)m/g, (_all, code: string) =>
      OPENS.has(code) ? `<span class="c${code}">` : '</span>',
    )

/** Those that begin something; the others end it. */
const OPENS = new Set(['1', '2', '31', '32', '33'])

const pageOf = (shown: readonly Shown[]): string => `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #10141c; }
main { display: inline-block; min-width: 60rem; padding: 1.2rem 1.5rem; color: #dfe3ea; background: #10141c;
  font: 14px/1.45 'DejaVu Sans Mono', monospace; }
pre { margin: 0 0 1rem; font: inherit; }
pre:last-child { margin: 0; }
b { color: #8ea2f5; font-weight: 400; }
.c1 { font-weight: 700; } .c2 { color: #9ba5b6; } .c31 { color: #ff8f86; } .c32 { color: #54c98f; } .c33 { color: #f0b54a; }
</style><main>${shown
  .map(
    ({ typed, lines }) =>
      `<pre><b>$</b> ${escaped(typed)}\n${lines.map(coloured).join('\n')}</pre>`,
  )
  .join('')}</main>`
