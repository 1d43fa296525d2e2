import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { IngestStream } from '../server/ingest/ingested.ts'
import { Problem } from '../server/problem.ts'
import { fileStream } from '../server/sources/fileStream.ts'
import type { Spill } from '../server/sources/priceFile/barSpool.ts'
import { clock, type ProgressLine } from './bar.ts'

/** Bytes that are read at once: each reading goes into the same memory. */
const CHUNK = 256 * 1024
/** Milliseconds between two drawings of progress. */
const OFTEN = 200

/** A file of this machine, with what was laid beside it while it is read. */
export interface LocalStream extends IngestStream {
  readonly close: () => void
}

/**
 * A file that is read piece by piece; what comes from standard input is kept in a file for as long as it is needed, since it
 * is read more than once.
 *
 * @param file - for standard input
 * @throws Problem for a file that cannot be read
 */
export function localStream(file: string, line: ProgressLine): LocalStream {
  let folder: string | null = null
  const aside = (name: string): string => {
    folder ??= mkdtempSync(join(tmpdir(), 'aftershock-import-'))
    return join(folder, name)
  }
  // Rows live shortly: room for young objects that grows with what a file gives would double the memory it takes.
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--max-semi-space-size=8')
  const open: number[] = []
  const opened = (path: string, flags: string): number => {
    const descriptor = openSync(path, flags, 0o600)
    open.push(descriptor)
    return descriptor
  }
  const close = () => {
    for (const descriptor of open.splice(0)) closeSync(descriptor)
    if (folder !== null) rmSync(folder, { recursive: true, force: true })
  }
  try {
    // A device has no end, so nothing of it is a file; what comes through a pipe is read once and kept.
    const kind = file === '-' ? null : statSync(file)
    if (kind !== null && !kind.isFile() && !kind.isFIFO()) throw new Error('it is no file')
    const isPiped = kind === null || kind.isFIFO()
    const descriptor = isPiped
      ? kept(opened(aside('input'), 'w+'), file === '-' ? 0 : opened(file, 'r'))
      : opened(file, 'r')
    const { size } = fstatSync(descriptor)
    const name = file === '-' ? 'standard input' : basename(file)
    const draw = progressOf(line, name)
    return {
      name,
      stream: fileStream(() => chunksOf(descriptor, (bytes) => draw('reading', bytes, size, 'MB', 1e6))),
      bytes: () => readFileSync(isPiped ? aside('input') : file),
      spill: () => {
        const path = aside(`rows${open.length}`)
        const rows = opened(path, 'w+')
        // Without a name it is gone with the program, however that ends.
        rmSync(path, { force: true })
        return spillTo(rows)
      },
      stored: (done, of, what) => draw('storing', done, of, `thousand ${what}`, 1e3),
      close,
    }
  } catch (error) {
    close()
    throw new Problem(404, 'no_such_file', `Cannot read ${file}: ${error instanceof Error ? error.message : error}`)
  }
}

function* chunksOf(descriptor: number, progress: (bytes: number) => void): Generator<Uint8Array> {
  const chunk = new Uint8Array(CHUNK)
  for (let at = 0; ; ) {
    const count = readSync(descriptor, chunk, 0, CHUNK, at)
    if (count === 0) return
    at += count
    progress(at)
    yield chunk.subarray(0, count)
  }
}

/** Writes what comes through a pipe to a file. */
function kept(descriptor: number, from: number): number {
  const chunk = new Uint8Array(CHUNK)
  for (;;) {
    const count = readInput(from, chunk)
    if (count === 0) return descriptor
    writeSync(descriptor, chunk, 0, count)
  }
}

/** A terminal or a pipe that has nothing yet is asked again; the end of a pipe may come as an error. */
function readInput(from: number, chunk: Uint8Array): number {
  for (;;)
    try {
      return readSync(from, chunk, 0, chunk.byteLength, null)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
}

function spillTo(descriptor: number): Spill {
  let written = 0
  return {
    write: (bytes) => {
      for (let at = 0; at < bytes.byteLength; ) {
        const count = writeSync(descriptor, bytes, at, bytes.byteLength - at, written)
        ;[at, written] = [at + count, written + count]
      }
    },
    read: (at, into) => {
      for (let got = 0; got < into.byteLength; ) {
        const count = readSync(descriptor, into, got, into.byteLength - got, at + got)
        if (count === 0) throw new Error('Cannot read again what was laid aside: the file became shorter')
        got += count
      }
    },
  }
}

/** Draws how far a step is, at which rate, and how long it will yet take. */
function progressOf(line: ProgressLine, name: string) {
  let [step, begun, drawn] = ['', 0, 0]
  return (what: string, done: number, of: number, unit: string, size: number): void => {
    const now = performance.now()
    if (what !== step || done < size) [step, begun] = [what, now]
    if (now - drawn < OFTEN && done < of) return
    drawn = now
    const seconds = (now - begun) / 1000
    const rate = seconds > 0 ? done / seconds : 0
    const left = rate > 0 ? `, ${clock(((of - done) / rate) * 1000)} left` : ''
    const rounded = (value: number) => Math.round(value / size)
    line.draw(rounded(done), rounded(of), `${unit} of ${name}, ${what}, ${(rate / size).toFixed(0)} a second${left}`)
  }
}
