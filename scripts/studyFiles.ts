import { join } from 'node:path'
import { type StudyTable, studyTables } from '../server/query/questions.ts'
import { makeOutputFolder, writeText } from '../server/store/outputFile.ts'
import { studyText } from '../server/study/json.ts'
import { studyReport } from '../server/study/report.ts'
import { studyTable } from '../server/study/tables.ts'
import { versionedStudy } from '../server/study/version.ts'
import { withStore } from './store.ts'
import { print, say, tell } from './terminal.ts'

interface Wanted {
  /** A folder for every table and the answer as JSON; standard output when left out. */
  readonly out?: string | undefined
  readonly json: boolean
  readonly csv: boolean
  readonly table?: StudyTable | undefined
  readonly robustness: boolean
  readonly db: string
}

/** Makes a study of its spec and writes what was asked for. @returns the exit code */
export async function writeStudy(spec: string, { out, csv, json, table, robustness, db }: Wanted): Promise<number> {
  await withStore(db, 'read', async (open) => {
    const answer = await versionedStudy(spec, open, { robustness })
    if (out !== undefined) {
      makeOutputFolder(out)
      for (const name of studyTables) await writeText(join(out, `${name}.csv`), db, studyTable(answer, name).csv())
      await writeText(join(out, 'study.json'), db, studyText(answer))
      say(`Wrote ${studyTables.length} tables and study.json to ${out}`)
    } else if (json) return print(studyText(answer))
    else await (csv ? print(studyTable(answer, table ?? 'windows').csv()) : tell([studyReport(answer.study)]))
    say(`Data version ${answer.version}`)
  })
  return 0
}
