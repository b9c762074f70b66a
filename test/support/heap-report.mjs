// Loaded into a hub by `--import`: every five seconds the heap that is really in use goes into the file HEAP_FILE, in bytes.
import { writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
setInterval(() => {
  collect()
  writeFileSync(process.env.HEAP_FILE, String(process.memoryUsage().heapUsed))
}, 5_000).unref()
