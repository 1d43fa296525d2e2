import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentHash } from '../../../db/file/content.ts'
import { openDb } from '../../../db/file/open.ts'
import { backupText } from '../../../server/store/backup.ts'
import { openStore } from '../../../server/store/open.ts'
import { restore } from '../../../server/store/restore.ts'
import { verify } from '../../../server/store/verify.ts'
import { folder, NOW } from '../../db/file.ts'
import { acceptFirstFinding, addCorrection, addRevision, columnOf, countOf } from '../../db/tamper.ts'

/** With all that some programs take for the end of a line. */
const NOTE = 'seen — "as it is"\n\r\u2028\u2029\u0085\v\f'

/** Everything of the sample, with decisions of a user: an accepted finding, a note, a correction, another answer. */
async function written(): Promise<{ readonly archive: string; readonly hash: string }> {
  const place = folder()
  const { db } = await openStore(join(place, 'a.db'), NOW)
  acceptFirstFinding(db, NOTE)
  addCorrection(db, 1, 19000)
  addRevision(db, 19000)
  const hash = await contentHash(db)
  const { file } = await backupText(db, join(place, 'all.jsonl'), NOW)
  db.close()
  return { archive: readFileSync(file, 'utf8'), hash }
}

let text: string
let hash: string
beforeAll(async () => {
  ;({ archive: text, hash } = await written())
})
afterAll(() => {
  text = ''
})

/** An archive file with this content, and a place for a database beside it. */
function given(content: string): { readonly archive: string; readonly file: string; readonly place: string } {
  const place = folder()
  const archive = join(place, 'all.jsonl')
  writeFileSync(archive, content)
  return { archive, file: join(place, 'b.db'), place }
}

describe('backupText() and restore()', () => {
  it('bring everything into an empty database with the same content: events, bars, findings, decisions, factors', async () => {
    const { archive, file, place } = given(text)
    await restore(archive, file, NOW)
    expect(readdirSync(place).sort()).toEqual(['all.jsonl', 'b.db'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { db } = await openDb(file, NOW)
    expect(await contentHash(db)).toBe(hash)
    for (const table of [
      'daily_bar',
      'intraday_bar',
      'corporate_action',
      'event',
      'event_ticker',
      'factor_value',
      'repair',
    ])
      expect(`${table} ${countOf(db, table) > 0}`).toBe(`${table} true`)
    expect(columnOf(db, 'finding', 'note').filter((note) => note !== null)).toEqual([NOTE])
    expect(columnOf(db, 'daily_bar_history', 'low').filter((low) => low !== null)).toEqual([1.0000000000000002])
    db.close()
    expect((await verify(file, NOW)).sound).toBe(true)
  })
  it('take a text whose lines a mail or an editor has ended otherwise', async () => {
    const { archive, file } = given(text.replaceAll('\n', '\r\n').trimEnd())
    await restore(archive, file, NOW)
    const { db } = await openDb(file, NOW)
    expect(await contentHash(db)).toBe(hash)
    db.close()
  })
  it('write the same text of what was restored', async () => {
    const { archive, file, place } = given(text)
    await restore(archive, file, NOW)
    const { db } = await openDb(file, NOW)
    const again = await backupText(db, join(place, 'again.jsonl'), NOW)
    db.close()
    expect(readFileSync(again.file, 'utf8') === text).toBe(true)
  })

  const lines = () => text.split('\n')
  it.each<readonly [string, () => string, RegExp]>([
    ['cut off', () => lines().slice(0, -20).join('\n'), /is cut off/],
    ['with a row taken out', () => lines().toSpliced(1000, 1).join('\n'), /is cut off/],
    ['with one digit changed', () => text.replace('334.75', '334.76'), /is not what it says it holds/],
    ['with a price that is none', () => text.replace('334.75', '-334.75'), /line \d+: CHECK constraint failed/],
    ['with a line that is no JSON', () => lines().with(100, '[1,').join('\n'), /line 101 is no JSON/],
    [
      'that names another table',
      () => text.replace('"table":"ticker"', '"table":"sqlite_schema"'),
      /names a table or column that this program does not know/,
    ],
    [
      'that names a column with SQL in it',
      () => text.replace('"symbol","name"', '"symbol) select 1 --","name"'),
      /names a table or column that this program does not know/,
    ],
    [
      'of a newer release',
      () => text.replace(/"migration":"[^"]+"/, '"migration":"9000_later"'),
      /newer Aftershock \(9000_later\)/,
    ],
    ['of another version', () => text.replace('"aftershock_archive":1', '"aftershock_archive":2'), /is of version 2/],
  ])('refuse an archive %s by name, and leave nothing', async (_, spoiled, why) => {
    const { archive, file, place } = given(spoiled())
    const refused = restore(archive, file, NOW)
    await expect(refused).rejects.toThrow(why)
    await expect(refused).rejects.toThrow(archive)
    expect(readdirSync(place)).toEqual(['all.jsonl'])
  })
})
