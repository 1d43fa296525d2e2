import { describe, expect, it } from 'vitest'
import { fileText, MOST_BYTES, measureLines } from '../../../server/sources/fileText.ts'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)
const codeOf = (given: Uint8Array) => {
  const read = fileText(given)
  return read.kind === 'text' ? null : [read.entry.code, read.entry.line]
}

describe('fileText', () => {
  it('fileText() reads UTF-8 and drops a byte order mark', () => {
    expect(fileText(Buffer.from('\uFEFFgr\u00fc\u00dfe 🎈 \uFFFD'))).toEqual({ kind: 'text', text: 'grüße 🎈 \uFFFD' })
  })
  it.each([
    ['gzip', bytes(0x1f, 0x8b, 8, 0), ['E_ENCODING', null]],
    ['zip', bytes(0x50, 0x4b, 3, 4), ['E_ENCODING', null]],
    ['UTF-16', bytes(0xff, 0xfe, 65, 0), ['E_ENCODING', null]],
    ['Latin-1', Buffer.from('a\nb\n\xe9', 'latin1'), ['E_ENCODING', 3]],
    ['a NUL', Buffer.from('a\r\nb\0'), ['E_ENCODING', 2]],
    ['11 MB', new Uint8Array(MOST_BYTES + 1), ['E_LIMIT', null]],
  ])('fileText() refuses %s', (_, given, expected) => expect(codeOf(given)).toEqual(expected))
})

describe('measureLines', () => {
  it.each([
    ['', 1, 0, 1],
    ['ab', 1, 2, 1],
    ['a\nbcd\r\ne\rf', 4, 3, 2],
    ['a\r\n', 2, 1, 1],
    ['\n\n', 3, 0, 1],
  ])('measureLines() of %j', (text, count, longest, longestAt) =>
    expect(measureLines(text)).toEqual({ count, longest, longestAt }),
  )
})
