/** What a SET about one stream's subscriber says. */
export type SetClaims = {
  iss: string
  aud: string | string[]
  jti: string
  iat: number
  txn?: string
  sub_id: object
  events: Record<string, object>
}

type Told = { type: string; subject: object; payload: object; txn?: string }

/** Pure: an event as the claims of one stream's SET. No `sub`, no `exp` (SSF 1.0 §4.1.2, §4.1.7); one event (§4.2.1). */
export function toClaims(
  event: Told,
  stream: { iss: string; audience: readonly string[] },
  jti: string,
  issuedAt: Date,
): SetClaims {
  const [only] = stream.audience
  return {
    iss: stream.iss,
    aud: stream.audience.length === 1 && only !== undefined ? only : [...stream.audience],
    jti,
    iat: Math.floor(issuedAt.getTime() / 1000),
    ...(event.txn === undefined ? {} : { txn: event.txn }), // the same for everyone told of one cause (SSF 1.0 §4.1.9)
    sub_id: event.subject,
    events: { [event.type]: event.payload },
  }
}
