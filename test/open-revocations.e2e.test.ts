import { expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub } from './support/hub.ts'
import { refusal, startReceiver } from './support/receiver.ts'

type Alert = { kind: string; target: string; text: string; severity: string; state: string }

test('a revocation that an app has not taken in time is an alert until it has', async () => {
  await using hub = await startHub({ REVOCATION_OPEN_AFTER_SECONDS: '1' })
  await using well = await startReceiver()
  await using unwell = await startReceiver()
  unwell.always(refusal('invalid_request', 'unknown subject'))
  await hub.subscribe(well)
  const { streamId } = await hub.subscribe(unwell, { name: 'Unwell' })
  const txn = await hub.admin.revoke('jane@example.com')
  const alerts = async () =>
    (
      await hub.admin.get<{ items: Alert[] }>(
        `/admin/alerts?kind=revocation-open&target=revocation:${txn}`,
      )
    ).json.items
  await eventually(async () => {
    expect(await alerts()).toMatchObject([
      {
        severity: 'critical',
        state: 'open',
        text: '1 of 2 SETs are not acknowledged after 1 s: 1 rejected',
      },
    ])
  })
  unwell.always(202)
  const redrive = await hub.admin.post(`/admin/streams/${streamId}/redrive`, {})
  expect(redrive.status).toBeLessThan(300)
  await eventually(async () => {
    expect(await alerts()).toMatchObject([{ state: 'resolved' }])
  })
})
