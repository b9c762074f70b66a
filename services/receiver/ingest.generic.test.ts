import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import type { SourceSettings } from '../../schemas/vendor-sources.ts'
import { ingest, origins, post, reasons, register, stored, vendorKeys } from './ingest.fixture.ts'
import { duoAuthorization } from './verifiers/duo.ts'

// Senders that need no code of ours, through the door.

describe('a generic source', () => {
  const mapping = {
    jsonata: '{"type": "session-revoked", "subject": {"format": "email", "email": mail}}',
  }
  const body = '{ "mail": "ann@acme.example" }'
  const generic = (
    scheme: NonNullable<SourceSettings['scheme']>,
    secrets: string[] = ['a-secret'],
  ) => register('generic', { scheme, mapping }, { secrets })
  const hmac = {
    type: 'hmac',
    algorithm: 'sha256',
    signed: '{body}',
    signatureHeader: 'x-signature',
    encoding: 'hex',
    prefix: '',
    keyEncoding: 'text',
  } as const
  const mac = (text: string, hash = 'sha256') => createHmac(hash, 'a-secret').update(text)
  const now = String(Math.floor(new Date().getTime() / 1_000))

  test('with an HMAC in a layout of its own', async () => {
    generic({ ...hmac, algorithm: 'sha512', encoding: 'base64', prefix: 'sig=' })
    const signature = `sig=${mac(body, 'sha512').digest('base64')}`
    expect((await post(body, { 'x-signature': signature })).status).toBe(204)
    expect((await post(`${body} `, { 'x-signature': signature })).status).toBe(401)
    expect(origins).toMatchObject([{ certainty: 'proven' }])
    expect([...stored.values()]).toMatchObject([{ subject: { email: 'ann@acme.example' } }])
  })

  test('with the time as a parameter of the signature’s header, as Stripe sends it', async () => {
    generic({
      ...hmac,
      signed: '{time}.{body}',
      prefix: 'v1=',
      separator: ',',
      time: { parameter: 't', windowSeconds: 300 },
    })
    const signed = (at: string) => `t=${at},v1=${mac(`${at}.${body}`).digest('hex')},v0=00`
    expect((await post(body, { 'x-signature': signed(now) })).status).toBe(204)
    expect((await post(body, { 'x-signature': signed('1700000000') })).status).toBe(401)
    expect(reasons.at(-1)).toMatch(/signed \d+ s ago, and 300 s are allowed/)
    expect((await post(body, { 'x-signature': signed(now).replace('v1=', 'v2=') })).status).toBe(
      401,
    )
    expect((await post(body, { 'x-signature': `t=1,${signed(now)}` })).status).toBe(401)
  })

  test('with the time in a header of its own', async () => {
    generic({ ...hmac, signed: '{time}\\n{body}', time: { header: 'x-time', windowSeconds: 60 } })
    const signature = mac(`${now}\n${body}`).digest('hex')
    expect((await post(body, { 'x-signature': signature, 'x-time': now })).status).toBe(204)
    expect((await post(body, { 'x-signature': signature })).status).toBe(401)
  })

  test('with a public key', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = publicKey.export({ format: 'pem', type: 'spki' }).toString()
    generic(
      {
        type: 'asymmetric',
        algorithm: 'ed25519',
        signed: '{body}',
        signatureHeader: 'x-signature',
        encoding: 'hex',
        keys: [{ id: 'k1', key }],
        keyIdHeader: 'x-key',
      },
      [],
    )
    const pem = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const signature = sign(null, Buffer.from(body), pem).toString('hex')
    expect((await post(body, { 'x-signature': signature, 'x-key': 'k1' })).status).toBe(204)
    expect((await post(body, { 'x-signature': signature, 'x-key': 'k2' })).status).toBe(401)
    expect((await post(body, { 'x-signature': 'zz', 'x-key': 'k1' })).status).toBe(401)
  })

  test('with a token of an issuer', async () => {
    generic(
      {
        type: 'jwt',
        header: 'authorization',
        issuer: 'https://i.example',
        audience: 'us',
        jwksUri: 'https://i.example/k',
      },
      [],
    )
    const jwt = vi.spyOn(vendorKeys, 'jwt').mockResolvedValue({ sub: 'them' })
    expect((await post(body, { authorization: 'Bearer a.b.c' })).status).toBe(204)
    expect(jwt).toHaveBeenCalledWith('a.b.c', {
      jwksUri: 'https://i.example/k',
      issuers: ['https://i.example'],
      audience: 'us',
    })
    jwt.mockResolvedValue(undefined)
    expect((await post(body, { authorization: 'Bearer a.b.c' })).status).toBe(401)
  })

  test('signed as Duo’s clients sign', async () => {
    const scheme = {
      type: 'duo',
      version: 5,
      integrationKey: 'DI',
      host: 'api.example',
      path: '/x',
    } as const
    generic(scheme)
    const date = new Date().toUTCString()
    const request = {
      ...scheme,
      date,
      method: 'POST',
      params: new URLSearchParams(),
      body: Buffer.from(body),
    }
    const authorization = duoAuthorization(request, 'a-secret')
    expect((await post(body, { authorization, date })).status).toBe(204)
    expect((await post(`${body} `, { authorization, date })).status).toBe(401)
  })

  test('with a secret alone gives hints', async () => {
    generic({ type: 'secret', header: 'x-api-key' })
    expect((await post(body, { 'x-api-key': 'a-secret' })).status).toBe(204)
    expect(origins).toMatchObject([{ certainty: 'hint' }])
  })

  test('whose mapping fails asks the sender to come again, and tells the operator why', async () => {
    register(
      'generic',
      { scheme: { type: 'secret', header: 'x-api-key' }, mapping: { jsonata: '$boom()' } },
      { secrets: ['a-secret'] },
    )
    const answer = await post(body, { 'x-api-key': 'a-secret' })
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('60')
    expect(reasons[0]).toContain('the mapping: ')
    expect(stored.size).toBe(0)
  })
})

describe('CloudEvents', () => {
  const ask = (headers: Record<string, string>, settings: SourceSettings = {}) => {
    register('cloudevents', settings, { secrets: ['Bearer a-secret'] })
    return ingest().options('/ingest/it').set(headers)
  }

  test('are allowed before they are sent', async () => {
    const answer = await ask({
      'WebHook-Request-Origin': 'idp.acme.example',
      'WebHook-Request-Rate': '120',
    })
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'webhook-allowed-origin': 'idp.acme.example',
      'webhook-allowed-rate': '*',
      allow: 'POST',
    })
  })

  test('of an origin that the operator did not name are not', async () => {
    const answer = await ask(
      { 'WebHook-Request-Origin': 'evil.example' },
      { allowedOrigins: ['idp.acme.example'] },
    )
    expect(answer.status).toBe(404)
    expect(answer.headers).not.toHaveProperty('webhook-allowed-origin')
  })

  test.each([['it'], ['nobody'], ['github'], ['%00']])(
    'OPTIONS of %s without an origin finds nothing',
    async (id) => {
      register('cloudevents', {}, { secrets: ['Bearer a-secret'] })
      expect((await ingest().options(`/ingest/${id}`)).status).toBe(404)
    },
  )
})
