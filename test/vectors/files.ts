import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const texts = z.record(z.string(), z.string())

/** One published signature case; each scheme has members of its own. */
export const Vector = z.looseObject({
  id: z.string(),
  expected: z.enum(['valid', 'invalid']),
  /** Where it is another than its file's. */
  scheme: z.string().optional(),
  headers: texts,
  body: z.string().optional(),
  body_repeat: z.object({ char: z.string(), count: z.int() }).optional(),
  /** Seconds since the epoch */
  now: z.number().optional(),
  secret: z.union([z.string(), z.array(z.string())]).optional(),
})
export type Vector = z.infer<typeof Vector>

const VectorFile = z.looseObject({ scheme: z.string(), vectors: z.array(Vector) })

/** One published payload, which nobody signed. */
export const Payload = z.looseObject({
  id: z.string(),
  vendor: z.string(),
  kind: z.string(),
  headers: texts.optional(),
  /** In a person's words, what it means to the hub. */
  maps_to: z.array(z.string()),
  raw_body: z.string(),
})
export type Payload = z.infer<typeof Payload>

const PayloadFile = z.looseObject({ fixtures: z.array(Payload) })

export type Published = {
  signatures: { file: string; scheme: string; vector: Vector }[]
  payloads: { file: string; payload: Payload }[]
}

/** Every case of every JSON file in the folder; files of another form hold none. */
export async function readPublished(folder: string): Promise<Published> {
  const published: Published = { signatures: [], payloads: [] }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  for (const name of names) {
    const file = name.replace('.json', '')
    const content: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'))
    if (has(content, 'vectors'))
      for (const vector of VectorFile.parse(content).vectors)
        published.signatures.push({ file, scheme: vector.scheme ?? content.scheme, vector })
    if (has(content, 'fixtures'))
      for (const payload of PayloadFile.parse(content).fixtures)
        published.payloads.push({ file, payload })
  }
  return published
}

const has = (content: unknown, member: string): content is { scheme: string } =>
  typeof content === 'object' && content !== null && member in content

export const bodyOf = ({ body = '', body_repeat: repeat }: Vector): Buffer =>
  Buffer.from(repeat ? repeat.char.repeat(repeat.count) : body)
