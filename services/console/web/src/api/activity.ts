import { now } from '../clock.ts'

const ACTIVE_FOR_MS = 60_000
let lastAt = 0

/** Whether somebody used the keyboard or the pointer lately: the hub signs out who does not. */
export const isActive = (): boolean => now().getTime() - lastAt < ACTIVE_FOR_MS

/** Begins to watch; once, at the start. */
export function watchActivity(): void {
  const note = () => {
    lastAt = now().getTime()
  }
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    addEventListener(kind, note, { passive: true, capture: true })
  note()
}
