import { expect, test } from 'vitest'
import type { AttemptRecord } from '../kernel/store/deliveries.ts'
import { faultOf } from './attempt.ts'

const fault = (err: string, changes: Pick<Partial<AttemptRecord>, 'phases'> = {}) =>
  faultOf({ err, remote: null, phases: null, ...changes })

test.each([
  ['a name without an address', fault('dns'), 'between'],
  ['nobody at the address', fault('connect'), 'between'],
  ['no connection in time', fault('timeout', { phases: { connectMs: 5_000 } }), 'between'],
  ['no answer in time', fault('timeout', { phases: { firstByteMs: 15_000 } }), 'receiver'],
  ['a bad certificate', fault('tls'), 'receiver'],
  ['a connection cut', fault('reset'), 'receiver'],
  ['HTTP 500', fault('http_500'), 'receiver'],
  ['our credential, which the receiver gave us', fault('authentication_failed'), 'receiver'],
  ['our keys, which are published', fault('invalid_key'), 'receiver'],
  ['a SET that cannot be read', fault('invalid_request'), 'hub'],
  ['a SET that is too large', fault('payload_too_large'), 'hub'],
  ['an address that the hub does not permit', fault('blocked-address'), 'hub'],
])('who looks first at %s', (_what, found, expected) => {
  expect(found).toBe(expected)
})
