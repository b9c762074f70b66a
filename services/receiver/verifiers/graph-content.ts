import {
  constants,
  createDecipheriv,
  createHmac,
  privateDecrypt,
  timingSafeEqual,
} from 'node:crypto'
import { z } from 'zod'

/** Resource data that Microsoft Graph encrypted for a certificate of ours. */
export const EncryptedContent = z.looseObject({
  data: z.string().max(2_000_000),
  dataKey: z.string().max(4_096),
  dataSignature: z.string().max(128),
  encryptionCertificateId: z.string().max(128),
})
export type EncryptedContent = z.infer<typeof EncryptedContent>

type Keys = readonly { id: string; key: string }[]

/**
 * What Graph encrypted: RSA-OAEP with SHA-1 gives a 32-byte key, its HMAC-SHA256 over the data is checked first, then
 * AES-256-CBC with the key's first half as IV. Undefined where anything of it does not fit; never an exception.
 */
export function openContent(content: EncryptedContent, keys: Keys): Buffer | undefined {
  const privateKey = keys.find(({ id }) => id === content.encryptionCertificateId)?.key
  if (privateKey === undefined) return undefined
  try {
    const key = privateDecrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      Buffer.from(content.dataKey, 'base64'),
    )
    const data = Buffer.from(content.data, 'base64')
    if (key.length !== 32 || !isSigned(data, key, content.dataSignature)) return undefined
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
    return Buffer.concat([decipher.update(data), decipher.final()])
  } catch {
    return undefined // no such key, a broken block
  }
}

function isSigned(data: Buffer, key: Buffer, signature: string): boolean {
  const mac = createHmac('sha256', key).update(data).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === mac.length && timingSafeEqual(given, mac)
}
