import type { OperatorRole } from '../../../schemas/roles.ts'

/** Who uses the admin API. */
export type Operator = {
  /**
   * Whoever it is, by whatever credential: `iss sub` of who signed in at the identity provider; of a token, of who made it.
   * A second person is told apart by it.
   */
  person: string
  /** For people to read: in the audit log, beside a comment. */
  name: string
  role: OperatorRole
  /** The console session it is, where it is one. */
  sessionId?: string
  /** The token of the database it is, where it is one. */
  tokenId?: string
}
