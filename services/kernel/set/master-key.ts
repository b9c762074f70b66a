import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'

/** The 32 bytes that seal secrets in the database: from the environment, or made once beside the embedded database. */
export async function loadMasterKey({
  masterKey,
  dataDir,
}: Pick<Config, 'masterKey' | 'dataDir'>): Promise<Buffer> {
  if (masterKey !== undefined) return Buffer.from(masterKey, 'base64')
  const path = join(dataDir, 'master.key')
  await mkdir(dataDir, { recursive: true })
  try {
    await writeFile(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')
  if (key.length !== 32)
    throw new Error(`${path} does not hold 32 bytes in base64: restore it from your backup`)
  return key
}
