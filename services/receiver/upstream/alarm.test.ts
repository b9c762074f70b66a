import { expect, test } from 'vitest'
import { alertsOf } from './alarm.ts'
import { NOW } from './record.fixture.ts'

const trouble = (failures: number) => [
  { step: 'poll', since: NOW, failures, last: 'answered 500', nextAttemptAt: NOW },
]

test('operators are told of a stream that is silent, stopped, or fails for long, and of nothing else', () => {
  expect(alertsOf({ health: 'silent', problem: 'nothing came' }, trouble(9))).toEqual({
    'source-silent': 'nothing came',
  })
  expect(alertsOf({ health: 'paused', problem: 'maintenance' }, [])).toEqual({
    'source-failing': 'maintenance',
  })
  expect(alertsOf({ health: 'failing', problem: 'poll: answered 500' }, trouble(4))).toEqual({
    'source-failing': 'poll: answered 500',
  })
  expect(alertsOf({ health: 'failing', problem: 'poll: answered 500' }, trouble(3))).toEqual({})
  expect(alertsOf({ health: 'ok' }, [])).toEqual({})
})
