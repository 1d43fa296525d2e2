import { existsSync } from 'node:fs'
import { z } from 'zod'
import { zoneData, zoneSentence } from '../server/calendars/zoneData.ts'
import { verify } from '../server/store/verify.ts'
import { command, storeOptions } from './command.ts'
import { inStore } from './store.ts'

await command({
  name: 'verify',
  does: `Checks a database: every page, every reference, and every bar and event against the fingerprint stored with it. Says which
time-zone data the program runs with: they are no part of the database, and decide clock times.`,
  examples: ['npm run verify', 'npm run -s verify -- --db backups/aftershock-20231117T202800Z.db --json'],
  options: z.strictObject(storeOptions),
  notes: 'Exit code: 0 sound, 1 not sound or not to be read, 2 asked wrongly.',
  run: async ({ db: file, json }) => {
    if (!existsSync(file)) await inStore(file, 'read', async () => undefined)
    const verification = await verify(file, Date.now())
    const { sound, problems, years, events } = verification
    const zones = zoneData()
    if (json) console.log(JSON.stringify({ file, ...verification, zone_data: zones }))
    else if (sound)
      console.log(
        `${file} is sound: every page, every reference, ${years} fingerprints of bars and ${events} of events\n${zoneSentence(zones)}`,
      )
    else console.error(`${file} is not sound:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    return sound ? 0 : 1
  },
})
