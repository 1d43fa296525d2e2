import { parentPort, workerData } from 'node:worker_threads'
import type { LookAnswer, LookOrder } from './lookOverAside.ts'
import { storeErrorOf } from './storeError.ts'
import { lookOverInUse } from './upkeep.ts'

const { file, now } = workerData as LookOrder
let answer: LookAnswer = null
try {
  lookOverInUse(file, now)
} catch (error) {
  const { kind, message } = storeErrorOf(file, error)
  answer = { kind, message }
}
parentPort?.postMessage(answer)
