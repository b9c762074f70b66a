import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nowMs } from './clock.ts'
import { fillConsole, type Filled } from './console-data.ts'
import { INCIDENT_ID, INTEGRATION_ID, INTEGRATION_SUBJECT } from './console-story.ts'
import { startMeter } from './cost.ts'
import { quantile } from './finding.ts'
import type { BenchHub } from './hub.ts'
import { openSite } from './site.ts'
import { openStage } from './stage.ts'

// `npm run bench:console [-- --json FILE] [--quick]`: what the hub's part of each page's first data takes, with much in the database.

const { values } = parseArgs({
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
})

const TARGET_MS = 300
const WARM_UP = 3
const ROUNDS = 40

type Asked = { page: string; path: string; body?: unknown }
type Line = { page: string; path: string; p50Ms: number; p95Ms: number; bytes: number }

/** What each page asks for first; several where it asks for several. */
const asked = ({
  streamId,
  subscriberId,
  eventId,
  signalId,
  principalId,
  txn,
}: Filled): Asked[] => [
  { page: 'overview', path: '/admin/overview' },
  { page: 'overview', path: '/admin/alerts?state=open&limit=5' },
  { page: 'overview', path: '/admin/incidents?state=open&limit=5' },
  { page: 'overview', path: '/admin/streams?health=failing&limit=5' },
  { page: 'revoke', path: '/admin/principals?q=jane.doe.77&limit=8' },
  {
    page: 'revoke',
    path: '/admin/revocations/preview',
    body: { subject: { format: 'email', email: 'jane.doe.77@example.com' }, kind: ['sessions'] },
  },
  {
    page: 'revoke',
    path: '/admin/revocations/preview',
    body: { subject: INTEGRATION_SUBJECT, kind: ['sessions', 'tokens'] },
  },
  { page: 'incidents', path: '/admin/incidents' },
  { page: 'incident', path: `/admin/incidents/${INCIDENT_ID}` },
  { page: 'incident', path: `/admin/incidents/${INCIDENT_ID}/timeline` },
  { page: 'incident', path: `/admin/incidents/${INCIDENT_ID}/notes` },
  { page: 'progress', path: `/admin/revocations/${txn}` },
  { page: 'approvals', path: '/admin/approvals?state=open' },
  { page: 'identities', path: '/admin/principals?kind=user' },
  { page: 'identities', path: `/admin/principals/${principalId}` },
  { page: 'identities', path: `/admin/principals/${principalId}/graph` },
  { page: 'identities', path: `/admin/principals/${INTEGRATION_ID}/graph` },
  { page: 'identities', path: `/admin/principals/${INTEGRATION_ID}/relations` },
  { page: 'disputes', path: '/admin/link-disputes' },
  { page: 'activity', path: '/admin/signals' },
  { page: 'activity', path: '/admin/signals?source=okta-prod' },
  { page: 'activity', path: '/admin/signals?source=console' },
  { page: 'activity', path: '/admin/signals?certainty=hint' },
  { page: 'activity', path: `/admin/signals/${signalId}` },
  { page: 'events', path: '/admin/events' },
  { page: 'events', path: `/admin/events?txn=${txn}` },
  { page: 'events', path: `/admin/events/${eventId}/trace` },
  { page: 'streams', path: '/admin/streams' },
  { page: 'streams', path: '/admin/streams?health=failing' },
  { page: 'streams', path: '/admin/streams?health=waiting' },
  { page: 'streams', path: '/admin/streams?health=rejected' },
  { page: 'streams', path: '/admin/streams?status=paused' },
  { page: 'streams', path: '/admin/streams?search=App%2099' },
  { page: 'stream', path: `/admin/streams/${streamId}` },
  { page: 'stream', path: `/admin/streams/${streamId}/dead-letters` },
  { page: 'stream', path: '/admin/jobs?kind=replay&limit=50' },
  { page: 'subscribers', path: '/admin/subscribers' },
  { page: 'subscribers', path: '/admin/subscribers?search=App%2099' },
  { page: 'subscriber', path: `/admin/subscribers/${subscriberId}` },
  { page: 'subscriber', path: `/admin/streams?subscriberId=${subscriberId}` },
  { page: 'alerts', path: '/admin/alerts?state=open' },
  { page: 'alerts', path: '/admin/alerts?state=resolved' },
  { page: 'sources', path: '/admin/sources' },
  { page: 'sources', path: '/admin/source-templates' },
  { page: 'sources', path: '/admin/sources/okta-prod/refusals' },
  { page: 'policies', path: '/admin/policies' },
  { page: 'policies', path: '/admin/backtests' },
  { page: 'channels', path: '/admin/channels' },
  { page: 'channels', path: '/admin/notices' },
  { page: 'parked', path: '/admin/parked-signals' },
  { page: 'parked', path: '/admin/parked-events' },
  { page: 'directories', path: '/admin/directories' },
  { page: 'audit', path: '/admin/audit' },
  { page: 'audit', path: '/admin/audit?actor=operator-7' },
  { page: 'keys', path: '/admin/keys' },
  { page: 'members', path: '/admin/sessions' },
  { page: 'members', path: '/admin/tokens' },
]

async function measure(hub: BenchHub, { page, path, body }: Asked): Promise<Line> {
  const times: number[] = []
  let bytes = 0
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const startedAt = nowMs()
    const response = await fetch(`${hub.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${hub.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    bytes = (await response.arrayBuffer()).byteLength
    if (!response.ok) throw new Error(`${path} answered ${String(response.status)}`)
    if (round >= WARM_UP) times.push(nowMs() - startedAt)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return { page, path, p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), bytes }
}

const shown = ({ page, path, p50Ms, p95Ms, bytes }: Line): string =>
  `${page.padEnd(12)} ${p50Ms.toFixed(1).padStart(7)} ${p95Ms.toFixed(1).padStart(7)} ms ${String(bytes).padStart(8)} B  ${path}`

const size = values.quick
  ? { streams: 500, events: 20_000, principals: 5_000 }
  : { streams: 10_000, events: 1_000_000, principals: 100_000 }
const lines: Line[] = []
{
  await using site = await openSite(values.quick)
  await using stage = await openStage(site, 'console', { count: size.streams, hosts: 10 })
  const filled = await fillConsole(stage, size)
  await using hub = await stage.startHub({ OUTBOUND_ALLOW: '127.0.0.0/8' })
  for (const one of asked(filled)) {
    const meter = await startMeter(site, hub, stage.databaseUrl)
    const line = await measure(hub, one)
    lines.push(line)
    console.log(shown(line))
    await meter.read(WARM_UP + ROUNDS) // BENCH_PROFILE: with what each request asks of PostgreSQL
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(lines, null, 2)}\n`)
const slow = lines.filter(({ p95Ms }) => p95Ms >= TARGET_MS)
console.log(
  `${String(lines.length)} requests, ${String(slow.length)} at or over ${String(TARGET_MS)} ms (p95)`,
)
process.exitCode = slow.length === 0 ? 0 : 1
