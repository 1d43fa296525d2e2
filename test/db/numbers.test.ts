import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { connectionsOf } from '../../db/file/connection.ts'
import { openDb } from '../../db/file/open.ts'
import { NOW } from './file.ts'

/** What makes a text of a number: SQLite 3.53 gives it 17 digits, earlier releases 15. */
const TEXT =
  /\b(?:json_(?:array|object|group_array|group_object|set|insert|quote)|group_concat|string_agg|printf|format|quote|concat(?:_ws)?|hex)\s*\(|\bcast\s*\(/gi

/** What stands between the bracket at an index and its partner. */
function inside(text: string, open: number): string {
  for (let [at, depth] = [open, 0]; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return text.slice(open + 1, at)
  }
  return text.slice(open + 1)
}

/** Places of a text of SQL that make a text of one of the columns. */
function texts(sql: string, columns: readonly string[]): readonly string[] {
  const named = new RegExp(`(?<!['\\w])(?:\\w+\\.)?[\`"]?(${columns.join('|')})\\b[\`"]?(?!\\s*\\()`)
  const calls = [...sql.matchAll(TEXT)].flatMap(({ 0: call, index }) => {
    const given = inside(sql, index + call.length - 1)
    const isCast = call.toLowerCase().startsWith('cast')
    return named.test(given) && (!isCast || /\bas\s+text\b/i.test(given)) ? [`${call}${given})`] : []
  })
  const joined = [...sql.matchAll(/([\w."`']+)\s*\|\|\s*([\w."`']+)?/g)].filter(
    ([, left = '', right = '']) => named.test(left) || named.test(right),
  )
  return [...calls, ...joined.map(([place]) => place)]
}

describe('numbers', () => {
  it('become text in our own code only: no statement, view or trigger makes one of them', async () => {
    const { db } = await openDb(':memory:', NOW)
    const { reading } = connectionsOf(db)
    const columns = reading
      .prepare(
        "select distinct p.name from sqlite_schema s, pragma_table_info(s.name) p where s.type = 'table' and p.type = 'REAL'",
      )
      .pluck()
      .all() as string[]
    expect(columns).toContain('adj_close')
    const schema = reading.prepare('select name, sql from sqlite_schema where sql is not null').raw().all() as [
      string,
      string,
    ][]
    const sources = readdirSync('db', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ts$/.test(file))
      // A value of a list that was handed in, `wanted`, is a text of ours. Every string of SQL stands between backticks or quotes; what is between them of our own code is none.
      .flatMap((file) =>
        [...readFileSync(`db/${file}`, 'utf8').matchAll(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g)]
          .map(([text]) => text)
          .filter((text) => /\b(select|insert|update|with)\b/i.test(text))
          .map((text) => [file, text.replaceAll(/\$\{[^}]*\}/g, '?').replaceAll('wanted.value', 'listed')] as const),
      )
    expect(sources.length).toBeGreaterThan(100)
    expect(
      [...schema, ...sources].flatMap(([where, sql]) => texts(sql, columns).map((place) => `${where}: ${place}`)),
    ).toEqual([])
  })

  it.each([
    ["select close || ''", 1],
    ["select 'x' || b.close", 1],
    ['select cast(close as text)', 1],
    ['select cast(close as integer)', 0],
    ['select json_array(day, round(close, 2))', 1],
    ['select group_concat(symbol)', 0],
    ["select printf('%.17g', volume)", 1],
    ["select minutes || 'm'", 0],
  ])('%s', (sql, found) => {
    expect(texts(sql, ['close', 'volume'])).toHaveLength(found)
  })
})
