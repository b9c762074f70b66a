import type { z } from 'zod'
import type { DryRunResult, SourceTemplate } from '../../schemas/source-desk.ts'
import type { Source } from '../kernel/store/sources.ts'

type SetUp = z.infer<typeof SourceTemplate>
type Result = z.infer<typeof DryRunResult>
/** A source that there is, or one that there might be. */
export type Candidate = Omit<Source, 'createdAt'>
type Message = { headers: Record<string, string>; body: string }

/** What the receiver knows of vendors, for those who set sources up. hub.ts hands it over: services never meet. */
export type SourceDesk = {
  /** Every vendor's set-up, for a source of this id. */
  setUps(id: string): SetUp[]
  setUp(kind: string, id: string, secret?: string): SetUp | undefined
  /** Undefined where the vendor makes it, or there is none. */
  newSecret(kind: string): string | undefined
  /** Undefined where nothing can be signed. */
  test(source: Candidate, given: Partial<Message>): Promise<Result | undefined>
  dryRun(source: Candidate, message: Message): Promise<Result>
}
