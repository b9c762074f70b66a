// Loaded into a hub by `--import`: its clock is off by as many milliseconds as the file CLOCK_OFFSET_FILE says.
import { readFileSync } from 'node:fs'

const Real = Date
const LOOK_EVERY_MS = 50
let offset = 0
let lookedAt = -Infinity

function now() {
  const real = Real.now()
  if (Math.abs(real - lookedAt) > LOOK_EVERY_MS) {
    lookedAt = real
    offset = Number(readFileSync(process.env.CLOCK_OFFSET_FILE, 'utf8'))
  }
  return real + offset
}

globalThis.Date = new Proxy(Real, {
  construct: (_, args) => (args.length === 0 ? new Real(now()) : new Real(...args)),
  apply: () => new Real(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})
