import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { zoneData, zoneSentence } from '../server/calendars/zoneData.ts'
import { DEFAULT_DB } from '../server/config.ts'
import { openStore } from '../server/store/open.ts'
import { verify } from '../server/store/verify.ts'
import { refuse } from './terminal.ts'

const help = `Checks a database: every page, every reference, and every bar against the fingerprint stored with it. Says which
time-zone data the program runs with: they are no part of the database, and decide clock times.

  npm run verify
  npm run -s verify -- --db backups/aftershock-20231117T202800Z.db --json

  --db FILE   database (default ${DEFAULT_DB}, or AFTERSHOCK_DB)
  --json      one JSON document on stdout

Exit code: 0 sound, 1 not sound or not to be read, 2 asked wrongly.`

const args = process.argv.slice(2)
try {
  const { values } = parseArgs({
    args,
    options: { db: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) console.log(help)
  else {
    const file = values.db ?? process.env.AFTERSHOCK_DB ?? DEFAULT_DB
    if (!existsSync(file)) (await openStore(file, Date.now())).db.close()
    const verification = await verify(file, Date.now())
    const { sound, problems, years } = verification
    const zones = zoneData()
    if (values.json) console.log(JSON.stringify({ file, ...verification, zone_data: zones }))
    else if (sound)
      console.log(
        `${file} is sound: every page, every reference, ${years} fingerprints of bars\n${zoneSentence(zones)}`,
      )
    else console.error(`${file} is not sound:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    if (!sound) process.exitCode = 1
  }
} catch (error) {
  refuse(error, args.includes('--json'))
}
