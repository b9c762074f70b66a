import { createTestDatabase } from '../setup/database.ts'
import { startHubOn, type TestHub } from './hub-on.ts'

export { PUSH, type Subscribed } from './subscribe.ts'
export type { TestHub } from './hub-on.ts'

/**
 * A whole hub in this process, on a database and a port of its own. `overrides` are environment variables; `by` is how it
 * is reached, where that takes more than `fetch`.
 */
export const startHub = async (
  overrides: Record<string, string> = {},
  by: typeof fetch = fetch,
): Promise<TestHub> => startHubOn(await createTestDatabase(), overrides, by)
