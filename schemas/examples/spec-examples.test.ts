import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { LocalizedText } from '../events/event-type.ts'
import { isObject } from '../json.ts'
import { AuthorizationScheme, TransmitterMetadata } from '../metadata.ts'
import { CHECKS, type CheckName } from './load.ts'

/** The JSON examples of SSF 1.0, CAEP 1.0 and RISC 1.0. They are others' work and live beside the repository. */
const FOLDER = join(import.meta.dirname, '../../../shared/spec-examples')
const present = existsSync(FOLDER)
if (!present) console.warn(`SKIPPED: the specifications' own examples: no folder ${FOLDER}`)

const Published = z.object({ title: z.string(), value: z.unknown() })

const published = present
  ? readdirSync(FOLDER)
      .toSorted()
      .map((name) => ({
        name,
        ...Published.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))),
      }))
  : []

/** Members that only one kind of document has; the first that fits decides. */
const BY_MEMBER: readonly [member: string, check: CheckName][] = [
  ['events', 'set'],
  ['typ', 'header'],
  ['issuer', 'metadata'],
  ['events_delivered', 'stream'],
  ['status', 'status'],
  ['state', 'verification'],
  ['verified', 'add-subject'],
  ['subject', 'remove-subject'],
]

const BY_TITLE: readonly [title: RegExp, check: CheckName][] = [
  [/^Example: Create Stream Request/, 'create-stream'],
  [/^Example: Update Stream Configuration Request/, 'update-stream'],
  [/^Example: Replace Stream Configuration Request/, 'replace-stream'],
]

/** A few examples show one member of a document. */
const FRAGMENTS: readonly [member: string, schema: z.ZodType][] = [
  ['reason_admin', z.strictObject({ reason_admin: LocalizedText })],
  ['reason_user', z.strictObject({ reason_user: LocalizedText })],
  ['spec_version', TransmitterMetadata.partial()],
  ['spec_urn', AuthorizationScheme],
]

function checkOf(title: string, value: unknown): CheckName | undefined {
  if (Array.isArray(value)) return 'streams'
  if (!isObject(value)) return undefined
  const titled = BY_TITLE.find(([pattern]) => pattern.test(title))
  if (titled) return titled[1]
  // a saml_assertion_id has an `issuer`, too
  if ('format' in value) return 'subject'
  return BY_MEMBER.find(([member]) => member in value)?.[1]
}

describe.skipIf(!present)("the specifications' own examples are understood", () => {
  test.each(published)('$name $title', ({ title, value }) => {
    const check = checkOf(title, value)
    const fragment = FRAGMENTS.find(([member]) => isObject(value) && member in value)
    if (check) expect(CHECKS[check](value)).toMatchObject({ ok: true })
    else expect(fragment?.[1].safeParse(value)).toMatchObject({ success: true })
  })

  test('they hold SETs, subjects, streams and metadata', () => {
    const kinds = published.map(({ title, value }) => checkOf(title, value))
    expect(new Set(kinds)).toEqual(
      new Set([
        'set',
        'subject',
        'header',
        'metadata',
        'stream',
        'streams',
        'create-stream',
        'update-stream',
        'replace-stream',
        'status',
        'verification',
        'add-subject',
        'remove-subject',
        undefined,
      ]),
    )
    expect(kinds.filter((kind) => kind === 'set').length).toBeGreaterThanOrEqual(25)
  })
})
