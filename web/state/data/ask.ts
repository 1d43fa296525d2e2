import type { JobSeries, JobState } from '../../../server/backfill/jobState.ts'
import type { SeriesReport } from '../../../server/backfill/request.ts'
import type { RunLine } from '../../../server/backfill/runList.ts'
import type { Interval } from '../../../server/market/bar.ts'
import type { RepairView } from '../../../server/quality/repairView.ts'
import type { CoverageView, FindingView, qualityOf } from '../../../server/quality/view.ts'
import { answer, client, type PriceColumns } from '../../api.ts'
import type { DataStatus } from '../../core/data/address.ts'
import type { BackfillForm } from '../../core/data/command.ts'

export type Quality = Awaited<ReturnType<typeof qualityOf>>
export type Runs = { readonly running: JobState | null; readonly runs: readonly RunLine[] }
export type { CoverageView, FindingView, JobSeries, JobState, RepairView, RunLine, SeriesReport }

export const askCoverage = async (ticker: string | null, signal: AbortSignal): Promise<readonly CoverageView[]> =>
  (
    await answer<Quality>(
      (init) => client.quality.$get({ query: { part: 'coverage', ...(ticker === null ? {} : { ticker }) } }, { init }),
      signal,
    )
  ).coverage

export const askFindings = (
  {
    ticker,
    severity,
    status,
  }: { readonly ticker: string | null; readonly severity: string | null; readonly status: DataStatus },
  signal: AbortSignal,
): Promise<Quality> =>
  answer(
    (init) =>
      client.quality.$get(
        {
          query: {
            part: 'findings',
            status,
            ...(ticker === null ? {} : { ticker }),
            ...(severity === null ? {} : { severity }),
          },
        },
        { init },
      ),
    signal,
  )

/** Bars as stored around the sessions of a finding. */
export const askBars = (ticker: string, interval: string, from: string, to: string): Promise<PriceColumns> =>
  answer((init) =>
    client.bars[':ticker'].$get({ param: { ticker }, query: { interval: interval as Interval, from, to } }, { init }),
  )

export const askRuns = (signal: AbortSignal): Promise<Runs> =>
  answer((init) => client.backfills.$get({}, { init }), signal)

export const askRun = (id: number): Promise<{ readonly series: readonly SeriesReport[] }> =>
  answer((init) => client.backfills[':id'].$get({ param: { id: String(id) } }, { init }))

export const startBackfill = ({ tickers, from, interval }: BackfillForm): Promise<{ readonly id: number }> =>
  answer((init) => client.backfills.$post({ json: { tickers: [...tickers], intervals: [interval], from } }, { init }))

export const stopBackfill = (id: number): Promise<unknown> =>
  answer((init) => client.backfills[':id'].$delete({ param: { id: String(id) } }, { init }))

export const decideFinding = (
  finding: number,
  action: 'accept' | 'undo',
  note: string | null,
): Promise<{ readonly finding: FindingView; readonly repaired: number }> =>
  answer((init) => client.repairs.$post({ json: { finding, action, note } }, { init }))
