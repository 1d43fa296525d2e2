import { existsSync } from 'node:fs'
import { z } from 'zod'
import { command, storeOptions } from '../command.ts'
import { give, say } from '../terminal.ts'

await command({
  name: 'verify',
  does: `Checks a database: every page, every reference, and every bar and event against the fingerprint stored with it. Says which
time-zone data the program runs with: they are no part of the database, and decide clock times.`,
  examples: ['npm run verify', 'npm run -s verify -- --db backups/aftershock-20231117T202800Z.db --json'],
  options: z.strictObject(storeOptions),
  notes: 'Exit code: 0 sound, 1 not sound or not to be read, 2 asked wrongly.',
  run: async ({ db: file, json }) => {
    const [{ zoneData, zoneSentence }, { verify }, { inStore }] = await Promise.all([
      import('../../server/calendars/zoneData.ts'),
      import('../../server/store/verify.ts'),
      import('../store.ts'),
    ])
    if (!existsSync(file)) await inStore(file, 'read', async () => undefined)
    const verification = await verify(file, Date.now())
    const { sound, problems, years, events } = verification
    const zones = zoneData()
    const parts = `every page, every reference, ${years} fingerprints of bars and ${events} of events`
    if (json || sound)
      await give(json, { file, ...verification, zone_data: zones }, [`${file} is sound: ${parts}`, zoneSentence(zones)])
    else say([`${file} is not sound:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
    return sound ? 0 : 1
  },
})
