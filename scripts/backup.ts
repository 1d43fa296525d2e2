import { parseArgs } from 'node:util'
import { DEFAULT_DB } from '../server/config.ts'
import { Problem } from '../server/problem.ts'
import { backup, backupText } from '../server/store/backup.ts'
import { openStore } from '../server/store/open.ts'
import { refuse } from './terminal.ts'

const help = `Copies the database while it is used, checks the copy, and keeps the newest ones.

  npm run backup
  npm run backup -- --to /mnt/backups --keep 30

  npm run backup -- --text everything.jsonl

  --to FOLDER   where to (default "backups" beside the database)
  --keep N      how many to keep (default 7)
  --text FILE   everything as lines of JSON into one file instead; npm run restore takes it, too
  --db FILE     database (default ${DEFAULT_DB}, or AFTERSHOCK_DB)
  --json        one JSON document on stdout

Exit code: 0 done, 1 could not, 2 asked wrongly.`

const args = process.argv.slice(2)
try {
  const { values } = parseArgs({
    args,
    options: {
      to: { type: 'string' },
      keep: { type: 'string', default: '7' },
      text: { type: 'string' },
      db: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) console.log(help)
  else {
    const keep = /^\d{1,4}$/.test(values.keep) ? Number(values.keep) : 0
    if (keep < 1)
      throw new Problem(400, 'bad_parameter', `Cannot keep "${values.keep}" backups as it takes 1 to 9999`, 'keep')
    const { db } = await openStore(values.db ?? process.env.AFTERSHOCK_DB ?? DEFAULT_DB, Date.now())
    try {
      if (values.text !== undefined) {
        const made = await backupText(db, values.text, Date.now())
        console.log(values.json ? JSON.stringify(made) : `${made.file}: ${made.rows} rows in ${made.bytes} bytes`)
      } else {
        const made = await backup(db, values.to ?? null, keep, Date.now())
        if (values.json) console.log(JSON.stringify(made))
        else console.log(`${made.file}: ${made.bytes} bytes, checked; ${made.removed.length} older ones removed`)
      }
    } finally {
      db.close()
    }
  }
} catch (error) {
  refuse(error, args.includes('--json'))
}
