import { readFileSync } from 'node:fs'

/** Megabytes of memory that a process holds. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

/** Seconds of processor time that a process has used so far, of all its threads, to a hundredth. */
export function cpuOf(pid: number): number {
  // The name, in brackets, may hold blanks; utime and stime are fields 14 and 15, in ticks of 1/100 s.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
