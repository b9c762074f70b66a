import type { Name } from '../../../schemas/identity.ts'
import type { Known } from './principals.ts'
import type { NewRelation } from './relations.ts'

/** A name that nobody has becomes this principal's. */
export type NewLink = {
  tenantId: string
  name: Name
  principalId: string
  origin: string
  reason: string
}

/** Somebody who was known by nothing but a name turns out to be somebody else. */
export type Absorption = {
  tenantId: string
  survivorId: string
  mergedId: string
  origin: string
  reason: string
}

/** `suggestion`: its source has no say in it. `contradiction`: it has, and another says otherwise. */
export type DisputeKind = 'suggestion' | 'contradiction' | 'relation' | 'recycled' | 'changed'

export type NewDispute = {
  tenantId: string
  kind: DisputeKind
  key: string
  subject: object
  holderId: string | undefined
  claimantId: string
  origin: string
  signalId: string | undefined
  reason: string
}

/** A name that is nobody's from now on. */
export type Ending = Known & { because: string }

/** What signals teach about who is who. */
export type LinkPlan = {
  links: NewLink[]
  absorptions: Absorption[]
  disputes: NewDispute[]
  endings: Ending[]
  displayNames: { principalId: string; tenantId: string; displayName: string }[]
  relations: NewRelation[]
}
