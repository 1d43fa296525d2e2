import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../../..')

/** Compiled code is kept between starts, as by the launcher. */
export const environment = {
  ...process.env,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/compiled'),
}

/** With which the launcher starts a program. */
const flags: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(root, 'scripts/flags.json'), 'utf8'),
)
export const flagsOf = (program: string): readonly string[] => flags[program] ?? []

/** What one run of a program took. */
export interface Taken {
  /** Seconds of CPU, user and system. */
  readonly cpu: number
  /** Seconds on the wall. */
  readonly wall: number
  /** Largest resident memory in MB of 1,048,576 bytes. */
  readonly memory: number
}

/** Bash counts CPU to the millisecond, GNU time the memory. */
const counted = `TIMEFORMAT='%U %S %R'; out=$1; shift
time command time -f %M -o "$out.memory" "$@" >"$out" 2>"$out.said" || { cat "$out.said" >&2; exit 1; }`

/** Runs a program of the project, or another, to its end. @param out where its output goes @throws Error when it fails */
export function run(program: string, given: readonly string[], out: string): Taken {
  const { stderr, status } = spawnSync('bash', ['-c', counted, '-', out, program, ...given], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  })
  const [user, system, wall] = stderr.trim().split(/\s+/).slice(-3).map(Number)
  if (status !== 0 || user === undefined || system === undefined || wall === undefined)
    throw new Error(`${program} ${given.join(' ')} failed: ${stderr}`)
  const kilobytes = Number(readFileSync(`${out}.memory`, 'utf8').trim().split('\n').at(-1))
  return { cpu: user + system, wall, memory: kilobytes / 1024 }
}

export const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** The machine and the versions that figures were taken with, for the end of a table. */
export function machine(): string {
  const model = /model name\s*:\s*(.+)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? process.arch
  return `${model}, Node ${process.versions.node}, ${process.platform}`
}

/** Prints a table of Markdown. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(`| ${head.join(' | ')} |\n| ${head.map(() => '---').join(' | ')} |`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}
