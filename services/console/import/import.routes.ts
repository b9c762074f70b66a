import type { Request, Router } from 'express'
import { ImportQuery, type ImportResult } from '../../../schemas/import.ts'
import { endpoint } from '../../../schemas/paths/index.ts'
import type { Deps } from '../../kernel/deps.ts'
import { HubError } from '../../kernel/errors.ts'
import type { Callers } from '../../kernel/http/bearer.ts'
import { readQuery } from '../../kernel/http/read.ts'
import type { ImportLine } from '../../kernel/identity/import-plan.ts'
import type { Import } from '../../kernel/store/imports.ts'
import type { Operator } from '../access/operator.ts'
import type { Audit } from '../audit.ts'
import { decoded, linesOf, MAX_BODY_BYTES, tooLarge } from './lines.ts'
import { csvRecords, jsonRecords, type Read } from './records.ts'

type ImportDeps = Pick<Deps, 'store' | 'clock' | 'log'> & {
  operators: Callers<Operator>
  audit: Audit
}

const BATCH = 200
const MOST_ERRORS = 100

/** People as a directory exports them: read as it comes, written a few hundred lines at a time. */
export function addImportRoutes(
  router: Router,
  { store, clock, log, audit, operators }: ImportDeps,
) {
  router.post(endpoint('importPrincipals').route, operators.required, async (request, response) => {
    const { tenantId, dryRun } = readQuery(request, ImportQuery)
    const how: Import = {
      ...{ tenantId, dryRun, now: clock.now() },
      origin: `import:${operators.of(request).name}`.slice(0, 128),
    }
    const result = resultOf(dryRun)
    for await (const some of batches(recordsOf(request))) await take(some, result, { store, how })
    if (!dryRun) {
      const { lines, created, changed, failed } = result
      await audit(request, {
        action: 'principal.import',
        target: `tenant:${tenantId}`,
        tenantId,
        detail: { lines, created, changed, failed },
      })
    }
    log.info({ tenantId, dryRun, lines: result.lines, failed: result.failed }, 'import read')
    response.set('Cache-Control', 'no-store').json(result)
  })
}

const resultOf = (dryRun: boolean): ImportResult => ({
  dryRun,
  ...{ lines: 0, created: 0, changed: 0, unchanged: 0, failed: 0, errors: [] },
})

function recordsOf(request: Request): AsyncGenerator<Read> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  const text = decoded(request as AsyncIterable<Buffer>) // no encoding is set, so its parts are bytes
  if (request.is('text/csv')) return csvRecords(linesOf(text, { quotes: true }))
  if (request.is(['application/x-ndjson', 'application/jsonl']))
    return jsonRecords(linesOf(text, { quotes: false }))
  throw new HubError('unsupported_media_type', 'An import is text/csv or application/x-ndjson')
}

async function* batches(records: AsyncIterable<Read>): AsyncGenerator<Read[]> {
  let some: Read[] = []
  for await (const record of records) {
    some.push(record)
    if (some.length < BATCH) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

async function take(
  some: readonly Read[],
  result: ImportResult,
  { store, how }: { store: Pick<Deps['store'], 'imports'>; how: Import },
): Promise<void> {
  const lines = some.filter((one): one is ImportLine => 'record' in one)
  const plan = await store.imports.batch(lines, how)
  const faults = some.flatMap((one) =>
    'fault' in one ? [{ line: one.line, message: one.fault }] : [],
  )
  const errors = [...faults, ...plan.errors].toSorted((a, b) => a.line - b.line)
  result.lines += some.length
  result.created += plan.created
  result.changed += plan.changed
  result.unchanged += plan.unchanged
  result.failed += errors.length
  result.errors.push(...errors.slice(0, MOST_ERRORS - result.errors.length))
}
