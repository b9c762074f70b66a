import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'

// For tests: what prisma/schema.prisma means in SQL, from the WebAssembly build of Prisma's own schema engine, which
// needs no binary to be downloaded. The engine insists on a connection; it reads nothing through it.

const PACKAGE = '@prisma/schema-engine-wasm'
const SCHEMA = new URL('../../../prisma/schema.prisma', import.meta.url)

type SchemaFile = { path: string; content: string }
type Diff = {
  from: { tag: 'empty' }
  to: { tag: 'schemaDatamodel'; files: SchemaFile[] }
  script: true
  exitCode: null
  shadowDatabaseUrl: null
  filters: { externalTables: string[]; externalEnums: string[] }
}
type Engine = { diff(request: Diff): Promise<{ stdout: string | null }>; free(): void }
type Exports = Record<string, unknown>
/** The part of the WebAssembly API that this needs; its types come with a browser's only. */
type Linker = {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: Record<string, object>) => { exports: Exports }
}
type Glue = {
  __wbg_set_wasm(exports: Exports): void
  SchemaEngine: { new: (options: object, log: () => void, adapter: object) => Promise<Engine> }
}

/** The statements that make the tables of schema.prisma in an empty database. */
export async function schemaSql(connectionString: string): Promise<string> {
  const schema = { path: 'schema.prisma', content: readFileSync(SCHEMA, 'utf8') }
  const { SchemaEngine } = await loadEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString }))
  const engine = await SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => undefined,
    adapter,
  )
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}

/** The package expects a bundler to link its WebAssembly with its JavaScript; here that is done by hand. */
async function loadEngine(): Promise<Glue> {
  const require = createRequire(import.meta.url)
  const script = require.resolve(`${PACKAGE}/schema_engine_bg`)
  const glue = (await import(pathToFileURL(script).href)) as Glue // the package's own exports
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Linker } // every Node has it
  const module = new WebAssembly.Module(readFileSync(script.replace(/\.js$/, '.wasm')))
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(exports)
  const start = exports['__wbindgen_start']
  if (typeof start === 'function') Reflect.apply(start, undefined, [])
  return glue
}
