import { parseArgs } from 'node:util'
import { DEFAULT_DB } from '../server/config.ts'
import { Problem } from '../server/problem.ts'
import { restore } from '../server/store/restore.ts'
import { refuse } from './terminal.ts'

const help = `Puts a checked backup in the place of the database. The old file is kept beside it.

  npm run restore -- data/backups/aftershock-20231117T202800Z.db
  npm run restore -- everything.jsonl      as "npm run backup -- --text" wrote it

  --db FILE   database to replace (default ${DEFAULT_DB}, or AFTERSHOCK_DB)
  --json      one JSON document on stdout

Exit code: 0 done, 1 could not (nothing has changed then), 2 asked wrongly.`

const args = process.argv.slice(2)
try {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { db: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) console.log(help)
  else {
    const [from, ...more] = positionals
    if (from === undefined || more.length > 0)
      throw new Problem(400, 'bad_parameter', 'Cannot restore without knowing what: name one backup file')
    const done = await restore(from, values.db ?? process.env.AFTERSHOCK_DB ?? DEFAULT_DB, Date.now())
    if (values.json) console.log(JSON.stringify(done))
    else console.log(`${done.file} restored from ${from}${done.kept === null ? '' : `; the old one is ${done.kept}`}`)
  }
} catch (error) {
  refuse(error, args.includes('--json'))
}
