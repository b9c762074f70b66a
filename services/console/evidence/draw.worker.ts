import { parentPort, workerData } from 'node:worker_threads'
import { draw, type Drawn } from './draw.ts'

// A thread of its own for one document.

const drawn = await draw(workerData as Drawn) // given by pdf.ts alone
parentPort?.postMessage(drawn)
