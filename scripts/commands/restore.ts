import { z } from 'zod'
import { told } from '../../server/query/parameters.ts'
import { command, onlyWord, storeOptions } from '../command.ts'
import { give } from '../terminal.ts'

await command({
  name: 'restore',
  does: 'Puts a checked backup in the place of the database. The old file is kept beside it.',
  examples: [
    'npm run restore -- data/backups/aftershock-20231117T202800Z.db',
    'npm run restore -- aftershock-20231117T202800Z.db      one of those beside the database, by its name',
    'npm run restore -- everything.jsonl      as "npm run backup -- --text" wrote it',
  ],
  words: [['BACKUP', 'the file to put in its place, or its name alone where it stands in backups beside the database']],
  options: z.strictObject({
    ...storeOptions,
    db: told(storeOptions.db, 'database to replace (default as everywhere, or AFTERSHOCK_DB)', 'FILE'),
  }),
  notes: 'Exit code: 0 done, 1 could not (nothing has changed then), 2 asked wrongly.',
  run: async ({ db, json }, words) => {
    const from = onlyWord(words, 'restore without knowing what: name one backup file')
    const { restore } = await import('../../server/store/restore.ts')
    const { backupNamed } = await import('../../server/store/backup.ts')
    const done = await restore(backupNamed(from, db), db, Date.now())
    const kept = done.kept === null ? '' : `; the old one is ${done.kept}`
    await give(json, done, [`${done.file} restored from ${from}${kept}`])
    return 0
  },
})
