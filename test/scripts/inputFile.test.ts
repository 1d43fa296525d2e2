import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { progressLine } from '../../scripts/bar.ts'
import { inputBytes } from '../../scripts/inputFile.ts'
import { localStream } from '../../scripts/localStream.ts'

it('inputBytes() reads a file whole, and what has no end no further than it may', () => {
  expect(Buffer.from(inputBytes('LICENSE', 10_000)).equals(readFileSync('LICENSE'))).toBe(true)
  expect(() => inputBytes('/dev/zero', 1024 * 1024)).toThrow(/may hold 1048576 bytes \(1 MiB\)/)
  expect(() => inputBytes('LICENSE', 100)).toThrow(/may hold 100 bytes/)
  expect(() => inputBytes('no-such-file', 100)).toThrow(/Cannot read no-such-file: ENOENT/)
  expect(() => inputBytes('docs', 100)).toThrow(/EISDIR/)
})

it('localStream() reads files and pipes, and no device', () => {
  const line = progressLine()
  expect(() => localStream('/dev/zero', line)).toThrow('Cannot read /dev/zero: it is no file')
  expect(() => localStream('docs', line)).toThrow('Cannot read docs: it is no file')
})
