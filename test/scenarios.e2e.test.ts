import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scenariosIn } from './scenario/main.ts'
import { play } from './scenario/play.ts'
import { readScenario, tellMistake } from './scenario/read.ts'
import { startHub } from './support/hub.ts'
import { startProcess } from './support/process.ts'

const OURS = await scenariosIn(fileURLToPath(new URL('scenarios', import.meta.url)))
/** The storm is 10,000 SETs; a machine may have other things to do. */
const PATIENCE_MS = 400_000

async function playFile(path: string): Promise<string[]> {
  const read = await readScenario(path)
  if (!read.ok) return read.mistakes.map(tellMistake)
  await using hub = await startHub()
  return (await play(read.file, hub)).map(tellMistake)
}

// Each has a hub of its own, which mostly waits.
test.concurrent.each(OURS.map((path) => ({ path, name: path.split('/').at(-1) })))(
  'scenario $name',
  async ({ path }) => {
    expect(await playFile(path)).toEqual([])
  },
  PATIENCE_MS,
)

const SCENARIO = `scenario: A test
sources:
  idp: {}
apps:
  crm: {}
steps:
  - signal: { from: idp, type: session-revoked, about: ann@example.com }
expect:
`

describe('a scenario fails, with its line, where', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ssf-hub-scenario-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const mistakesIn = async (text: string): Promise<string> => {
    const path = join(await mkdtemp(join(folder, 'one-')), 'test.yaml')
    await writeFile(path, text)
    return (await playFile(path)).join('\n').replaceAll(path, 'test.yaml')
  }

  test.concurrent.each([
    ['more is told than expected', `  apps: { crm: { told: [] } }`, 'told: was told more: 1 ×'],
    [
      'less is told than expected',
      `  apps:\n    crm: { told: [{ type: session-revoked, times: 2 }] }`,
      'test.yaml:10: expect.apps.crm.told.0: expected 2 × session-revoked, was told 1 ×',
    ],
    [
      'somebody else is told about',
      `  apps: { crm: { told: [{ type: session-revoked, about: bob@example.com }] } }`,
      'was told 0 ×; all that it was told: 1 × session-revoked about {"format":"email","email":"ann@example.com"}',
    ],
    [
      'what must not be told is told',
      `  apps: { crm: { notTold: [{ type: session-revoked }] } }`,
      'notTold.0: was told 1 × session-revoked',
    ],
    [
      'an approval is expected',
      `  approvals: [{ policy: relay, state: open }]`,
      'approvals.0: there is none',
    ],
    ['something is expected to be held', `  held: { stop: 1 }`, 'expected 1 held for stop'],
    ['errors are expected', `  policyErrors: { relay: 1 }`, 'expected 1, there are 0'],
    ['other txns are expected', `  txns: 2`, 'expected 2 different txn, the apps were told 1'],
    ['a word is misspelt', `  aps: {}`, 'test.yaml:9: expect: Unrecognized key: "aps"'],
    ['no such app is there', `  apps: { wiki: { told: [] } }`, 'no app is called wiki'],
    ['it is not YAML', `  apps: [`, 'test.yaml:'],
  ])('%s', async (_name, expected, mistake) => {
    expect(await mistakesIn(`${SCENARIO}${expected}\n`)).toContain(mistake)
  })

  test.concurrent.each([
    ['signal: { from: nobody', 'steps.0.signal.from: no source is called nobody'],
    ['signale: { from: idp', 'steps.0: no step is called signale: there are signal,'],
    ['signal: { at: noon, from: idp', 'steps.0.signal.at: a time is now, or such as -10m'],
  ])('a step is %s …', async (step, mistake) => {
    const text = SCENARIO.replace('signal: { from: idp', step)
    expect(await mistakesIn(`${text}  txns: 1\n`)).toContain(`test.yaml:7: ${mistake}`)
  })

  test('a policy does not compile', async () => {
    const policy = `policies:
  - id: bad
    policy:
      name: Bad
      when:
        condition: signal.nope == 1
      then: [{ emit: same }]
      reason: none
`
    const mistakes = await mistakesIn(`${policy}${SCENARIO}  txns: 1\n`)
    expect(mistakes).toBe(
      'test.yaml:6: policy bad: when.condition, line 1, column 8: No such key: nope',
    )
  })

  test('the run says so and ends with 1', async () => {
    const two = await mkdtemp(join(folder, 'two-'))
    await writeFile(join(two, 'good.yaml'), `${SCENARIO}  txns: 1\n`)
    await writeFile(join(two, 'test.yaml'), `${SCENARIO}  txns: 2\n`)
    await using run = startProcess({}, { script: 'test/scenario/main.ts', args: [two] })
    expect(await run.ended).toMatchObject({ code: 1 })
    expect(run.output()).toMatch(/^✓ .*good\.yaml — A test/m)
    expect(run.output()).toMatch(/^✗ .*test\.yaml — A test/m)
    expect(run.output().trimEnd()).toMatch(/\n1 passed, 1 failed$/)
  })
})
