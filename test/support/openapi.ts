import fc from 'fast-check'
import document from '../../schemas/generated/openapi.json' with { type: 'json' }

export type Schema = {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
}

export type Operation = {
  id: string
  method: string
  path: string
  parameters: { name: string; in: string; schema: Schema }[]
  /** Request bodies by content type. */
  bodies: Record<string, Schema>
  /** Content types by documented status; none where the body is empty. */
  answers: Record<string, string[]>
  /** Which kind of token it wants, if any. */
  security: string | undefined
}

type RawOperation = {
  operationId: string
  parameters?: Operation['parameters']
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, unknown> }>
  security?: Record<string, unknown>[]
}

// The document is generated from the zod schemas, so its shape is known better than TypeScript infers it from JSON.
const PATHS = document.paths as unknown as Record<string, Record<string, RawOperation>>
const SCHEMAS = document.components.schemas as unknown as Record<string, Schema>

/** Every operation of the document. */
export const operations: readonly Operation[] = Object.entries(PATHS).flatMap(([path, item]) =>
  Object.entries(item).map(([method, raw]): Operation => {
    const { operationId, parameters = [], requestBody, responses, security = [] } = raw
    return {
      id: operationId,
      method: method.toUpperCase(),
      path,
      parameters,
      bodies: Object.fromEntries(
        Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
      ),
      answers: Object.fromEntries(
        Object.entries(responses).map(([status, { content = {} }]) => [
          status,
          Object.keys(content),
        ]),
      ),
      security: security.flatMap((scheme) => Object.keys(scheme))[0],
    }
  }),
)

/** Methods that the document gives this path. */
export const methodsOf = (path: string): string[] =>
  Object.keys(PATHS[path] ?? {}).map((method) => method.toUpperCase())

/** Names that are to be what the test knows, most of the time. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** Nobody answers there: what the hub would dial must not be somebody's. */
const NOWHERE = ['http://127.0.0.1:9/x', 'https://nobody.invalid/x', 'https://nobody.invalid']

/** Values that a schema allows. */
export function valuesOf(schema: Schema, known: Known, depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valuesOf(resolve(schema.$ref), known, depth)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const options = schema.anyOf ?? schema.oneOf
  if (options) return fc.oneof(...options.map((option) => valuesOf(option, known, depth)))
  return ofType(schema, known, depth)
}

function ofType(schema: Schema, known: Known, depth: number): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return arrayOf(schema, known, depth)
    case 'object':
      return objectOf(schema, known, depth)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const numberOf = ({ minimum: min = -1000, maximum: max = 1e6 }: Schema) =>
  fc.integer({ min: Math.ceil(min), max: Math.min(Math.floor(max), 2 ** 31) })

const arrayOf = ({ items = {}, minItems: minLength = 0 }: Schema, known: Known, depth: number) =>
  fc.array(valuesOf(items, known, depth + 1), { minLength, maxLength: minLength + 2 })

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  known: Known,
  depth: number,
): fc.Arbitrary<unknown> {
  const named = Object.entries(properties)
    .filter(([name]) => depth < 5 || required.includes(name))
    .map(([name, schema]) => [name, memberOf(name, schema, known, depth)] as const)
  const record = fc.record(Object.fromEntries(named), { requiredKeys: required })
  if (typeof additionalProperties !== 'object' || Object.keys(additionalProperties).length === 0)
    return record
  const more = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 12 }),
    valuesOf(additionalProperties, known, depth + 1),
    { minKeys: 1, maxKeys: 2 },
  )
  return fc.tuple(record, more).map(([a, b]) => ({ ...b, ...(a as object) })) // records are objects
}

function memberOf(
  name: string,
  schema: Schema,
  known: Known,
  depth: number,
): fc.Arbitrary<unknown> {
  const values = valuesOf(schema, known, depth + 1)
  const wanted = known[name]
  return wanted
    ? fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...wanted) },
        { weight: 1, arbitrary: values },
      )
    : values
}

function textOf({ format, pattern, minLength = 0, maxLength = 64 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'uri') return fc.constantFrom(...NOWHERE)
  if (format === 'date-time') return fc.constant('2026-01-01T00:00:00.000Z')
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: 'xsmall' })
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 40), unit: 'grapheme' })
}

function resolve(ref: string): Schema {
  const found = SCHEMAS[ref.replace('#/components/schemas/', '')]
  if (!found) throw new Error(`The document has no ${ref}`)
  return found
}
