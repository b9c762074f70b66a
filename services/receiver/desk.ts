import { randomBytes } from 'node:crypto'
import type { Certainty, NormalisedSignal } from '../../schemas/signal.ts'
import type { Deps } from '../kernel/deps.ts'
import type { RawRequest } from './adapters/adapter.ts'
import { adapterFor } from './adapters/index.ts'
import { answerTo, authenticate, certaintyOf } from './authenticity.ts'
import { createMapper } from './mapping/mapper.ts'
import { prove } from './samples.ts'
import type { Source } from './source.ts'
import { stepsWith, templateOf, TEMPLATES } from './templates/index.ts'
import type { Field, Text } from './templates/template.ts'

/** What the door would make of a request. Nothing is stored, nobody is told. */
export type DryRun =
  | {
      authentic: true
      certainty: Certainty
      signals: NormalisedSignal[]
      skipped: string[]
      /** What the vendor would be answered, where it asks something. */
      answer?: string
    }
  /** `authentic: false`: refused at the door; true: believed, and not understood. */
  | { authentic: boolean; reason: string }

/** A vendor's set-up with the source's own URL and secret in it. */
export type SetUp = {
  kind: Source['kind']
  title: Text
  secretFrom: 'hub' | 'vendor' | 'none'
  fields: Field[]
  steps: Text[]
  url: string
  secret?: string
}

export type Message = { headers: Record<string, string>; body: string }

export type SourceDesk = ReturnType<typeof createSourceDesk>

/** For operators who set a source up: what to paste where, and what would come of it. The door's own code, without a door. */
export function createSourceDesk({ clock, config }: Pick<Deps, 'clock' | 'config'>) {
  const { map } = createMapper()
  const urlOf = (id: string) => `${config.issuer.replace(/\/$/, '')}/ingest/${id}`

  const read = async (source: Source, request: RawRequest): Promise<DryRun> => {
    const adapter = adapterFor(source.kind)
    const result = await adapter?.normalise(request, source, { now: clock.now(), map })
    if (!result?.ok) return { authentic: true, reason: result?.reason ?? 'no adapter knows it' }
    const { signals, skipped } = result
    return { authentic: true, certainty: certaintyOf(source, request), signals, skipped }
  }

  return {
    /** Every vendor's set-up; `secret` is made anew for each that takes one of ours. */
    setUps: (id: string): SetUp[] => TEMPLATES.map(({ kind }) => setUpOf(kind, urlOf(id))),

    /** One vendor's, with this secret; undefined for SSF, which has no such steps. */
    setUp: (kind: string, id: string, secret?: string): SetUp | undefined =>
      templateOf(kind) && setUpOf(kind, urlOf(id), secret),

    /** A new secret for sources of this kind; undefined where the vendor makes it, or there is none. */
    newSecret: (kind: string): string | undefined =>
      templateOf(kind)?.secretFrom === 'hub' ? newSecret() : undefined,

    /** A signed sample, or what the operator gives as one, through the door. Undefined where nothing can be signed. */
    async test(source: Source, given?: Partial<Message>): Promise<Tested | undefined> {
      const now = clock.now()
      const template = templateOf(source.kind)?.sample(now)
      const sample = template && { ...template, ...given }
      const proven = sample && prove(withoutLimits(source), sample, now)
      if (!proven) return undefined
      const { request, signedBy } = proven
      const why = await authenticate(proven.source, request, { clock, keys: proven.keys })
      if (why !== undefined) return { signedBy, authentic: false, reason: why }
      const answer = await answerTo(proven.source, request, { clock, keys: proven.keys })
      const result = await read(proven.source, request)
      return { signedBy, ...result, ...(answer && { answer: answer.body }) }
    },

    /** What a payload says, whoever sent it. */
    dryRun: (source: Source, { headers, body }: Message): Promise<DryRun> =>
      read(source, { method: 'POST', query: {}, headers, body: Buffer.from(body) }),
  }
}

export type Tested = DryRun & { signedBy: 'secret' | 'stand-in' }

/** 256 bits, fit for a header and for every vendor's field. */
const newSecret = (): string => randomBytes(32).toString('base64url')

/** From where a sample comes says nothing about from where the vendor's requests come. */
const withoutLimits = (source: Source): Source => ({
  ...source,
  ipRanges: [],
  clientCertificates: [],
})

function setUpOf(kind: string, url: string, given?: string): SetUp {
  const template = templateOf(kind)
  if (!template) throw new TypeError(`no template of ${kind}`)
  const { title, secretFrom, fields } = template
  const secret = given ?? (secretFrom === 'hub' ? newSecret() : undefined)
  return {
    kind: template.kind,
    title,
    secretFrom,
    fields: [...fields],
    steps: stepsWith(template, { url, secret }),
    url,
    ...(secret === undefined ? {} : { secret }),
  }
}
