import type { components } from '../../../../../../schemas/generated/types.d.ts'

type Source = components['schemas']['Source']
type Changes = components['schemas']['UpdateSourceRequest']

/** A source as it is typed: lists a line each, settings as JSON. */
export type SourceDraft = {
  trust: Source['trust']
  mayLink: boolean
  speaksFor: string
  ipRanges: string
  rate: string
  settings: string
}

export const draftOf = (source: Source): SourceDraft => ({
  trust: source.trust,
  mayLink: source.mayLink,
  speaksFor: source.speaksFor.join('\n'),
  ipRanges: source.ipRanges?.join('\n') ?? '',
  rate: source.ratePerSecond === undefined ? '' : String(source.ratePerSecond),
  settings: source.settings === undefined ? '' : JSON.stringify(source.settings, null, 2),
})

/** Pure: which of the fields cannot be read. */
export function faultsOf({ rate, settings }: SourceDraft): ReadonlySet<'rate' | 'settings'> {
  const faults = new Set<'rate' | 'settings'>()
  if (rate.trim() !== '' && !/^[1-9]\d{0,6}$/.test(rate.trim())) faults.add('rate')
  if (settings.trim() !== '' && jsonOf(settings) === undefined) faults.add('settings')
  return faults
}

/** Pure: what was typed as what is to change; an empty list or rate takes the limit away. */
export function toBody({ speaksFor, ipRanges, rate, settings, ...same }: Partial<SourceDraft>) {
  const ranges = ipRanges === undefined ? undefined : linesOf(ipRanges)
  return {
    ...same,
    ...(speaksFor !== undefined && { speaksFor: linesOf(speaksFor) }),
    ...(ranges && { ipRanges: ranges.length === 0 ? null : ranges }),
    ...(rate !== undefined && { ratePerSecond: rate.trim() === '' ? null : Number(rate) }),
    ...(settings !== undefined && { settings: jsonOf(settings.trim() === '' ? '{}' : settings) }),
  } as Changes // settings are the hub's to judge
}

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
