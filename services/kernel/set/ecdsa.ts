const INTEGER_BYTES = 32

/**
 * An ECDSA signature on P-256 as JWS has it (RFC 7518 §3.4: R and S, 32 bytes each) of one as OpenSSL makes it (DER: a SEQUENCE
 * of two INTEGERs, without leading zeros but for one that keeps them positive).
 *
 * Node can do that itself (`dsaEncoding`), but options beside a key make `crypto.sign` twice as slow.
 */
export function toJoseSignature(der: Buffer): Buffer {
  const signature = Buffer.alloc(2 * INTEGER_BYTES)
  const end = copyInteger(der, 2, signature.subarray(0, INTEGER_BYTES))
  copyInteger(der, end, signature.subarray(INTEGER_BYTES))
  return signature
}

/** The INTEGER at this offset, right-aligned; where the next one begins. */
function copyInteger(der: Buffer, at: number, target: Buffer): number {
  const length = der.readUInt8(at + 1)
  const end = at + 2 + length
  const bytes = der.subarray(Math.max(at + 2, end - INTEGER_BYTES), end)
  bytes.copy(target, INTEGER_BYTES - bytes.length)
  return end
}
