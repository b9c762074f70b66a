import { readdirSync, readFileSync } from 'node:fs'

// What processes have used, from Linux's /proc; elsewhere there are no such numbers and the columns stay empty.

/** CPU time of a process with all its threads, in microseconds. */
export function cpuMicros(pid: number): number {
  return sum(
    threadsOf(pid).map(
      (thread) => Number(read(`/proc/${String(pid)}/task/${thread}/schedstat`).split(' ')[0]) / 1e3,
    ),
  )
}

/** CPU time of PostgreSQL in microseconds: its server processes, those that have ended included. */
export function postgresCpuMicros(postmaster: number): number {
  const children = readdir('/proc').filter(
    (name) => /^\d+$/.test(name) && parentOf(name) === postmaster,
  )
  const ended = statOf(String(postmaster))
    .slice(13, 15)
    .map((ticks) => Number(ticks) * 10_000)
  return sum([cpuMicros(postmaster), ...ended, ...children.map((pid) => cpuMicros(Number(pid)))])
}

/** The most memory a process ever held, in MB. */
export const peakRssMb = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${String(pid)}/status`))?.[1] ?? 0) / 1024

const parentOf = (pid: string): number => Number(statOf(pid)[1])

/** The fields of /proc/PID/stat from the third on: the second, in brackets, may hold spaces. */
const statOf = (pid: string): string[] =>
  read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []

const threadsOf = (pid: number): string[] => readdir(`/proc/${String(pid)}/task`)

/** It may have ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function readdir(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + (Number.isFinite(value) ? value : 0), 0)
