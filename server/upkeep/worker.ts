import { constants, setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { type CopyStep, Stopped } from '../../db/file/copySteps.ts'
import { openDb } from '../../db/file/open.ts'
import { isStoreFailure, storeErrorOf } from '../../db/file/storeError.ts'
import { backup, USUALLY_KEPT } from '../store/backup.ts'
import { verify } from '../store/verify.ts'
import type { UpkeepMessage, UpkeepOrder, UpkeepResult } from './task.ts'

async function work({ file, task, stop }: UpkeepOrder, say: (message: UpkeepMessage) => void): Promise<UpkeepResult> {
  const told = (step: CopyStep, done: number, all: number) => {
    if (Atomics.load(stop, 0) !== 0) throw new Stopped()
    say({ kind: 'at', step, done, all })
  }
  switch (task) {
    case 'verify': {
      const { sound, problems, years, events } = await verify(file, Date.now(), told)
      return sound ? { kind: 'sound', years, events } : { kind: 'unsound', problems }
    }
    case 'backup': {
      const { db } = await openDb(file, Date.now(), 'open')
      try {
        const made = await backup(db, null, USUALLY_KEPT, Date.now(), told)
        const removed = made.removed.map((old) => basename(old))
        return { kind: 'made', name: basename(made.file), bytes: made.bytes, removed }
      } finally {
        db.close()
      }
    }
  }
}

const port = parentPort
if (port !== null) {
  // Whoever looks at the page comes first. Linux keeps a priority a thread; elsewhere this would slow the server itself.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)
  const order = workerData as UpkeepOrder
  const say = (message: UpkeepMessage) => port.postMessage(message)
  try {
    say({ kind: 'end', result: await work(order, say), detail: null })
  } catch (error) {
    if (error instanceof Stopped) say({ kind: 'end', result: { kind: 'stopped' }, detail: null })
    else {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
      const message = isStoreFailure(error) ? storeErrorOf(order.file, error).message : null
      say({ kind: 'end', result: { kind: 'failed', message }, detail })
    }
  }
  port.close()
}
