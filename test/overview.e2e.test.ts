import { expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub } from './support/hub.ts'
import { refusal, startReceiver } from './support/receiver.ts'

type Overview = {
  flow: Record<'signals' | 'events' | 'delivered' | 'failed', number>[]
  timeToRevoke?: { count: number; p50Ms: number; p99Ms: number }
  streams: Record<string, number>
  sources: { id: string; heardAt?: string }[]
}

test('the overview tells what came in, was decided and delivered, how long that took, and how streams and sources are', async () => {
  await using hub = await startHub()
  const overview = async () => (await hub.admin.get<Overview>('/admin/overview')).json
  expect(await overview()).toMatchObject({ flow: [], streams: { healthy: 0 }, sources: [] })
  expect(await overview()).not.toHaveProperty('timeToRevoke')
  await using well = await startReceiver()
  await using unwell = await startReceiver()
  await using other = await startReceiver()
  unwell.always(refusal('invalid_request', 'unknown subject'))
  await hub.subscribe(well)
  await hub.subscribe(unwell, { name: 'Unwell' })
  const { streamId } = await hub.subscribe(other, { name: 'Paused' })
  await hub.admin.post(`/admin/streams/${streamId}/status`, { status: 'paused', reason: 'a test' })
  await hub.admin.createSource({ id: 'quiet', kind: 'github', secrets: ['a secret of the test'] })
  await hub.admin.revoke('jane@example.com')
  await eventually(async () => {
    const { flow, timeToRevoke, streams, sources } = await overview()
    const sum = (line: keyof (typeof flow)[number]) =>
      flow.reduce((total, minute) => total + minute[line], 0)
    expect([sum('signals'), sum('events'), sum('delivered'), sum('failed')]).toEqual([1, 1, 1, 1])
    expect(timeToRevoke).toMatchObject({ count: 1 })
    expect(timeToRevoke?.p99Ms).toBeGreaterThan(0)
    expect(streams).toEqual({
      healthy: 1,
      waiting: 0,
      rejected: 1,
      failing: 0,
      paused: 1,
      disabled: 0,
    })
    expect(sources).toEqual([{ id: 'quiet', kind: 'github' }])
  })
})
