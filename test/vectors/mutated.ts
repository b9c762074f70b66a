import type { Case } from './case.ts'

/** The same case with one bit of what is signed changed: then nobody may believe it. Undefined for those that nobody believes anyway. */
export function mutated({ name, source, request, stated, ...rest }: Case): Case | undefined {
  if (stated.kind === 'refused' || request.body.length === 0) return undefined
  const body = Buffer.from(request.body)
  const isSet = source.kind === 'ssf'
  if (isSet)
    body.write(body.at(-9) === 65 ? 'B' : 'A', body.length - 9) // still base64url
  else change(body)
  return {
    ...rest,
    name: `${name}, one bit changed`,
    source,
    request: { ...request, body },
    // A SET whose signature is not right has no key that fits.
    stated: { kind: 'refused', status: isSet ? 400 : 401, ...(isSet && { err: 'invalid_key' }) },
  }
}

/** In SNS messages and Graph's content not everything is signed; else the last byte is. */
function change(body: Buffer): void {
  const member = /"(?:Message|data)"\s*:\s*"/.exec(body.toString('latin1'))
  const at = member ? member.index + member[0].length + 1 : body.length - 1
  body.writeUInt8(body.readUInt8(at) ^ 1, at)
}
