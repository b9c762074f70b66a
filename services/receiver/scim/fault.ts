import type { Response } from 'express'
import { ERROR_SCHEMA } from '../../../schemas/scim.ts'

/** Why a SCIM request is refused (RFC 7644 §3.12); `scimType` is the specification's word where it has one. */
export type ScimFault = { status: number; detail: string; scimType?: ScimType }

export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

export const fault = (scimType: ScimType, detail: string): ScimFault => ({
  status: scimType === 'uniqueness' ? 409 : 400,
  scimType,
  detail,
})

const told = new WeakMap<Response, string>()

/** Why this response refuses. */
export const toldTo = (response: Response): string => told.get(response) ?? ''

/** The status is text: RFC 7644 §3.12 has it so. */
export function sendFault(response: Response, { status, scimType, detail }: ScimFault): void {
  told.set(response, detail)
  sendScim(response.status(status), {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  })
}

export const sendScim = (response: Response, body: object): void => {
  response.type('application/scim+json').send(JSON.stringify(body))
}
