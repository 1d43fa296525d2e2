import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeTogether } from '../../../server/store/outputFile.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftershock-test-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('writeTogether() writes every file, and leaves the others of the folder alone', async () => {
  writeFileSync(join(folder, 'mine.txt'), 'mine')
  const files = { 'a.csv': () => ['1', '2'], 'b.csv': () => ['3'] }
  await writeTogether(folder, ':memory:', files, new AbortController().signal)
  expect(readdirSync(folder).sort()).toEqual(['a.csv', 'b.csv', 'mine.txt'])
  expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('12')
})

it('writeTogether() leaves the folder as it was when it is stopped before the last file is whole', async () => {
  writeFileSync(join(folder, 'a.csv'), 'before')
  const stop = new AbortController()
  const files = {
    'a.csv': () => ['after'],
    'b.csv': function* () {
      yield 'begun'
      // A signal of the process comes in a turn of its own.
      setImmediate(() => stop.abort(new Error('Stopped')))
      yield 'and'
      yield 'ended'
    },
  }
  await expect(writeTogether(folder, ':memory:', files, stop.signal)).rejects.toThrow('Stopped')
  expect(readdirSync(folder)).toEqual(['a.csv'])
  expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('before')
})

it('writeTogether() writes none where one of them cannot take its place, and leaves what is called as a part of ours', async () => {
  mkdirSync(join(folder, 'b.csv'))
  mkdirSync(join(folder, '.part'))
  writeFileSync(join(folder, '.part', 'mine'), '')
  const files = { 'a.csv': () => ['1'], 'b.csv': () => ['2'] }
  await expect(writeTogether(folder, ':memory:', files, new AbortController().signal)).rejects.toThrow(
    `Cannot write ${join(folder, 'b.csv')}: that is a folder: name a file`,
  )
  expect(readdirSync(folder).sort()).toEqual(['.part', 'b.csv'])
  expect(readdirSync(join(folder, '.part'))).toEqual(['mine'])
})

it('writeTogether() refuses to write over the database', async () => {
  writeFileSync(join(folder, 'a.csv'), 'database')
  const files = { 'a.csv': () => ['after'] }
  const written = writeTogether(folder, join(folder, 'a.csv'), files, new AbortController().signal)
  await expect(written).rejects.toThrow('would be overwritten')
  expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('database')
})
