import { type FactorUnit, storedUnit, storeFactors } from '../../db/factors.ts'
import type { Tx } from '../../db/file/db.ts'
import { readFactorFile } from '../sources/factorFile.ts'
import { report } from '../sources/report.ts'
import { Conflict, type Prepared } from './prepared.ts'

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
    store: async (tx, { source, now }) => {
      await refuseOtherUnit(tx, name, unit)
      return storeFactors(tx, { name, unit, source, days: file.days }, now)
    },
  }
}

/** @throws Conflict where values of the set are stored in another unit: a set has one, and each would be taken for the other */
async function refuseOtherUnit(tx: Tx, name: string, unit: FactorUnit): Promise<void> {
  const stored = await storedUnit(tx, name)
  if (stored === null || stored === unit) return
  const message = `Cannot take the factors ${name} as ${unit} as those stored under that name are ${stored}: say --unit ${stored}, take the import of those back ("npm run ingest -- --runs"), or give the file another name`
  throw new Conflict([report('E_UNIT', message, { field: 'unit' }, unit)])
}
