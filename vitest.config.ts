import { defineConfig } from 'vitest/config'

const everywhere = '{bench,schemas,scripts,services,test}/**'
const KAFKA = [`${everywhere}/*.kafka.test.ts`, 'test/*kafka*.e2e.test.ts']
const DATABASE = [`${everywhere}/*.db.test.ts`]
const HUB = ['test/**/*.e2e.test.ts']
/** Whole hubs that are killed, cut off and loaded: minutes of it, so `npm test` leaves them to `npm run test:faults` and to CI. */
const FAULTS = [
  'test/faults*.test.ts',
  'test/{crash,parked-signals,rolling-restart,soak,upstream-crash,upstream-faults}.e2e.test.ts',
  'test/roles.kafka.test.ts',
]

/** Each kind of test is a project; the pure ones run first, the faults last, and all others fill the workers together. */
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
          exclude: FAULTS,
          globalSetup: ['test/setup/postgres.ts', 'test/setup/kafka.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'hub',
          include: HUB,
          exclude: [...KAFKA, ...FAULTS],
          globalSetup: 'test/setup/postgres.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'faults',
          include: FAULTS,
          globalSetup: ['test/setup/postgres.ts', 'test/setup/kafka.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
