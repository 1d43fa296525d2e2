import { rates } from '../server/quality/splitOrCrash.ts'

/**
 * `splitOrCrash [N] [SEED]`: N simulated histories of each kind (1000), as they come, with a crash or a bid, with a split that
 * nobody told. At most one in a hundred may have an error that is none, at most two in a hundred splits may be missed.
 */
export async function soak([count = '1000', seed = '1']: readonly string[]): Promise<boolean> {
  const { wrong, misses, ...seen } = rates(Number(count), Number(seed))
  for (const line of [...wrong, ...misses.map((miss) => `missed ${miss}`)]) console.log(line)
  console.log(JSON.stringify(seen))
  const part = (number: number) => number / seen.count
  return part(seen.ordinary) <= 0.01 && part(seen.crashes) <= 0.01 && part(seen.missed) <= 0.02
}
