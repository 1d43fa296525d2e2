import { describe, expect, it } from 'vitest'
import { spoken } from '../../scripts/ingestFile.ts'
import { rejected } from '../../server/ingest/ingested.ts'
import type { IngestKind } from '../../server/ingest/names.ts'
import type { Instant } from '../../server/market/instant.ts'
import type { ReportEntry } from '../../server/sources/report.ts'
import { reportLog } from '../../server/sources/reportLog.ts'

const error = (line: number | null): ReportEntry => ({
  line,
  event_id: null,
  field: null,
  code: 'E_TIME_FORMAT',
  severity: 'error',
  message: 'Cannot read it',
  value: null,
})
const last = (kind: IngestKind, records: number, ...entries: readonly ReportEntry[]) =>
  [...spoken(rejected(kind, null, { now: 0 as Instant }, records, entries))].at(-1)

describe('the last line about a file that is refused', () => {
  it('says that --mode skip stores the others, where there are others', () => {
    expect(last('events', 6, error(3), error(5), error(5))).toMatch(
      /none of its 6 records was stored; --mode skip leaves out what is wrong and stores the others\n$/,
    )
  })

  it('says so too where most errors are only counted', () => {
    const log = reportLog()
    for (let line = 2; line < 102; line++) log.add(error(line))
    const said = [...spoken(rejected('prices', null, { now: 0 as Instant }, 101, log.entries()))]
    expect(said.at(-2)).toMatch(/And 80 more of these/)
    expect(said.at(-1)).toMatch(/--mode skip leaves out/)
    expect(last('prices', 100, ...log.entries())).toMatch(/stored\n$/)
  })

  it('does not, where no record is sound, the file itself is wrong, or its kind is taken whole', () => {
    expect(last('events', 2, error(2), error(3))).toMatch(/none of its 2 records was stored\n$/)
    expect(last('events', 6, error(null))).toMatch(/stored\n$/)
    expect(last('calendar', 6, error(3))).toMatch(/stored\n$/)
    for (const code of ['E_DECIMAL', 'E_CLOSES', 'E_COLUMNS', 'E_DATE_ORDER'])
      expect(last('prices', 6, { ...error(2), code })).toMatch(/none of its 6 records was stored\n$/)
    // In that mode it was refused already.
    const skipped = [...spoken(rejected('prices', null, { now: 0 as Instant }, 6, [error(3)]), 'skip')]
    expect(skipped.at(-1)).toMatch(/none of its 6 records was stored\n$/)
  })
})
