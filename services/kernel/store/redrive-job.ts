// Dead letters by what they have in common, driven again (redrive.ts).
import { RedriveJobRequest } from '../../../schemas/job.ts'
import type { Sql } from './database.ts'
import { DEAD_FITS, filterValues } from './dead-letters.ts'
import type { Given, Step, Work } from './job-work.ts'
import { holdLog } from './again.ts'
import { redrive } from './redrive.ts'

/** By stream and place in its log. Those that were given up since the job was made are left alone, or it might never end. */
const FITS = `delivery_exception x join event e on e.id = x.event_id join stream s on s.id = x.stream_id
  where ${DEAD_FITS} and x.at < $9`

export const redriveJob: Work = { count, run }

async function count(sql: Sql, { request, createdAt }: Given): Promise<Step> {
  const { filter } = RedriveJobRequest.parse(request)
  const { rows } = await sql.query<{ status: string; n: string }>(
    `select s.status, count(*) as n from ${FITS} group by s.status`,
    [...filterValues(filter), createdAt],
  )
  const tally = Object.fromEntries(rows.map(({ status, n }) => [status, Number(n)]))
  const done = Object.values(tally).reduce((sum, n) => sum + n, 0)
  return { cursor: null, done, skipped: 0, tally, streamIds: [] }
}

type Place = { streamId: string; seq: number }

async function run(sql: Sql, given: Given): Promise<Step> {
  const { filter } = RedriveJobRequest.parse(given.request)
  const from = (given.cursor ?? { streamId: '', seq: 0 }) as Place // our own, of the part before
  const { rows } = await sql.query<{ stream_id: string; seq: string }>(
    `select x.stream_id, x.seq from ${FITS} and (x.stream_id, x.seq) > ($10, $11::bigint)
     order by x.stream_id, x.seq limit $12`,
    [...filterValues(filter), given.createdAt, from.streamId, from.seq, given.limit],
  )
  let done = 0
  const streamIds: string[] = []
  // In the order of their ids, as fan-outs take the locks of logs.
  for (const [streamId, part] of Map.groupBy(rows, (row) => row.stream_id)) {
    const status = await holdLog(sql, streamId)
    if (status === undefined || status === 'disabled') continue
    const seqs = part.map(({ seq }) => Number(seq))
    const redriven = await redrive(sql, streamId, seqs, given)
    if (redriven > 0) streamIds.push(streamId)
    done += redriven
  }
  const last = rows.length === given.limit ? rows.at(-1) : undefined
  return {
    cursor: last ? { streamId: last.stream_id, seq: Number(last.seq) } : null,
    done,
    skipped: rows.length - done,
    tally: { redriven: done },
    streamIds,
  }
}
