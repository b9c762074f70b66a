import { expect, test } from 'vitest'
import { authorizationOf, deliveriesOf, type Typed } from './transmitter.ts'

const typed: Typed = {
  id: 'peer',
  issuer: 'https://idp.example',
  metadataUrl: '',
  method: 'client_secret_basic',
  clientId: ' hub ',
}

test('what lets the hub in has what its method needs, and nothing else', () => {
  expect(authorizationOf(typed, ' s ')).toEqual({
    method: 'client_secret_basic',
    clientId: 'hub',
    clientSecret: 's',
  })
  expect(authorizationOf({ ...typed, method: 'token' }, 't')).toEqual({
    method: 'token',
    token: 't',
  })
  expect(authorizationOf({ ...typed, method: 'private_key_jwt' }, 'left from before')).toEqual({
    method: 'private_key_jwt',
    clientId: 'hub',
  })
})

test('of the deliveries those that the transmitter offers can be chosen, and both where it is silent', () => {
  const probe = (metadata?: Record<string, unknown>) => ({
    ...{ issuer: 'https://idp.example', usable: true, findings: [] },
    ...(metadata && { metadata }),
  })
  const offers = (...uris: unknown[]) => probe({ delivery_methods_supported: uris })
  expect(deliveriesOf(offers('urn:ietf:rfc:8935'))).toEqual(['push'])
  expect(deliveriesOf(offers('urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'))).toEqual(['poll', 'push'])
  expect(deliveriesOf(offers('urn:of:another', 1))).toEqual(['poll', 'push'])
  expect(deliveriesOf(probe())).toEqual(['poll', 'push'])
})
