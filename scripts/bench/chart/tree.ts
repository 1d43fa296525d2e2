import { readdirSync, readFileSync } from 'node:fs'

/** Nanoseconds that each thread had used when it was last seen, by process and thread. */
const used = new Map<number, Map<string, number>>()

/**
 * Milliseconds of CPU that a process and everything it started have used so far, as Linux counts them for each thread. What
 * has ended since it was last seen stays counted: the page before may end while the next one is measured.
 */
export function cpuOfTree(root: number): number {
  const threads = used.get(root) ?? new Map<string, number>()
  used.set(root, threads)
  for (const pid of treeOf(root))
    for (const thread of read(() => readdirSync(`/proc/${pid}/task`)) ?? []) {
      const told = read(() => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'))
      if (told !== null) threads.set(`${pid} ${thread}`, Number(told.split(' ')[0]))
    }
  return threads.values().reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6
}

function treeOf(root: number): readonly number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(() => readFileSync(`/proc/${name}/stat`, 'utf8')) : null
    // The name of a program may hold spaces and brackets: what follows the last one is counted.
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (stat !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

/** A process may end between being listed and being read. */
function read<T>(from: () => T): T | null {
  try {
    return from()
  } catch {
    return null
  }
}
