import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from './setup/database.ts'
import type { Case } from './vectors/case.ts'
import { mutated } from './vectors/mutated.ts'
import { runVectors } from './vectors/run.ts'

// What vendors and specifications published, unchanged, from outside this repository; `npm run vectors` says the same.
const FOLDER = '../shared/vectors'
const isThere = existsSync(FOLDER)
if (!isThere) console.warn(`SKIPPED: the published cases are not at ${FOLDER}`)

async function findings(change?: (one: Case) => Case | undefined) {
  await using database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'ssf-hub-vectors-'))
  try {
    return await runVectors(FOLDER, { databaseUrl: database.url, folder }, change)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const wrong = (all: Awaited<ReturnType<typeof findings>>) =>
  all.filter(({ fault }) => fault !== undefined)

describe.skipIf(!isThere)('through the door of a hub', () => {
  test('every published case and payload is as stated, and every refusal is counted', async () => {
    const all = await findings()
    expect(wrong(all)).toEqual([])
    expect(all.length).toBeGreaterThanOrEqual(111)
  })

  test('none of the published signatures is believed once a bit of what it signs is changed', async () => {
    const all = await findings((one) =>
      one.name.startsWith('payload-fixtures') ? undefined : mutated(one),
    )
    expect(wrong(all)).toEqual([])
    expect(all.length).toBeGreaterThanOrEqual(45)
  })
})
