import type { Adapter } from './adapter.ts'
import { github } from './github.ts'
import { okta } from './okta.ts'

/** Every vendor whose webhooks we understand. */
export const ADAPTERS: readonly Adapter[] = [okta, github]

/** The adapter of one kind of source; undefined for SSF, which is no vendor's format. */
export const adapterFor = (kind: string): Adapter | undefined =>
  ADAPTERS.find((adapter) => adapter.kind === kind)
