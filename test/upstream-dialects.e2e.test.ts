import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startHub, type TestHub } from './support/hub.ts'
import { startTransmitter, type Options } from './support/transmitter/index.ts'
import { connect } from './support/upstream.ts'

const BASE = 'https://schemas.openid.net/secevent'
const REVOKED = `${BASE}/caep/event-type/session-revoked`
const VERIFICATION = `${BASE}/ssf/event-type/verification`

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

async function connected(options: Options, upstream: object, settings?: object) {
  const transmitter = await startTransmitter(options)
  const source = await connect(hub, transmitter, { upstream, ...(settings && { settings }) })
  return {
    transmitter,
    source,
    async arrived(...jtis: string[]) {
      return eventually(async () => {
        const signals = await source.signals()
        const found = signals.filter(({ dedupe_key: jti }) => jtis.includes(jti))
        if (found.length < jtis.length) throw new Error(JSON.stringify(signals))
        return found
      })
    },
    [Symbol.asyncDispose]: () => transmitter[Symbol.asyncDispose](),
  }
}

test.each(['push', 'poll'])(
  'a transmitter of the first draft: one stream without an id, verified and changed by its own event types, by %s',
  async (delivery) => {
    await using opened = await connected({ dialect: 'sse' }, { delivery })
    const { transmitter, source } = opened
    const { stream } = await source.healthy()
    expect(stream).toMatchObject({ id: transmitter.issuer })
    const [revoked = ''] = transmitter.emit({ type: REVOKED })
    const ofOne = transmitter.sets.owe(transmitter.stream(), {
      type: `${BASE}/sse/event-type/stream-updated`,
      payload: { status: 'disabled', reason: 'License is not valid' },
      subject: { tenant: { format: 'opaque', id: 'tenant-1' } },
    })
    const signals = await opened.arrived(revoked, ofOne)
    expect(signals.find(({ dedupe_key: jti }) => jti === revoked)?.type).toBe(REVOKED)
    await source.healthy() // for the stream itself goes on
    transmitter.sets.updated(transmitter.stream(), 'paused', 'maintenance')
    const paused = await eventually(async () => {
      const { stream: now } = await source.shown()
      if (now?.status !== 'paused') throw new Error(JSON.stringify(now))
      return now
    })
    expect(paused.statusReason).toBe('maintenance')
    expect(transmitter.stream().errors).toEqual(new Map())
  },
)

test('Google: replaced by stream:update, verified by RISC’s event type, in its words for subjects and events', async () => {
  await using opened = await connected(
    { dialect: 'google', metadataPath: '/.well-known/risc-configuration' },
    { delivery: 'push' },
    { dialect: 'google' },
  )
  const { transmitter, source } = opened
  await source.healthy()
  expect(transmitter.seen.map(({ method, path }) => `${method} ${path}`)).toContain(
    'POST /api/stream:update',
  )
  const user = { format: 'iss-sub', iss: 'https://accounts.google.com/', sub: '7375' }
  const token = {
    format: 'oauth_token',
    token_type: 'refresh_token',
    token_identifier_alg: 'prefix',
  }
  const jtis = [
    { type: `${BASE}/risc/event-type/sessions-revoked`, subject: user },
    {
      type: `${BASE}/risc/event-type/account-disabled`,
      subject: user,
      payload: { reason: 'hijacking' },
    },
    {
      type: `${BASE}/oauth/event-type/token-revoked`,
      subject: { ...token, token: '1//0aBcDeFgHiJkL' },
    },
  ].flatMap((event) => transmitter.emit(event))
  const signals = await opened.arrived(...jtis)
  expect(new Set(signals.map(({ type }) => type))).toEqual(
    new Set([
      REVOKED,
      `${BASE}/risc/event-type/account-disabled`,
      `${BASE}/oauth/event-type/token-revoked`,
    ]),
  )
  const types = (await source.signals()).map(({ type }) => type)
  expect(types).toContain(VERIFICATION)
  expect(transmitter.stream().errors).toEqual(new Map())
})

test('an issuer with a path whose metadata is at the root of its host', async () => {
  await using opened = await connected(
    { path: '/idp/tenant', metadataPath: '/.well-known/ssf-configuration' },
    { delivery: 'poll' },
  )
  const shown = await opened.source.healthy()
  const { origin } = new URL(opened.transmitter.issuer)
  expect(shown.transmitter?.metadataUrl).toBe(`${origin}/.well-known/ssf-configuration`)
})

test('a draft that calls itself ID3, with no status endpoint and none for subjects', async () => {
  const without = {
    status_endpoint: undefined,
    add_subject_endpoint: undefined,
    remove_subject_endpoint: undefined,
  }
  await using opened = await connected(
    { metadata: { spec_version: '1_0-ID3', ...without } },
    { delivery: 'poll' },
  )
  const { stream } = await opened.source.healthy()
  expect(stream?.status).toBeUndefined()
  const [jti = ''] = opened.transmitter.emit({ type: REVOKED })
  await opened.arrived(jti)
  // What its SETs tell is all that there is to know of the status.
  opened.transmitter.sets.updated(opened.transmitter.stream(), 'paused', 'maintenance')
  expect((await opened.source.healthy('paused')).stream?.statusReason).toBe('maintenance')
  opened.transmitter.sets.updated(opened.transmitter.stream(), 'enabled')
  await opened.source.healthy()
})
