import { APPS } from './apps.ts'
import { CLOUDS } from './clouds.ts'
import { IDENTITY } from './identity.ts'
import { OPEN } from './open.ts'
import type { Template, Text } from './template.ts'

/** Every vendor's, in the order in which operators look for them. */
export const TEMPLATES: readonly Template[] = [...IDENTITY, ...APPS, ...CLOUDS, ...OPEN]

export const templateOf = (kind: string): Template | undefined =>
  TEMPLATES.find((template) => template.kind === kind)

/** Steps with the source's own URL and secret in them. */
export const stepsWith = (
  { steps }: Pick<Template, 'steps'>,
  { url, secret = '{secret}' }: { url: string; secret?: string | undefined },
): Text[] => {
  const filled = (step: string) => step.replaceAll('{url}', url).replaceAll('{secret}', secret)
  return steps.map(({ en, ja }) => ({ en: filled(en), ja: filled(ja) }))
}
