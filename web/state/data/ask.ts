import type { JobSeries, JobState } from '../../../server/backfill/jobState.ts'
import type { Interval } from '../../../server/market/bar.ts'
import { answer, client } from '../../api.ts'
import type { DataStatus } from '../../core/data/address.ts'
import type { BackfillForm } from '../../core/data/command.ts'

type AnswerOf<Ask extends (...given: never) => Promise<unknown>> = Awaited<ReturnType<Ask>>

export type { JobSeries, JobState }
export type CoverageView = AnswerOf<typeof askCoverage>[number]
export type FindingView = AnswerOf<typeof askFindings>['findings'][number]
export type RepairView = AnswerOf<typeof askFindings>['repairs'][number]
export type RunLine = AnswerOf<typeof askRuns>['runs'][number]
export type RunSeries = AnswerOf<typeof askRun>['series'][number]

export const askCoverage = async (ticker: string | null, signal: AbortSignal) =>
  (
    await answer(
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
) =>
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
export const askBars = (ticker: string, interval: Interval, from: string, to: string) =>
  answer((init) => client.bars[':ticker'].$get({ param: { ticker }, query: { interval, from, to } }, { init }))

export const askRuns = (signal: AbortSignal) => answer((init) => client.backfills.$get({}, { init }), signal)

export const askRun = (id: number) =>
  answer((init) => client.backfills[':id'].$get({ param: { id: String(id) } }, { init }))

export const startBackfill = ({ tickers, from, interval }: BackfillForm) =>
  answer((init) => client.backfills.$post({ json: { tickers: [...tickers], intervals: [interval], from } }, { init }))

export const stopBackfill = (id: number) =>
  answer((init) => client.backfills[':id'].$delete({ param: { id: String(id) } }, { init }))

export const decideFinding = (finding: number, action: 'accept' | 'undo', note: string | null) =>
  answer((init) => client.repairs.$post({ json: { finding, action, note } }, { init }))
