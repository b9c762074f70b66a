import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { format } from 'prettier'
import { z } from 'zod'
import { createDocument } from 'zod-openapi'
import packageJson from '../package.json' with { type: 'json' }
import { EVENT_TYPES } from './events/index.ts'
import { PATHS } from './paths/index.ts'
import { SetClaims, SetHeader } from './set.ts'
import { StreamConfiguration } from './stream.ts'
import { LooseSubject, Subject } from './subject.ts'

const FOLDER = join(import.meta.dirname, 'generated')
const STYLE = { semi: false, singleQuote: true, printWidth: 100 } as const

type Node = { zodSchema: z.core.$ZodTypes; jsonSchema: Record<string, unknown> }

/** JSON has no dates: `res.json` writes them in ISO 8601. */
function dateAsText({ zodSchema, jsonSchema }: Node): void {
  if (zodSchema._zod.def.type !== 'date') return
  jsonSchema['type'] = 'string'
  jsonSchema['format'] = 'date-time'
}

const openapi = () =>
  createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'ssf-hub',
        version: packageJson.version,
        description: packageJson.description,
        license: { name: packageJson.license, identifier: packageJson.license },
      },
      paths: PATHS,
      components: {
        securitySchemes: {
          adminToken: { type: 'http', scheme: 'bearer', description: "An operator's token" },
          consoleSession: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-ssf-hub-session',
            description: 'Signed in to the console; changes also need the header X-SSF-Hub-Console',
          },
          subscriberToken: { type: 'http', scheme: 'bearer', description: "A subscriber's token" },
          directoryToken: { type: 'http', scheme: 'bearer', description: "A directory's token" },
        },
      },
    },
    { override: dateAsText, allowEmptySchema: { date: true } },
  )

function jsonSchema(title: string, schema: z.ZodType): unknown {
  const generated = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: (node) => {
      dateAsText(node)
      // zod's registry name; in JSON Schema 2020-12 it would be an unknown keyword
      delete node.jsonSchema.id
    },
  })
  return { ...generated, title }
}

const jsonSchemas = (): [string, unknown][] => [
  ['subject', jsonSchema('Subject', Subject)],
  ['loose-subject', jsonSchema('LooseSubject', LooseSubject)],
  ['set-claims', jsonSchema('SetClaims', SetClaims)],
  ['set-header', jsonSchema('SetHeader', SetHeader)],
  ['stream-configuration', jsonSchema('StreamConfiguration', StreamConfiguration)],
  ...Object.entries(EVENT_TYPES).map(([uri, { family, name, schema }]): [string, unknown] => [
    `event-${family}-${name}`,
    jsonSchema(uri, schema),
  ]),
]

/** Every generated file, by its path in the folder `generated`; the same schemas always give the same text. */
export async function generated(): Promise<Map<string, string>> {
  const document = openapi()
  const types = astToString(
    await openapiTS(JSON.stringify(document), { defaultNonNullable: false }),
  )
  const files = new Map([
    ['openapi.json', await asJson(document)],
    ['types.d.ts', await format(HEAD + types, { ...STYLE, parser: 'typescript' })],
  ])
  for (const [name, schema] of jsonSchemas())
    files.set(`json-schema/${name}.json`, await asJson(schema))
  return files
}

const HEAD = '// Generated from the zod schemas by `npm run generate`.\n'
const asJson = (value: unknown): Promise<string> =>
  format(JSON.stringify(value), { ...STYLE, parser: 'json', objectWrap: 'preserve' })

/** The files that differ from what is on disk, or are there without being generated. */
export async function drift(files: ReadonlyMap<string, string>): Promise<string[]> {
  const present = await filesOnDisk()
  const stale = present.filter((name) => !files.has(name))
  const changed = await Promise.all(
    [...files].map(async ([name, text]) =>
      present.includes(name) && (await readFile(join(FOLDER, name), 'utf8')) === text ? [] : [name],
    ),
  )
  return [...stale, ...changed.flat()]
}

async function filesOnDisk(): Promise<string[]> {
  await mkdir(FOLDER, { recursive: true })
  const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(FOLDER.length + 1)
        .replaceAll('\\', '/'),
    )
}

async function write(files: ReadonlyMap<string, string>): Promise<void> {
  for (const name of await drift(files)) {
    const path = join(FOLDER, name)
    const text = files.get(name)
    await mkdir(dirname(path), { recursive: true })
    await (text === undefined ? rm(path) : writeFile(path, text))
  }
}

if (import.meta.main) await write(await generated())
