import { z } from 'zod'
import { OperatorRole } from '../../../schemas/roles.ts'
import { consoleUrl } from '../../kernel/console-config.ts'
import type { Deps } from '../../kernel/deps.ts'
import { LOCAL_ADMINISTRATOR } from '../../kernel/store/admin-tokens.ts'

/** Whom a one-time code signs in. */
export const CODE_CONTENT = z.object({ person: z.string(), name: z.string(), role: OperatorRole })

const VALID_MS = 3_600_000

/** A link that signs the local administrator in, once and within an hour. The code is in the fragment: no log and no proxy sees it. */
export async function createOneTimeLink({
  store,
  config,
}: Pick<Deps, 'store' | 'config'>): Promise<string> {
  const who: z.infer<typeof CODE_CONTENT> = {
    person: LOCAL_ADMINISTRATOR,
    name: LOCAL_ADMINISTRATOR,
    role: 'admin',
  }
  const code = await store.operatorSignIns.begin('code', JSON.stringify(who), VALID_MS)
  return `${consoleUrl(config.console, config.issuer)}/sign-in#code=${code}`
}
