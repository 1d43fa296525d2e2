import { type FactorUnit, storeFactors } from '../../db/factors.ts'
import { readFactorFile } from '../sources/factorFile.ts'
import type { Prepared } from './prepared.ts'

/** @param unit of the file's values: the library publishes percent */
export function prepareFactors(text: string, name: string, unit: FactorUnit): Prepared {
  const file = readFactorFile(text)
  return {
    kind: 'factors',
    reader: null,
    report: file.report,
    rejected: file.rejected,
    records: file.records,
    refused: file.refused,
    store: (tx, { source, now }) => storeFactors(tx, { name, unit, source, days: file.days }, now),
  }
}
