/** What is told; subject and payload as JSON, so that one text serves every stream. */
type Told = { type: string; subject: string; payload: string; txn?: string }

/**
 * Pure: an event as the claims of one stream's SET, in JSON. No `sub`, no `exp` (SSF 1.0 §4.1.2, §4.1.7); one event (§4.2.1);
 * `txn` is the same for everyone told of one cause (§4.1.9).
 */
export function writeClaims(
  { type, subject, payload, txn }: Told,
  stream: { iss: string; audience: readonly string[] },
  jti: string,
  issuedAt: Date,
): string {
  const [only] = stream.audience
  const aud = stream.audience.length === 1 && only !== undefined ? only : stream.audience
  const iat = String(Math.floor(issuedAt.getTime() / 1000))
  const ids = `"iss":${text(stream.iss)},"aud":${text(aud)},"jti":${text(jti)},"iat":${iat}`
  const cause = txn === undefined ? '' : `,"txn":${text(txn)}`
  return `{${ids}${cause},"sub_id":${subject},"events":{${text(type)}:${payload}}}`
}

const text = (value: string | readonly string[]): string => JSON.stringify(value)
