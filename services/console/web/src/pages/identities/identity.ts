import type { components } from '../../../../../../schemas/generated/types.d.ts'

export type Detail = components['schemas']['PrincipalDetail']
export type Graph = components['schemas']['PrincipalGraph']
export type Summary = components['schemas']['PrincipalSummary']

/** Pure: the principal with its names, as lists tell it. */
export const summaryOf = ({ principal, identifiers }: Detail): Summary => ({
  principal,
  names: identifiers.map(({ subject }) => subject),
})
