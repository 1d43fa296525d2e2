import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crash } from '../server/backfill/crash.ts'

/** `kills [N] [SEED]`: N backfills killed as by a power cut (500). */
export async function soak([kills = '500', seed = '1']: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-kills-'))
  try {
    const report = await crash(folder, Number(kills), Number(seed))
    console.log(JSON.stringify({ seed: Number(seed), ...report }))
    return report.kills >= Number(kills) && report.lost + report.different + report.stuck === 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
