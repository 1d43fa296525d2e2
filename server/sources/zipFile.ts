import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { type ReportEntry, report } from './report.ts'

/** Most bytes that the file inside an archive may have. */
export const MOST_UNPACKED = 20 * 1024 * 1024
/** An archive with more is not looked through. */
const MOST_ENTRIES = 20

export type Unzipped =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly entry: ReportEntry }

export const isZip = ([first, second, third, fourth]: Uint8Array): boolean =>
  first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))

const refused = (message: string, code = 'E_ENCODING'): Unzipped => ({ kind: 'refused', entry: report(code, message) })

/**
 * The one text file that a zip archive holds, unpacked in memory: nothing is written, whatever its name says.
 *
 * @returns why not, when the archive holds none or several, is encrypted, cut or damaged, or unpacks to too much
 */
export async function unzip(bytes: Uint8Array): Promise<Unzipped> {
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if (archive.entryCount > MOST_ENTRIES)
      return refused(
        `Cannot open an archive as it may hold ${MOST_ENTRIES} files: it holds ${archive.entryCount}`,
        'E_LIMIT',
      )
    const files: Entry[] = []
    for await (const entry of archive.eachEntry()) if (!isAside(entry)) files.push(entry)
    const [file, ...others] = files
    if (file === undefined || others.length > 0)
      return refused(`Cannot take an archive as it must hold one file: ${held(files)}`)
    return await unpacked(archive, file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (/^(invalid relative|absolute) path|^invalid characters in fileName/.test(why))
      return refused('Cannot take an archive as its file may not be named outside of it')
    return refused('Cannot open the zip archive: it is cut or damaged')
  }
}

/** Folders, and what macOS adds of its own. */
const isAside = ({ fileName }: Entry): boolean => fileName.endsWith('/') || fileName.startsWith('__MACOSX/')

const held = (files: readonly Entry[]): string =>
  files.length === 0
    ? 'it holds none'
    : `it holds ${files.length} (${files
        .slice(0, 3)
        .map(({ fileName }) => fileName)
        .join(', ')}…)`

const isLink = ({ externalFileAttributes }: Entry): boolean => ((externalFileAttributes >>> 16) & 0o170000) === 0o120000

async function unpacked(archive: ZipFile, file: Entry): Promise<Unzipped> {
  const { fileName: name, uncompressedSize, crc32: sum } = file
  if (file.isEncrypted()) return refused(`Cannot take ${name} from the archive as it is encrypted: unpack it first`)
  if (isLink(file) || !/\.(csv|txt)$/i.test(name))
    return refused(`Cannot take ${name} from the archive as it must be a text file named .csv or .txt`)
  if (!file.canDecodeFileData())
    return refused(`Cannot take ${name} from the archive as it is packed in an unusual way: unpack it first`)
  if (uncompressedSize > MOST_UNPACKED)
    return refused(
      `Cannot take ${name} from the archive as it may unpack to ${MOST_UNPACKED} bytes (20 MiB): it says ${uncompressedSize}`,
      'E_LIMIT',
    )
  // The reader stops with an error when more comes than was said.
  const stream: Readable = await archive.openReadStreamPromise(file)
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece as Uint8Array)
  const bytes = Buffer.concat(pieces)
  if (crc32(bytes) !== sum) return refused(`Cannot take ${name} from the archive: it is damaged, its checksum differs`)
  return { kind: 'file', name, bytes }
}
