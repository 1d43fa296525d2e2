import type { Interval } from '../../../server/market/bar.ts'
import { type AnswerOf, answer, type Client, everyPage } from '../../api.ts'
import type { DataStatus } from '../../core/data/address.ts'
import type { BackfillForm } from '../../core/data/command.ts'

type FindingsQuestion = {
  readonly ticker: string | null
  readonly severity: string | null
  readonly status: DataStatus
}

/** What the data page asks and orders. Each gives the body of its route and throws a Refusal when there is none. */
export const makeDataApi = (client: Client) => ({
  coverage: async (ticker: string | null, signal: AbortSignal) => {
    const query = { part: 'coverage', ...(ticker === null ? {} : { ticker }) } as const
    const pages = await everyPage((paging) =>
      answer((init) => client.quality.$get({ query: { ...query, ...paging } }, { init }), signal),
    )
    return pages.flatMap(({ coverage }) => coverage)
  },

  findings: ({ ticker, severity, status }: FindingsQuestion, signal: AbortSignal) => {
    const query = {
      part: 'findings',
      status,
      limit: '500',
      ...(ticker === null ? {} : { ticker }),
      ...(severity === null ? {} : { severity }),
    } as const
    return answer((init) => client.quality.$get({ query }, { init }), signal)
  },

  /** Bars as stored around the sessions of a finding. */
  bars: (ticker: string, interval: Interval, from: string, to: string) =>
    answer((init) =>
      client.bars[':ticker'].$get({ param: { ticker }, query: { interval, from, to, limit: '10000' } }, { init }),
    ),

  runs: (signal: AbortSignal) => answer((init) => client.backfills.$get({ query: { limit: '50' } }, { init }), signal),

  run: async (id: number) => {
    const pages = await everyPage((query) =>
      answer((init) => client.backfills[':id'].$get({ param: { id: String(id) }, query }, { init })),
    )
    return { ...pages[0], series: pages.flatMap(({ series }) => series) }
  },

  start: ({ tickers, from, to, interval }: BackfillForm) =>
    answer((init) =>
      client.backfills.$post({ json: { tickers: [...tickers], intervals: [interval], from, to } }, { init }),
    ),

  upkeep: (signal: AbortSignal) => answer((init) => client.upkeep.$get({ query: {} }, { init }), signal),

  startUpkeep: (task: 'verify' | 'backup') => answer((init) => client.upkeep.$post({ json: { task } }, { init })),

  stopUpkeep: () => answer((init) => client.upkeep.$delete({ query: {} }, { init })),

  imports: (signal: AbortSignal) => answer((init) => client.imports.$get({ query: {} }, { init }), signal),

  takeBack: (run: number) =>
    answer((init) => client.imports[':run'].$delete({ param: { run: String(run) } }, { init })),

  stop: (id: number) => answer((init) => client.backfills[':id'].$delete({ param: { id: String(id) } }, { init })),

  renameTicker: (ticker: string, to: string) =>
    answer((init) => client.tickers[':ticker'].rename.$post({ param: { ticker }, json: { to } }, { init })),

  /** What a merger would do; nothing is changed. */
  lookAtMerge: (ticker: string, into: string) =>
    answer((init) =>
      client.tickers[':ticker'].merge.$post({ param: { ticker }, json: { into, dry_run: true } }, { init }),
    ),

  mergeTicker: (ticker: string, into: string, prefer: string | null) => {
    const json = { into, ...(prefer === null ? {} : { prefer }) }
    return answer((init) => client.tickers[':ticker'].merge.$post({ param: { ticker }, json }, { init }))
  },

  setBenchmark: (ticker: string, benchmark: string) =>
    answer((init) => client.tickers[':ticker'].benchmark.$put({ param: { ticker }, json: { benchmark } }, { init })),

  /** Without confirmation: what would go. */
  deleteTicker: (ticker: string, confirmed: boolean) => {
    const query = { confirmed: confirmed ? 'true' : 'false' } as const
    return answer((init) => client.tickers[':ticker'].$delete({ param: { ticker }, query }, { init }))
  },

  decide: (finding: number, action: 'accept' | 'undo', note: string | null) =>
    answer((init) => client.repairs.$post({ json: { finding, action, note } }, { init })),
})

export type DataApi = ReturnType<typeof makeDataApi>
export type CoverageView = AnswerOf<DataApi['coverage']>[number]
export type FindingView = AnswerOf<DataApi['findings']>['findings'][number]
export type BarsView = AnswerOf<DataApi['bars']>
export type RepairView = AnswerOf<DataApi['findings']>['repairs'][number]
export type RunLine = AnswerOf<DataApi['runs']>['runs'][number]
export type UpkeepView = AnswerOf<DataApi['upkeep']>
export type ImportLine = AnswerOf<DataApi['imports']>['imports'][number]
export type RunSeries = AnswerOf<DataApi['run']>['series'][number]
