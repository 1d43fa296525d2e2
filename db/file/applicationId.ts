import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** "AFTS": marks a file as ours, so that another program's database is never touched. */
export const APPLICATION_ID = 0x41465453

const [HEADER, MARK_AT] = [100, 68]
const [LOG_HEADER, FRAME_HEADER] = [32, 24]

/**
 * Whose a file is, from its bytes alone: opening another program's database would already write to it, where it left
 * a log or a journal to be played back. Our mark may still be in the log, when the file was made and not closed.
 *
 * @returns `none` for a file that is not there, is empty, or is no SQLite file: SQLite says the last itself and writes nothing
 */
export function identify(file: string): 'ours' | 'foreign' | 'none' {
  const header = bytesOf(file, 0, HEADER)
  if (header.length < HEADER || header.toString('latin1', 0, 15) !== 'SQLite format 3') return 'none'
  const log = lookAtLog(`${file}-wal`)
  if (header.readUInt32BE(MARK_AT) === APPLICATION_ID || log === 'marked') return 'ours'
  // A file of ours that was only just begun holds nothing and carries no mark yet.
  return log === 'nothing' && isBlank(file, header) ? 'none' : 'foreign'
}

/** Does a log hold a first page with our mark, or transactions without one? */
function lookAtLog(log: string): 'marked' | 'other' | 'nothing' {
  const header = bytesOf(log, 0, LOG_HEADER)
  if (header.length < LOG_HEADER) return 'nothing'
  const frame = FRAME_HEADER + header.readUInt32BE(8)
  let isCommitted = false
  for (let at = LOG_HEADER; ; at += frame) {
    const page = bytesOf(log, at, FRAME_HEADER + HEADER)
    if (page.length < FRAME_HEADER + HEADER) return isCommitted ? 'other' : 'nothing'
    if (page.readUInt32BE(0) === 1 && page.readUInt32BE(FRAME_HEADER + MARK_AT) === APPLICATION_ID) return 'marked'
    if (page.readUInt32BE(4) !== 0) isCommitted = true
  }
}

/** Is the first page, where tables are listed, an empty leaf? */
function isBlank(file: string, header: Buffer): boolean {
  const page = bytesOf(file, HEADER, 5)
  return header.readUInt32BE(MARK_AT) === 0 && page.length === 5 && page[0] === 0x0d && page.readUInt16BE(3) === 0
}

function bytesOf(file: string, at: number, length: number): Buffer {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    return Buffer.alloc(0)
  }
  try {
    if (!fstatSync(handle).isFile()) return Buffer.alloc(0)
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(handle, bytes, 0, length, at))
  } finally {
    closeSync(handle)
  }
}
