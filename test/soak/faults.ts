import { faults, positions, undisturbed, withFault } from '../backfill/faults.ts'

/** `faults`: every fault at the first, second, middle and last request and at all; one rerun must put it right. */
export async function soak(): Promise<boolean> {
  const right = await undisturbed()
  let [cells, wrong] = [0, 0]
  for (const fault of faults) {
    const row: string[] = []
    for (const position of positions) {
      const { first, second, hash } = await withFault(fault, position)
      const good = second.outcome === 'complete' && second.exit_code === 0 && hash === right
      cells++
      if (!good) wrong++
      row.push(`${position} ${first.outcome}${good ? '' : ' WRONG'}`)
    }
    console.log(`${fault.padEnd(16)} ${row.join(', ')}`)
  }
  console.log(JSON.stringify({ faults: faults.length, positions: positions.length, cells, wrong }))
  return wrong === 0
}
