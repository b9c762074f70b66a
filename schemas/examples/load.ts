import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { RevocationRequest } from '../admin.ts'
import { CreateSourceRequest } from '../source.ts'
import { TransmitterMetadata } from '../metadata.ts'
import { reasonOf } from '../reason.ts'
import { parseSet, SetHeader } from '../set.ts'
import {
  AddSubjectRequest,
  CreateStreamRequest,
  RemoveSubjectRequest,
  ReplaceStreamRequest,
  StreamConfiguration,
  StreamStatusBody,
  UpdateStreamRequest,
  VerificationRequest,
} from '../stream.ts'
import { LooseSubject, Subject } from '../subject.ts'
import { CreateSubscriberRequest } from '../subscriber.ts'

type Verdict = { ok: true } | { ok: false; reason: string }

const by =
  (schema: z.ZodType) =>
  (value: unknown): Verdict => {
    const parsed = schema.safeParse(value)
    return parsed.success ? { ok: true } : { ok: false, reason: reasonOf(parsed.error) }
  }

/** What an example may claim to be, and how that is checked. */
export const CHECKS = {
  set: (value: unknown): Verdict => parseSet(value),
  subject: by(Subject),
  'loose-subject': by(LooseSubject),
  header: by(SetHeader),
  metadata: by(TransmitterMetadata),
  stream: by(StreamConfiguration),
  streams: by(z.array(StreamConfiguration)),
  'create-stream': by(CreateStreamRequest),
  'update-stream': by(UpdateStreamRequest),
  'replace-stream': by(ReplaceStreamRequest),
  status: by(StreamStatusBody),
  verification: by(VerificationRequest),
  'add-subject': by(AddSubjectRequest),
  'remove-subject': by(RemoveSubjectRequest),
  subscriber: by(CreateSubscriberRequest),
  source: by(CreateSourceRequest),
  revocation: by(RevocationRequest),
} as const

export type CheckName = keyof typeof CHECKS

const isCheckName = (name: string): name is CheckName => Object.hasOwn(CHECKS, name)

const Example = z.strictObject({
  title: z.string().min(1),
  schema: z.string().refine(isCheckName, { error: 'no such schema' }),
  /** Part of the sentence with which an invalid example is refused. */
  reason: z.string().min(1).optional(),
  value: z.unknown(),
})
export type Example = z.infer<typeof Example> & { name: string }

/** Our own examples, written after the specifications. */
export function examples(kind: 'valid' | 'invalid'): Example[] {
  const folder = join(import.meta.dirname, kind)
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({
      name,
      ...Example.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    }))
}
