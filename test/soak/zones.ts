import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const zones = ['UTC', 'Asia/Jakarta', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/New_York']

/** `zones`: the same backfill under six time zones must leave one fingerprint. */
export async function soak(): Promise<boolean> {
  const hashes = zones.map(fingerprintIn)
  for (const [at, zone] of zones.entries()) console.log(`${zone.padEnd(22)} ${hashes[at]}`)
  return new Set(hashes).size === 1 && /^[0-9a-f]{64}$/.test(hashes[0] ?? '')
}

export function fingerprintIn(zone: string): string {
  const program = join(import.meta.dirname, '../standin/zoned.ts')
  const { stdout, stderr } = spawnSync(process.execPath, [program], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  })
  return stdout.trim() || stderr
}
