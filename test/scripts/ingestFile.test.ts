import { describe, expect, it } from 'vitest'
import { spoken } from '../../scripts/ingestFile.ts'
import { rejected } from '../../server/ingest/ingested.ts'
import type { Prepared } from '../../server/ingest/prepared.ts'
import { readyOr } from '../../server/ingest/ready.ts'
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
const read = (more: Partial<Prepared>): Prepared => ({
  kind: 'events',
  reader: null,
  report: [error(3)],
  rejected: 1,
  records: 6,
  refused: false,
  store: () => Promise.reject(new Error('Cannot store a file that is refused')),
  ...more,
})
const last = (more: Partial<Prepared>) => {
  const done = readyOr(read(more), { now: 0 as Instant }, () => ({ name: '', contentHash: '', prepared: read({}) }))
  return 'counts' in done ? [...spoken(done)].at(-1) : null
}

describe('the last line about a file that is refused', () => {
  it('says that --mode skip stores the others, where there are others', () =>
    expect(last({})).toMatch(
      /none of its 6 records was stored; --mode skip leaves out what is wrong and stores the others\n$/,
    ))

  it('does not, where no record is sound, or the file is refused in any mode', () => {
    expect(last({ rejected: 6 })).toMatch(/none of its 6 records was stored\n$/)
    expect(last({ refused: true })).toMatch(/none of its 6 records was stored\n$/)
  })

  it('stands below the number of errors that are only counted', () => {
    const log = reportLog()
    for (let line = 2; line < 102; line++) log.add(error(line))
    const said = [...spoken(rejected('prices', null, { now: 0 as Instant }, 101, log.entries(), true))]
    expect(said.at(-2)).toMatch(/And 80 more of these/)
    expect(said.at(-1)).toMatch(/--mode skip leaves out/)
  })
})
