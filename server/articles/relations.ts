import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../../db/file/db.ts'
import { listTickers } from '../../db/tickers.ts'
import { type Relation, readRelationFile } from '../sources/relationFile.ts'
import { type NameTable, nameTable, spokenName } from './names.ts'

const file = join(import.meta.dirname, '../../db/sample/relations.csv')

/** Names that every store knows. */
export const bundledRelations = (): readonly Relation[] => readRelationFile(readFileSync(file, 'utf8')).relations

/** Names of the bundled table and of every stored ticker, as text is searched for them. */
export async function namesOf(db: Db): Promise<NameTable> {
  const bundled = bundledRelations()
  const taken = new Set(bundled.map(({ name }) => name.toLowerCase()))
  const stored = (await listTickers(db)).flatMap(({ symbol, name }): readonly Relation[] => {
    const spoken = name === null ? '' : spokenName(name)
    if (spoken.length < 3 || taken.has(spoken.toLowerCase())) return []
    return [{ name: spoken, symbol, role: 'subject', reason: null, from: null, to: null }]
  })
  return nameTable([...bundled, ...stored])
}
