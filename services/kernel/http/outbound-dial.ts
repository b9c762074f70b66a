import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { LookupFunction, Socket } from 'node:net'
import { createSecureContext, getCACertificates } from 'node:tls'
import { buildConnector } from 'undici'
import type { Dial } from './outbound-phases.ts'
import { isAllowed, isPublicAddress } from './addresses.ts'
import type { CidrList } from './addresses.ts'

/** Every address of a name. Rejects where there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

export type Dialling = { allow: CidrList; resolve: Resolve; extraTrust: readonly string[] }

const CONNECT_TIMEOUT_MS = 5_000
/** Node's default of 250 ms gives up on an address that is merely far away. */
const ADDRESS_TIMEOUT_MS = 1_500

const FAULT = Symbol('fault')
type Fault = 'blocked-address' | 'dns'

const fault = (reason: Fault, message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { [FAULT]: reason })

/** The reason this file gave for refusing to dial, wherever in an error it hides. */
export function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined
  if (FAULT in error && (error[FAULT] === 'dns' || error[FAULT] === 'blocked-address'))
    return error[FAULT]
  return faultOf(error.cause)
}

/**
 * Opens connections to permitted addresses only: https to public addresses, and both https and http to those in `allow`.
 * The lookup hands on nothing but checked addresses, so the address checked is the address dialled.
 */
export function createDialler({ allow, resolve, extraTrust }: Dialling): Dial {
  const secureContext = createSecureContext({ ca: [...getCACertificates(), ...extraTrust] })
  const connectorFor = (isPermitted: (ip: string) => boolean) => {
    const dial = buildConnector({
      secureContext,
      rejectUnauthorized: true,
      allowH2: false,
      maxCachedSessions: 10_000,
      timeout: CONNECT_TIMEOUT_MS,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS,
      lookup: permittedLookup(resolve, isPermitted),
    }) as Dial // undici's types leave out what its connectors answer
    return guarded(dial, isPermitted)
  }
  const https = connectorFor((ip) => isPublicAddress(ip) || isAllowed(ip, allow))
  const http = connectorFor((ip) => isAllowed(ip, allow))
  return (options, callback) => (options.protocol === 'https:' ? https : http)(options, callback)
}

/** Checks literal addresses, which never reach a lookup, and what the socket says it is connected to. */
function guarded(dial: Dial, isPermitted: (ip: string) => boolean): Dial {
  return (options, callback) => {
    if (isIP(options.hostname) !== 0 && !isPermitted(options.hostname)) {
      callback(blocked(options.hostname), null)
      return undefined
    }
    return dial(options, (...[error, socket]: DialResult) => {
      if (error) callback(error, null)
      else if (isPermitted(socket.remoteAddress ?? '')) callback(null, socket)
      else {
        socket.destroy()
        callback(blocked(socket.remoteAddress ?? 'an unknown address'), null)
      }
    })
  }
}

type DialResult = [null, Socket] | [Error, null]

const blocked = (what: string): Error =>
  fault('blocked-address', `not a permitted address: ${what} (https to public addresses only)`)

function permittedLookup(resolve: Resolve, isPermitted: (ip: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    permittedAddresses(hostname, resolve, isPermitted).then(
      (addresses) => {
        const [first] = addresses
        if (options.all) callback(null, addresses)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), [])
      },
    )
  }
}

async function permittedAddresses(
  hostname: string,
  resolve: Resolve,
  isPermitted: (ip: string) => boolean,
): Promise<{ address: string; family: number }[]> {
  const all = await resolve(hostname).catch((error: unknown) => {
    throw fault('dns', `${hostname} could not be resolved: ${messageOf(error)}`, error)
  })
  const permitted = all.filter(isPermitted)
  if (all.length === 0) throw fault('dns', `${hostname} has no address`)
  if (permitted.length === 0) throw blocked(`${hostname} is ${all.join(', ')}`)
  return permitted.map((address) => ({ address, family: isIP(address) }))
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

/**
 * Names by the hosts file, then by DNS over c-ares.
 *
 * Not `dns.lookup`: it holds one of the few libuv threads until the name server answers, and signing needs those threads,
 * so one receiver's dead name server would slow every other. Its price: search domains and nsswitch do not apply, so
 * an internal name is written in full. `localhost` and names below it never leave the machine (RFC 6761 §6.3).
 */
export function createResolve(hostsFile = '/etc/hosts'): Resolve {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 })
  return async (hostname) => {
    const name = hostname.toLowerCase().replace(/\.$/, '')
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1']
    const local = addressesIn(await readFile(hostsFile, 'utf8').catch(() => ''), name)
    if (local.length > 0) return local
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    const found = [v4, v6].flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    if (found.length === 0 && v4.status === 'rejected') throw v4.reason
    return found
  }
}

/** The addresses a hosts file gives a name. */
export function addressesIn(hosts: string, name: string): string[] {
  return hosts.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/)
    return names.includes(name) && isIP(address) !== 0 ? [address] : []
  })
}
