import { storeRelations } from '../../db/relations.ts'
import { bundledRelations } from '../sources/bundledRelations.ts'
import { readRelationFile } from '../sources/relationFile.ts'
import type { Prepared } from './prepared.ts'

/** Names of news text and the tickers they concern. */
export function prepareRelations(text: string): Prepared {
  const file = readRelationFile(text)
  return {
    kind: 'relations',
    reader: null,
    report: file.report,
    rejected: file.refused ? file.records : file.records - file.relations.length,
    records: file.records,
    refused: file.refused,
    store: (tx, { now }) => storeRelations(tx, file.relations, bundledRelations(), now),
  }
}
