import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isZip, MOST_UNPACKED, unzip } from '../../../server/sources/zipFile.ts'
import { seeded } from '../../standin/world.ts'
import { type ZipPart, zipped } from './zipped.ts'

const file = (more: Partial<ZipPart> = {}): ZipPart => ({ name: 'a.CSV', text: ',Mkt-RF,SMB\r\n'.repeat(99), ...more })
const whyNot = async (bytes: Uint8Array) => {
  const read = await unzip(bytes)
  return read.kind === 'refused' ? `${read.entry.code}: ${read.entry.message}` : read.kind
}

/** `printf 'date,mkt_rf\n2023-11-17,0.16\n' > f.csv && zip -X f.zip f.csv`, by Info-ZIP 3.0. */
const INFO_ZIP =
  'UEsDBAoAAAAAAKUFel3yfidEHAAAABwAAAAFAAAAZi5jc3ZkYXRlLG1rdF9yZgoyMDIzLTExLTE3LDAuMTYKUEsBAh4DCgAAAAAApQV6XfJ+J0QcAAAAHAAAAAUAAAAAAAAAAQAAAKSBAAAAAGYuY3N2UEsFBgAAAAABAAEAMwAAAD8AAAAAAA=='

describe('unzip', () => {
  it('unzip() gives the one file of an archive, whatever stands aside of it', async () => {
    const bytes = zipped(
      { name: 'folder/', text: '' },
      file({ name: 'folder/b.txt' }),
      file({ name: '__MACOSX/._b.txt' }),
    )
    expect(isZip(bytes)).toBe(true)
    expect(await unzip(bytes)).toEqual({ kind: 'file', name: 'folder/b.txt', bytes: Buffer.from(file().text) })
  })

  it('unzip() reads what another program packed', async () => {
    const read = await unzip(Buffer.from(INFO_ZIP, 'base64'))
    expect(read.kind === 'file' && [read.name, new TextDecoder().decode(read.bytes)]).toEqual([
      'f.csv',
      'date,mkt_rf\n2023-11-17,0.16\n',
    ])
  })

  it.each<[string, readonly ZipPart[], RegExp]>([
    [
      'several files',
      [file(), file({ name: 'b.csv' })],
      /^E_ENCODING: .* must hold one file: it holds 2 \(a\.CSV, b\.csv/,
    ],
    ['no file', [], /must hold one file: it holds none/],
    ['a file of another kind', [file({ name: 'a.exe' })], /a\.exe .* must be a text file/],
    ['an archive in an archive', [file({ name: 'a.zip' })], /a\.zip .* must be a text file/],
    ['an encrypted file', [file({ encrypted: true })], /a\.CSV .* encrypted: unpack it first/],
    ['a link', [file({ link: true })], /must be a text file/],
    ['a file packed in another way', [file({ method: 14 })], /packed in an unusual way/],
    ['a path that leads out', [file({ name: '../a.csv' })], /may not be named outside/],
    ['an absolute path', [file({ name: '/etc/a.csv' })], /may not be named outside/],
    ['a path of Windows', [file({ name: 'C:\\a.csv' })], /may not be named outside/],
    ['a thousand files', Array.from({ length: 1000 }, () => file()), /^E_LIMIT: .* 20 files: it holds 1000/],
    ['a wrong checksum', [file({ sum: 1 })], /checksum differs/],
    ['more than it says', [file({ says: 10 })], /cut or damaged/],
    ['less than it says', [file({ says: 10_000 })], /cut or damaged/],
    ['more than is read', [file({ text: ' '.repeat(MOST_UNPACKED + 1) })], /^E_LIMIT: .*20 MiB/],
    ['a bomb that says it is small', [file({ text: ' '.repeat(4_000_000), says: 1000 })], /cut or damaged/],
  ])('unzip() refuses %s', async (_, parts, words) => expect(await whyNot(zipped(...parts))).toMatch(words))

  it('unzip() refuses an archive cut anywhere', async () => {
    const whole = zipped(file())
    for (let length = 4; length < whole.length; length += 7)
      expect(await whyNot(whole.subarray(0, length))).toMatch(/cut or damaged/)
  })

  it('unzip() gives the right bytes of a damaged archive or none', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const next = seeded(seed)
        const bytes = zipped(file())
        for (let n = 0; n < 3; n++) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256)
        const read = await unzip(bytes)
        if (read.kind === 'file') expect(new TextDecoder().decode(read.bytes)).toBe(file().text)
      }),
      { numRuns: 300 },
    ))
})
