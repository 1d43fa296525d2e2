import { type StudyTable, studyTables } from '../server/query/questions.ts'
import { writeTogether } from '../server/store/outputFile.ts'
import { studyText } from '../server/study/json.ts'
import { studyReport } from '../server/study/report.ts'
import { studyTable } from '../server/study/tables.ts'
import { stopSignal } from './stop.ts'
import { withStore } from './store.ts'
import { followStudy } from './studyProgress.ts'
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

/**
 * Makes a study of its spec and writes what was asked for. While it is computed, Ctrl-C ends the process at once: nothing
 * is written yet. While files are written it leaves none.
 *
 * @returns the exit code
 */
export async function writeStudy(spec: string, { out, csv, json, table, robustness, db }: Wanted): Promise<number> {
  return withStore(db, 'read', async (open) => {
    const answer = await followStudy(spec, open, { robustness })
    if (out !== undefined) {
      const tables = studyTables.map((name) => [`${name}.csv`, () => studyTable(answer, name).csv()] as const)
      const files = { ...Object.fromEntries(tables), 'study.json': () => studyText(answer) }
      const stopped = stopSignal(() => say('Stopping: no file is left of this study'))
      try {
        await writeTogether(out, db, files, stopped)
      } catch (error) {
        if (stopped.aborted) return 130
        throw error
      }
      say(`Wrote ${studyTables.length} tables and study.json to ${out}`)
    } else if (json) {
      await print(studyText(answer))
      return 0
    } else await (csv ? print(studyTable(answer, table ?? 'windows').csv()) : tell([studyReport(answer.study)]))
    say(`Data version ${answer.version}`)
    return 0
  })
}
