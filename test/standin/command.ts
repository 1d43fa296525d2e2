import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Said {
  readonly code: number | null
  /** Standard output and standard error as they came. */
  readonly said: string
}

const root = join(import.meta.dirname, '../..')

/** Runs one of the program's commands as a process of its own, without blocking: a stand-in in this process can answer. */
export function command(
  script: string,
  args: readonly string[],
  {
    before = [],
    env = {},
  }: { readonly before?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Said> {
  const child = spawn(process.execPath, [...before, join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      said += piece
    })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })))
}
