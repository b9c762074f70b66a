import type { Deps } from '../../kernel/deps.ts'

/** What the parts of the delivery engine share. */
export type EngineDeps = Pick<
  Deps,
  'store' | 'clock' | 'log' | 'metrics' | 'outbound' | 'signer' | 'config'
>
