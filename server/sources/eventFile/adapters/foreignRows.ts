import { columnName, readDelimited } from '../../delimited.ts'
import { isObject } from '../jsonEvents.ts'
import type { ForeignFile } from './adapter.ts'

/** A row of foreign JSON or CSV by column name in lower case, and the line it stands on where there is one. */
export interface ForeignRow {
  readonly line: number | null
  readonly cell: (name: string) => unknown
}

/**
 * Rows of a file, whether a bare array of objects, an object that holds such an array, or CSV.
 *
 * @param names columns that every such file has
 * @returns null when the file is of another shape
 */
export function foreignRows(
  { text, json, most }: ForeignFile,
  names: readonly string[],
  list: string,
): readonly ForeignRow[] | null {
  const array = Array.isArray(json) ? json : isObject(json) && Array.isArray(json[list]) ? json[list] : null
  if (array !== null) {
    const rows = array.filter(isObject).map((row) => {
      const cells = new Map(Object.entries(row).map(([name, value]) => [columnName(name), value]))
      return { line: null, cell: (name: string) => cells.get(name) }
    })
    return rows.length > 0 && names.every((name) => rows[0]?.cell(name) !== undefined) ? rows : null
  }
  const first = /^[^\r\n]*/.exec(text.slice(0, 20_000))?.[0].toLowerCase() ?? ''
  if (json !== undefined || !names.every((name) => first.replaceAll(/[ -]/g, '_').includes(name))) return null
  const table = readDelimited(text, (name) => names.includes(name), most)
  if (table.refused || !names.every((name) => table.header.includes(name))) return null
  return table.rows.map(({ line, fields }) => ({ line, cell: (name) => fields[table.header.indexOf(name)] }))
}
