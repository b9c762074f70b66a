import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import express from 'express'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { createTls, renewTls } from './tls.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssf-hub-tls-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const files = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') })
const make = (name: string) => {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout']
  const { cert, key: keyFile } = files()
  const where = [...key, keyFile, '-out', cert, '-subj', `/CN=${name}`]
  execFileSync('openssl', ['req', '-x509', ...where], { stdio: 'ignore' })
}
const log = pino({ level: 'silent' })

/** A clock whose hours pass when they are told to. */
function hours() {
  let pass: () => void = () => undefined
  const sleep = (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      pass = resolve
      signal?.addEventListener('abort', () => {
        resolve()
      })
    })
  return {
    clock: { now: () => new Date(), sleep },
    next: async () => {
      pass()
      await new Promise((resolve) => setTimeout(resolve, 50))
    },
  }
}

type Seen = { name: string | undefined; isReused: boolean; session: Buffer | undefined }

/** Whose certificate is served; `session` is tried again. */
const look = (port: number, session?: Buffer): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      maxVersion: 'TLSv1.2',
      rejectUnauthorized: false,
      ...(session ? { session } : {}),
    })
    socket.once('error', reject).once('secureConnect', () => {
      const { subject } = socket.getPeerCertificate() as { subject?: { CN: string } } // none where a session is reused
      const name = subject?.CN
      resolve({ name, isReused: socket.isSessionReused(), session: socket.getSession() })
      socket.destroy()
    })
  })

test('a renewed certificate is served without a restart, a broken one is not; old session tickets are forgotten', async () => {
  make('first')
  const { cert, key } = files()
  const config = loadConfig({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key })
  const { tls, callers } = config
  if (!tls) throw new Error('no TLS')
  const server = await createTls(express(), {}, { tls, callers })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on TCP
  const closing = new AbortController()
  const { clock, next } = hours()
  const renewing = renewTls(server, { tls, callers }, { clock, log, closed: closing.signal })

  const before = await look(port)
  expect(before).toMatchObject({ name: 'first', isReused: false })
  expect(await look(port, before.session)).toMatchObject({ isReused: true })
  await next()
  expect(await look(port, before.session)).toMatchObject({ name: 'first', isReused: false })
  make('second')
  expect(await look(port)).toMatchObject({ name: 'first' })
  await next()
  expect(await look(port)).toMatchObject({ name: 'second' })
  await writeFile(cert, 'not a certificate')
  await next()
  expect(await look(port)).toMatchObject({ name: 'second' })

  closing.abort()
  await renewing
  await new Promise((resolve) => server.close(resolve))
})
