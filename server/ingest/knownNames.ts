import type { Db } from '../../db/file/db.ts'
import { listRelations } from '../../db/relations.ts'
import { listTickers } from '../../db/tickers.ts'
import type { Relation } from '../market/relation.ts'
import { type NameTable, nameTable, spokenName } from '../sources/article/names.ts'
import { bundledRelations } from '../sources/bundledRelations.ts'

/** Names of the stored relations, and names and symbols of every stored ticker, as text is searched for them. */
export async function knownNames(db: Db): Promise<NameTable> {
  const told = await listRelations(db, bundledRelations())
  const taken = new Set(told.map(({ name }) => name.toLowerCase()))
  const tickers = await listTickers(db)
  const stored = tickers.flatMap(({ symbol, name }): readonly Relation[] => {
    const spoken = name === null ? '' : spokenName(name)
    if (spoken.length < 3 || taken.has(spoken.toLowerCase())) return []
    return [{ name: spoken, symbol, role: 'subject', reason: null, from: null, to: null, source: null }]
  })
  return nameTable(
    [...told, ...stored],
    tickers.map(({ symbol }) => symbol),
  )
}
