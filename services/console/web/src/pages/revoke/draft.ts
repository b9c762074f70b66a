import { subjectsOf, type Subject } from './identify.ts'
import { REASON_LANGUAGES, type Reasons } from './reasons.tsx'
import type { End } from './what.tsx'

/** What was typed and chosen. `picked`: whom the hub knows; else the reading `chosen` of what was typed. */
export type Draft = Reasons & {
  tenantId: string
  typed: string
  picked: Subject | null
  chosen: number
  ends: End[]
  isGlassBroken: boolean
  key: string
}

export const EMPTY: Draft = {
  tenantId: 'default',
  typed: '',
  picked: null,
  chosen: 0,
  ends: ['sessions'],
  isGlassBroken: false,
  admin: '',
  en: '',
  ja: '',
  key: '',
}

export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

/** Pure: who is meant; undefined until that is clear. */
export function meantBy({ picked, typed, chosen }: Draft): Subject | undefined {
  const found = subjectsOf(typed)
  return picked ?? found[Math.min(chosen, found.length - 1)]
}

/** Pure: the draft as a request. */
export function bodyOf(values: Draft, subject: Subject, incidentId: string | undefined) {
  const texts = REASON_LANGUAGES.map((language) => [language, values[language].trim()] as const)
  const given = Object.fromEntries(texts.filter(([, text]) => text !== ''))
  return {
    tenantId: values.tenantId,
    subject,
    kind: values.ends,
    reasonAdmin: values.admin.trim(),
    ...(Object.keys(given).length === 0 ? {} : { reasonUser: given }),
    ...(values.isGlassBroken ? { breakGlass: true } : {}),
    ...(incidentId === undefined ? {} : { incidentId }),
  }
}
