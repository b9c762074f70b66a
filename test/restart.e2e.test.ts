import { expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { emailOf } from './support/admin.ts'
import { startHub } from './support/hub.ts'
import { startReceiver } from './support/receiver.ts'

test('a restart resumes what was not delivered: what failed goes out with the same jti and the same bytes [RFC8936 §2 poll-retention]', async () => {
  await using hub = await startHub()
  await using receiver = await startReceiver()
  const stream = await hub.subscribe(receiver)
  receiver.always(503)
  const emails = Array.from({ length: 12 }, (_, index) => `user${String(index)}@example.com`)
  for (const email of emails) await hub.admin.revoke(email)
  await eventually(async () => {
    expect(await hub.admin.stream(stream.streamId)).toMatchObject({ backlog: 12 })
  })
  await eventually(() => {
    expect(receiver.pushes.length).toBeGreaterThan(0)
  })
  await hub.stop()
  const failed = [...receiver.pushes]
  expect(receiver.sets).toEqual([])

  receiver.always(202)
  await hub.start()
  await eventually(() => {
    expect(receiver.sets.map(emailOf).toSorted()).toEqual(emails.toSorted())
  })
  for (const { jws, claims } of failed) {
    const again = receiver.pushes.filter((push) => push.claims.jti === claims.jti)
    expect(again.length).toBeGreaterThan(1)
    expect(again.every((push) => push.jws === jws)).toBe(true)
  }
  expect(receiver.faults).toEqual([])
})

test('a hub that stops finishes the push in hand, and does not send it again', async () => {
  await using hub = await startHub({ PUSH_TIMEOUT_MS: '3000' })
  await using receiver = await startReceiver()
  const stream = await hub.subscribe(receiver)
  const release = Promise.withResolvers<undefined>()
  receiver.answer({ after: release.promise, status: 202 })
  await hub.admin.revoke('slow@example.com')
  await eventually(() => {
    expect(receiver.pushes).toHaveLength(1)
  })
  const stopped = hub.stop()
  release.resolve(undefined)
  await stopped
  await hub.start()
  await hub.admin.revoke('next@example.com')
  await eventually(() => {
    expect(receiver.sets.map(emailOf)).toEqual(['slow@example.com', 'next@example.com'])
  })
  await eventually(async () => {
    expect(await hub.admin.stream(stream.streamId)).toMatchObject({ backlog: 0, rejected: 0 })
  })
})

test('a hub that is paused, restarted and enabled has lost nothing', async () => {
  await using hub = await startHub()
  await using receiver = await startReceiver()
  const stream = await hub.subscribe(receiver)
  await stream.setStatus('paused')
  await hub.admin.revoke('held@example.com')
  await stream.verify('before')
  await hub.restart()
  expect(receiver.sets.map(emailOf)).not.toContain('held@example.com')
  await stream.setStatus('enabled')
  await eventually(() => {
    expect(receiver.sets.map(emailOf)).toContain('held@example.com')
  })
})
