import { middle, shown, startMeter, type Cost } from '../cost.ts'
import { atMost, type Scenario } from '../finding.ts'
import { analyzeFilled } from '../history.ts'
import type { Site } from '../site.ts'
import { burst, openStage, prepare, verifyBurst } from '../stage.ts'

/** Every stream names so many subjects, and every subject is on so many streams. */
const SUBJECTS_PER_STREAM = 100
const STREAMS_PER_SUBJECT = 10
const ROUNDS = 3

/** What a delivery costs when there are a thousand times as many streams and subjects that it does not concern. */
export const scale: Scenario = {
  name: 'scale',
  run: async (site) => {
    const small = await costWith(site, 10)
    const large = await costWith(site, 10_000)
    const detail = {
      ...shown(large),
      'small: hub µs': Math.round(small.hubMicros),
      'small: postgres µs': Math.round(small.postgresMicros),
    }
    return [
      atMost(1.3, {
        scenario: 'scale',
        value: large.hubMicros + large.postgresMicros,
        unit: 'µs/delivery',
        limit: small.hubMicros + small.postgresMicros,
        detail,
      }),
    ]
  },
}

async function costWith(site: Site, count: number): Promise<Cost> {
  const events = site.isQuick ? 500 : 2_000
  const streams = { count, hosts: STREAMS_PER_SUBJECT, defaultSubjects: 'NONE' as const }
  await using stage = await openStage(site, `scale_${String(count)}`, streams)
  const subjects = (count * SUBJECTS_PER_STREAM) / STREAMS_PER_SUBJECT
  await stage.sql.query(SUBJECTS, [stage.streamIds, SUBJECTS_PER_STREAM, STREAMS_PER_SUBJECT])
  await stage.sql.query(TERMS)
  await analyzeFilled(stage.sql)
  await using hub = await stage.startHub()
  await prepare(stage, (ROUNDS + 1) * events, subjects)
  await burst(stage, hub, { from: 0, to: events, places: STREAMS_PER_SUBJECT })
  const costs: Cost[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const range = { from: round * events, to: (round + 1) * events, places: STREAMS_PER_SUBJECT }
    const meter = await startMeter(site, hub, stage.databaseUrl)
    await burst(stage, hub, range)
    costs.push(await meter.read(events * STREAMS_PER_SUBJECT))
    await verifyBurst(stage, hub, range)
  }
  return middle(costs)
}

/** Streams in groups of ten, each group with a hundred subjects of its own. */
const SUBJECTS = `
insert into stream_subject (stream_id, subject_key, subject, terms, shape, mode)
select stream_id, key, '{}', array['=' || key], '', 'include'
from unnest($1::text[]) with ordinality as s(stream_id, n) cross join generate_series(0, $2 - 1) as i
cross join lateral (select '{"format":"email","email":"jane.doe.' || ((n - 1) / $3 * $2 + i) || '@example.com"}' as key) named`

const TERMS = `
insert into stream_subject_term (term, stream_id, subject_key)
select unnest(terms), stream_id, subject_key from stream_subject`
