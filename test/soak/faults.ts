import { faults, positions, restatements, undisturbed, withFault } from '../server/backfill/faults.ts'

/** `faults`: every fault at the first, second, middle and last request and at all; one rerun must put it right.
 * After a restatement that was taken back it is the prices that must be right. */
export async function soak(): Promise<boolean> {
  const right = await undisturbed()
  let [cells, wrong] = [0, 0]
  const isRestated = (fault: string) => (restatements as readonly string[]).includes(fault)
  for (const fault of [...faults, ...restatements]) {
    const row: string[] = []
    for (const position of positions) {
      const { first, second, hash, prices } = await withFault(fault, position)
      const isRight = isRestated(fault) ? prices === right.prices : hash === right.hash
      const good = second.outcome === 'complete' && second.exit_code === 0 && isRight
      cells++
      if (!good) wrong++
      row.push(`${position} ${first.outcome}${good ? '' : ' WRONG'}`)
    }
    console.log(`${fault.padEnd(16)} ${row.join(', ')}`)
  }
  console.log(
    JSON.stringify({ faults: faults.length + restatements.length, positions: positions.length, cells, wrong }),
  )
  return wrong === 0
}
