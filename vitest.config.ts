import { defineConfig } from 'vitest/config'

const everywhere = '{bench,schemas,scripts,services,test}/**'
const KAFKA = [`${everywhere}/*.kafka.test.ts`, 'test/*kafka*.e2e.test.ts']
const DATABASE = [`${everywhere}/*.db.test.ts`]
const HUB = ['test/**/*.e2e.test.ts']

/** Each kind of test is a project; they run one after another, the quick ones first. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'pure',
          include: [`${everywhere}/*.test.ts`],
          exclude: [...DATABASE, ...KAFKA, ...HUB],
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'db',
          include: DATABASE,
          globalSetup: 'test/setup/postgres.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'kafka',
          include: KAFKA,
          globalSetup: ['test/setup/postgres.ts', 'test/setup/kafka.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'hub',
          include: HUB,
          exclude: KAFKA,
          globalSetup: 'test/setup/postgres.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
