import { spawnSync } from 'node:child_process'
import { z } from 'zod'
import { healthFacts } from '../server/store/doctorFacts.ts'
import { diagnose } from '../server/store/health.ts'
import { command, storeOptions } from './command.ts'

await command({
  name: 'doctor',
  does: `Looks for what endangers a database: SQLite of every tool that might open it, the file system, the clock, time-zone
data, room on the disk, permissions, the runtime. Changes nothing.`,
  examples: ['npm run doctor', 'npm run -s doctor -- --db /srv/news/aftershock.db --json'],
  options: z.strictObject(storeOptions),
  notes: 'Exit code: 0 nothing bad, 1 something is, 2 asked wrongly.',
  run: async ({ db, json }) => {
    const findings = diagnose(healthFacts(db, Date.now(), said))
    if (json) console.log(JSON.stringify({ file: db, findings }))
    else for (const { level, says } of findings) console.log(`${level.padEnd(4)}  ${says}`)
    return findings.some(({ level }) => level === 'bad') ? 1 : 0
  },
})

function said(tool: string, args: readonly string[]): string | null {
  const { status, stdout } = spawnSync(tool, args, { encoding: 'utf8', timeout: 5000 })
  return status === 0 ? stdout : null
}
