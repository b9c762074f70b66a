import { inject } from 'vitest'
import { copyDatabase, type TestDatabase } from './copy-database.ts'
import './postgres.ts'

export type { TestDatabase } from './copy-database.ts'

/** A migrated database of one's own, a copy of the template: `await using database = await createTestDatabase()`. */
export const createTestDatabase = (): Promise<TestDatabase> => copyDatabase(inject('templateUrl'))
