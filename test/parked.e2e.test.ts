import { test } from 'vitest'
import { startHub } from './support/hub.ts'
import { playParked } from './support/parked-story.ts'

test('what cannot be decided on, or matched, holds up nobody, is seen, and goes on once its cause is gone', async () => {
  await using hub = await startHub()
  await playParked(hub)
}, 300_000)
