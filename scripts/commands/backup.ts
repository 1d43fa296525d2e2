import { z } from 'zod'
import { Problem } from '../../server/problem.ts'
import { told, wholeNumber } from '../../server/query/parameters.ts'
import { command, storeOptions } from '../command.ts'
import { give } from '../terminal.ts'

await command({
  name: 'backup',
  does: 'Copies the database while it is used, checks the copy, and keeps the newest ones.',
  examples: [
    'npm run backup',
    'npm run backup -- --to /mnt/backups --keep 30',
    '',
    'npm run backup -- --text everything.jsonl',
  ],
  options: z.strictObject({
    to: told(z.string().optional(), 'where to (default "backups" beside the database)', 'FOLDER'),
    keep: told(wholeNumber(1, 9999).optional(), 'how many to keep (default 7)', 'N'),
    text: told(
      z.string().optional(),
      'everything as lines of JSON into one file instead; npm run restore takes it, too',
      'FILE',
    ),
    ...storeOptions,
  }),
  notes: 'Exit code: 0 done, 1 could not, 2 asked wrongly.',
  run: async ({ to, keep, text, db: file, json }) => {
    const stray = to !== undefined ? 'to' : keep !== undefined ? 'keep' : null
    if (text !== undefined && stray !== null)
      throw new Problem(400, 'bad_parameter', `Cannot use --${stray} with --text, which names its own file`, stray)
    const [{ backup, backupText, USUALLY_KEPT }, { inStore }] = await Promise.all([
      import('../../server/store/backup.ts'),
      import('../store.ts'),
    ])
    return inStore(file, 'read', async (db) => {
      if (text !== undefined) {
        const made = await backupText(db, text, Date.now())
        await give(json, made, [`${made.file}: ${made.rows} rows in ${made.bytes} bytes`])
      } else {
        const made = await backup(db, to ?? null, keep ?? USUALLY_KEPT, Date.now())
        const removed = `${made.removed.length} older ones removed`
        await give(json, made, [`${made.file}: ${made.bytes} bytes, checked; ${removed}`])
      }
      return 0
    })
  },
})
