import type { spawnSync } from 'node:child_process'
import { z } from 'zod'
import { command, storeOptions } from '../command.ts'
import { give } from '../terminal.ts'

await command({
  name: 'doctor',
  does: `Looks for what endangers a database: SQLite of every tool that might open it, the file system, the clock, time-zone
data, room on the disk, permissions, the runtime. Changes nothing.`,
  examples: ['npm run doctor', 'npm run -s doctor -- --db /srv/news/aftershock.db --json'],
  options: z.strictObject(storeOptions),
  notes: 'Exit code: 0 nothing bad, 1 something is, 2 asked wrongly.',
  run: async ({ db, json }) => {
    const [{ spawnSync: spawn }, { healthFacts }, { diagnose }] = await Promise.all([
      import('node:child_process'),
      import('../../server/store/doctorFacts.ts'),
      import('../../server/store/health.ts'),
    ])
    const findings = diagnose(healthFacts(db, Date.now(), saidBy(spawn)))
    const lines = findings.map(({ level, says }) => `${level.padEnd(4)}  ${says}`)
    await give(json, { file: db, findings }, lines)
    return findings.some(({ level }) => level === 'bad') ? 1 : 0
  },
})

/** A function by name: the command above runs before anything below it has a value. */
function saidBy(spawn: typeof spawnSync) {
  return (tool: string, args: readonly string[]): string | null => {
    const { status, stdout } = spawn(tool, args, { encoding: 'utf8', timeout: 5000 })
    return status === 0 ? stdout : null
  }
}
