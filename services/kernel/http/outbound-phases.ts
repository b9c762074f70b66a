import { isIP, type Socket } from 'node:net'
import type { buildConnector } from 'undici'
import type { Phases } from '../../../schemas/delivery.ts'

/** How far a connection got, and when; times are of `performance.now()`. */
export type Dialled = {
  startedAt: number
  /** There is a name to look up. */
  isNamed: boolean
  isSecure: boolean
  lookedUpAt?: number
  connectedAt?: number
  /** TLS, where there is any, is done too. */
  readyAt?: number
}

type Target = Parameters<buildConnector.connector>[0]
type Callback = Parameters<buildConnector.connector>[1]

/** Opens connections as undici's connectors do: answers the socket that is being connected, where it got so far. */
export type Dial = (target: Target, callback: Callback) => Socket | undefined

/** Dials, and notes what happens when. */
export function timedDial(dial: Dial, target: Target, callback: Callback): Dialled {
  const dialled: Dialled = {
    startedAt: performance.now(),
    isNamed: isIP(target.hostname) === 0,
    isSecure: target.protocol === 'https:',
  }
  const socket = dial(target, (...outcome: [null, Socket] | [Error, null]) => {
    dialled.readyAt = performance.now()
    callback(...outcome)
  })
  socket?.once('lookup', () => (dialled.lookedUpAt = performance.now()))
  socket?.once('connect', () => (dialled.connectedAt = performance.now()))
  return dialled
}

/** When a request went out, and its answer's head and end came; 0 = not yet. */
export type Marks = { sentAt: number; headAt: number }

/** Pure: how long each phase took, in milliseconds; the one in which it ended counts up to that end. */
export function phasesOf(dialled: Dialled | undefined, { sentAt, headAt }: Marks, endAt: number) {
  const phases: Phases = {}
  if (dialled) addDialling(phases, dialled, sentAt || endAt)
  if (sentAt === 0) return phases
  phases.firstByteMs = rounded((headAt || endAt) - sentAt)
  if (headAt !== 0) phases.bodyMs = rounded(endAt - headAt)
  return phases
}

function addDialling(phases: Phases, dialled: Dialled, endAt: number): void {
  const { startedAt, isNamed, isSecure, lookedUpAt, connectedAt, readyAt } = dialled
  if (isNamed) phases.dnsMs = rounded((lookedUpAt ?? endAt) - startedAt)
  if (isNamed && lookedUpAt === undefined) return
  phases.connectMs = rounded((connectedAt ?? endAt) - (lookedUpAt ?? startedAt))
  if (isSecure && connectedAt !== undefined)
    phases.tlsMs = rounded((readyAt ?? endAt) - connectedAt)
}

const rounded = (ms: number): number => Math.round(Math.max(0, ms) * 10) / 10
