import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startReceiver } from './support/receiver.ts'

// What Prometheus and Grafana are told to look at is there, by these names and labels.

const read = (name: string) =>
  readFileSync(new URL(`../deploy/monitoring/${name}`, import.meta.url), 'utf8')

const Rule = z.strictObject({
  alert: z.string().regex(/^SsfHub\w+$/),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
  annotations: z.strictObject({ summary: z.string().min(10), action: z.string().min(10) }),
})
const Rules = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(Rule) })),
})
const Panel = z.looseObject({
  type: z.string(),
  title: z.string().min(1),
  targets: z.array(z.looseObject({ expr: z.string() })).default([]),
})
const Dashboard = z.looseObject({ uid: z.literal('ssf-hub'), panels: z.array(Panel) })

const rules = Rules.parse(parse(read('alerts.yml'))).groups.flatMap((group) => group.rules)
const panels = Dashboard.parse(JSON.parse(read('dashboard.json'))).panels
const expressions: [string, string][] = [
  ...rules.map(({ alert, expr }): [string, string] => [alert, expr]),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }): [string, string] => [title, expr]),
  ),
]

let hub: TestHub
let metrics: string
beforeAll(async () => {
  hub = await startHub()
  await using receiver = await startReceiver()
  await hub.subscribe(receiver)
  await hub.admin.revoke('measured@example.com')
  await eventually(async () => {
    metrics = (await hub.send('/metrics')).text
    expect(metrics).toMatch(/^ssf_hub_delivery_attempts_total\{outcome="accepted"\} 1$/m)
  })
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Names of series, as the hub tells them: a histogram has three. */
const series = (): Set<string> =>
  new Set(
    [...metrics.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name],
    ),
  )

test.each(expressions)('%s asks for what is measured: %s', (_, expr) => {
  const names = [...expr.matchAll(/\bssf_hub_\w+/g)].map(([name]) => name)
  expect(names.length + (expr.includes('up{') ? 1 : 0)).toBeGreaterThan(0)
  for (const name of names) expect([...series()]).toContain(name)
})

test('labels that are asked for by value have that value', () => {
  for (const [, expr] of expressions)
    for (const [, name = '', label = '', value = ''] of expr.matchAll(
      /\b(ssf_hub_\w+)\{(\w+)="(\w+)"\}/g,
    )) {
      const known = LABELS[`${name}.${label}`]
      expect(known, `${name}{${label}}`).toContain(value)
    }
})

/** As services/transmitter/engine/census.ts, schemas/alert.ts and services/transmitter/engine/report.ts write them. */
const LABELS: Record<string, readonly string[]> = {
  'ssf_hub_streams.state': ['closed', 'open', 'half-open'],
  'ssf_hub_alerts_open.severity': ['warning', 'critical'],
  'ssf_hub_delivery_connections_total.reused': ['true', 'false'],
}
