import { expect, test } from 'vitest'
import type { Bus, BusMessage } from './bus.ts'
import { withPrivateKeys } from './private-keys.ts'

test('what a broker sees names nobody, and one subject keeps one key', async () => {
  const seen: BusMessage[] = []
  const bus: Bus = {
    publish: (_topic, messages) => {
      seen.push(...messages)
      return Promise.resolve()
    },
    consume: () => Promise.resolve(),
    health: () => ({ ok: true, detail: '' }),
    close: () => Promise.resolve(),
  }
  const keys = ['ann@example.com', 'bob@example.com', 'ann@example.com']
  await withPrivateKeys(bus).publish(
    'ssf.signals',
    keys.map((key, index) => ({ key, id: String(index) })),
  )
  expect(seen.map(({ id }) => id)).toEqual(['0', '1', '2'])
  expect(JSON.stringify(seen)).not.toContain('example')
  expect(seen[0]?.key).toBe(seen[2]?.key)
  expect(seen[0]?.key).not.toBe(seen[1]?.key)
})
