import { basename } from 'node:path'
import { upkeep as upkeepAnswer, upkeepStarted, upkeepStopping } from '../answers/upkeep.ts'
import { Problem } from '../problem.ts'
import { UpkeepOrder } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { backupFolder, listBackups, USUALLY_KEPT } from '../store/backup.ts'
import { verb } from './verb.ts'

export const upkeep = verb({
  name: 'upkeep',
  does: 'The backups of the database, what is being done to look after it, and what came of the last such task',
  method: 'get',
  path: '/upkeep',
  subject: nothing,
  question: nothing,
  answer: upkeepAnswer,
  fails: [],
  run: async ({ db, upkeep: runner }) => ({
    running: runner.running(),
    last: runner.last(),
    folder: basename(backupFolder(db.file)),
    kept: USUALLY_KEPT,
    backups: listBackups(db.file).map(({ name, bytes, madeAt }) => ({
      name,
      bytes,
      made_at: madeAt,
    })),
  }),
  used: null,
})

export const startUpkeep = verb({
  name: 'start-upkeep',
  does: 'Verify the database, or back it up into the folder beside it',
  method: 'post',
  path: '/upkeep',
  subject: nothing,
  question: UpkeepOrder,
  answer: upkeepStarted,
  status: 202,
  fails: ['upkeep_running'],
  run: async ({ upkeep: runner }, { task }) => {
    if (!runner.start(task))
      throw new Problem(409, 'upkeep_running', 'The database is being verified or backed up: wait for that or stop it')
    return { task }
  },
  used: null,
})

export const stopUpkeep = verb({
  name: 'stop-upkeep',
  does: 'Stop verifying or backing up, after the piece it is at; of a backup nothing is left',
  method: 'delete',
  path: '/upkeep',
  subject: nothing,
  question: nothing,
  answer: upkeepStopping,
  status: 202,
  fails: ['no_upkeep'],
  run: async ({ upkeep: runner }) => {
    if (!runner.stop()) throw new Problem(409, 'no_upkeep', 'Nothing verifies or backs up the database now')
    return { stopping: true } as const
  },
  used: null,
})
