import type { Db } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { listRelations, removeRelation } from '../../db/relations.ts'
import { beginRun, endRun } from '../../db/runs.ts'
import type { Relation, RelationKey } from '../market/relation.ts'
import { Problem } from '../problem.ts'
import { bundledRelations } from '../sources/bundledRelations.ts'

/** Every name that stands for a ticker, the bundled ones as the store has changed them. */
export const relationList = (db: Db): Promise<readonly Relation[]> => listRelations(db, bundledRelations())

/** Forgets a name. @returns the run that takes it back @throws Problem 404 for one that is not there */
export const forgetRelation = (db: Db, key: RelationKey, now: number): Promise<{ readonly run: number }> =>
  write(db, async (tx) => {
    const run = await beginRun(tx, 'edit', { name: `forget ${key.name} (${key.symbol})`, kind: 'relations' }, now)
    if (!(await removeRelation(tx, key, bundledRelations(), now)))
      throw new Problem(
        404,
        'unknown_relation',
        `"${key.name}" is not ${key.symbol} as ${key.role} from ${key.from ?? 'ever'}`,
        'name',
      )
    await endRun(tx, run, 'complete', { new: 0, changed: 1, unchanged: 0, rejected: 0 }, now)
    return { run }
  })
