import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether the module of this `import.meta.url` is the program itself; `import.meta.main` is not in every Node 24. */
export const isMain = (url) => realpathSync(process.argv[1] ?? '.') === fileURLToPath(url)
