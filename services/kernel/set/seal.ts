import { CompactEncrypt, compactDecrypt } from 'jose'
import { createHash } from 'node:crypto'

/** Encrypts what the database may only hold sealed; a JWE names the master key it was made with (`kid`), so keys can rotate. */
export type Seal = {
  seal(plaintext: string): Promise<string>
  /** @throws where the text was sealed with another master key */
  open(sealed: string): Promise<string>
}

/** `masterKey` is 32 bytes. */
export function createSeal(masterKey: Uint8Array): Seal {
  const kid = createHash('sha256').update(masterKey).digest('base64url').slice(0, 12)
  return {
    seal: (plaintext) =>
      new CompactEncrypt(new TextEncoder().encode(plaintext))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
        .encrypt(masterKey),
    open: async (sealed) =>
      new TextDecoder().decode((await compactDecrypt(sealed, masterKey)).plaintext),
  }
}

/** How credentials are stored: what the hub only has to recognise, it never keeps. High-entropy tokens need no salt. */
export const tokenHash = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')
