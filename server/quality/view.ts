import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from '../../db/file/db.ts'
import { readUpkeep } from '../../db/file/upkeep.ts'
import { type FindingFilter, listFindings, type StoredFinding } from '../../db/findings.ts'
import { lastProvider } from '../../db/provider.ts'
import { findingCounts } from '../../db/series.ts'
import { type Holding, listHoldings, listTickers } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { nyse } from '../calendars/nyse.ts'
import { zoneData } from '../calendars/zoneData.ts'
import type { BarState, Interval } from '../market/bar.ts'
import { type Calendar, nextSession } from '../market/calendar.ts'
import { dayOf, type IsoDate } from '../market/day.ts'
import { type Instant, utcText } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import { tickerOrRefuse } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import { type QualityPlace, qualityCursors } from '../query/cursors.ts'
import { type Paging, pageOf, pagingOf } from '../query/page.ts'
import { coverageOf, type SeriesCoverage } from './coverage.ts'
import { repairPage } from './repairView.ts'

/** Series of one answer where nobody says how many: each has a column a month. */
const SERIES_SHOWN = 100
const RUNS_SHOWN = 200

/** Sessions in a row that have no bar. */
export interface MissingRun {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly sessions: number
}

/** A series against the sessions of its exchange, month by month as columns that begin with `first`. */
export interface CoverageView {
  readonly ticker: Ticker
  readonly name: string | null
  readonly interval: Interval
  readonly from: IsoDate
  readonly to: IsoDate
  readonly sessions: number
  readonly stored: number
  readonly missing_count: number
  readonly missing: readonly MissingRun[]
  readonly states: Readonly<Record<BarState, number>>
  readonly findings: { readonly error: number; readonly warn: number; readonly info: number }
  readonly months: { readonly first: string } & Readonly<
    Record<'sessions' | 'stored' | 'provisional' | 'revised' | 'repaired' | 'held', readonly number[]>
  >
}

export interface QualityQuery {
  readonly ticker?: Ticker | undefined
  readonly interval?: Interval | undefined
  readonly status?: StoredFinding['status'] | undefined
  /** Any of these. */
  readonly severity?: readonly StoredFinding['severity'][] | undefined
  /** One list, and of it the page: `findings` also has the first corrections. */
  readonly part?: 'all' | 'findings' | 'repairs' | 'coverage' | undefined
  readonly limit?: number | undefined
  readonly cursor?: QualityPlace | null | undefined
}

/** Lists that begin on the first page of another. */
const beside = {
  all: ['repairs', 'coverage'],
  findings: ['repairs'],
  repairs: [],
  coverage: [],
} as const satisfies Record<string, readonly string[]>

const weights = { error: 0, warn: 1, info: 2 } as const

const utc = (at: number | null | undefined): string | null => (at == null ? null : utcText(at as Instant))

/** What can be trusted, what can not and why: for the data page and whoever asks over HTTP. @throws Problem 404 */
export async function qualityOf(db: Db, query: QualityQuery, now: number) {
  const ticker = query.ticker === undefined ? null : await tickerOrRefuse(db, query.ticker)
  const { part = 'all', interval, status, severity, limit, cursor = null } = query
  const paged = part === 'all' ? 'findings' : part
  if (cursor !== null && cursor[0] !== paged)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot read cursor: it is of the ${cursor[0]}, not of the ${paged}`,
      'cursor',
    )
  /** The page of a list: the first one of those that are shown beside the list that is asked for, and only there. */
  const pageFor = (list: typeof paged, lines?: number): Paging<QualityPlace> =>
    pagingOf({ limit: list === paged ? limit : undefined, cursor: list === paged ? cursor : null }, lines)
  const isShown = (list: typeof paged) =>
    list === paged || (cursor === null && (beside[part] as readonly string[]).includes(list))
  const filter: FindingFilter = {
    ...(ticker === null ? {} : { tickerId: ticker.id }),
    ...(interval === undefined ? {} : { interval }),
  }
  const findings = part === 'coverage' ? [] : await listFindings(db, filter)
  const asked = findings.filter(
    (finding) =>
      (status === undefined || finding.status === status) &&
      (severity === undefined || severity.includes(finding.severity)),
  )
  // What keeps bars out of figures comes first; within that the newest.
  const listed = asked.toSorted((a, b) => weights[a.severity] - weights[b.severity])
  const upkeep = await readUpkeep(db)
  const provider = await lastProvider(db)
  const found = pageOf(isShown('findings') ? listed : [], pageFor('findings'), placeOfFinding, qualityCursors.textOf)
  const repairs = await repairPage(db, ticker?.id ?? null, isShown('repairs') ? findings : null, pageFor('repairs'))
  const series = isShown('coverage') ? await seriesOf(db, ticker?.symbol ?? null, interval ?? null) : []
  const covered = pageOf(series, pageFor('coverage', SERIES_SHOWN), placeOfSeries, qualityCursors.textOf)
  const { total, next } = { findings: found, repairs, coverage: covered }[paged]
  return {
    total,
    next,
    findings: found.lines.map(findingView),
    counts: countsOf(findings),
    repairs_total: isShown('repairs') ? repairs.total : null,
    repairs: repairs.lines,
    coverage_total: isShown('coverage') ? covered.total : null,
    coverage: await coverageList(db, covered.lines, now),
    provider:
      provider === null
        ? null
        : {
            name: provider.name,
            outcome: provider.outcome,
            message: provider.message,
            resume_at: utc(provider.resumeAt),
            updated_at: utc(provider.updatedAt),
          },
    care: { looked_at: utc(upkeep.quick_check), verified_at: utc(upkeep.verify), backup_at: utc(upkeep.backup) },
    calendar: { mic: nyse.mic, known_to: nyse.to },
    zone_data: zoneData(),
  }
}

/** A stored finding as the API gives it. */
export const findingView = ({ found_at, fetch_id: _, ...finding }: StoredFinding) => ({
  ...finding,
  found_at: utcText(found_at as Instant),
})

/** Open findings by severity, and those that were decided. */
function countsOf(findings: readonly StoredFinding[]) {
  const counts = { error: 0, warn: 0, info: 0, accepted: 0, resolved: 0 }
  for (const { status, severity } of findings) counts[status === 'open' ? severity : status]++
  return counts
}

const placeOfFinding = ({ severity, from, to, check, id }: StoredFinding): QualityPlace => [
  'findings',
  weights[severity],
  newestFirst(to),
  newestFirst(from),
  check,
  id,
]
const newestFirst = (date: IsoDate | null): number => (date === null ? 1e9 : -dayOf(date))

const placeOfSeries = ({ symbol, interval }: Holding): QualityPlace => ['coverage', symbol, interval]

const seriesOf = async (db: Db, ticker: Ticker | null, interval: Interval | null): Promise<readonly Holding[]> =>
  (await listHoldings(db)).filter(
    (holding) => (ticker ?? holding.symbol) === holding.symbol && (interval ?? holding.interval) === holding.interval,
  )

async function coverageList(db: Db, series: readonly Holding[], now: number): Promise<readonly CoverageView[]> {
  const calendars = await calendarsOf(db)
  const rows = new Map((await listTickers(db)).map((row) => [row.symbol, row]))
  const views: CoverageView[] = []
  for (const holding of series) {
    const row = rows.get(holding.symbol)
    const coverage = await coverageOf(db, holding.symbol, holding.interval, now)
    if (row === undefined || coverage === null) continue
    views.push({
      ticker: holding.symbol,
      name: row.name,
      interval: holding.interval,
      from: coverage.from,
      to: coverage.to,
      sessions: coverage.sessions,
      stored: coverage.stored,
      missing_count: coverage.missing_count,
      ...monthsOf(coverage, calendars.of(row)),
      findings: await findingCounts(db, row.id, holding.interval),
    })
    // Others are answered between two series: a long list must not hold them up.
    await turn()
  }
  return views
}

function monthsOf(
  { months: given }: SeriesCoverage,
  calendar: Calendar,
): Pick<CoverageView, 'missing' | 'states' | 'months'> {
  const first = given[0]?.month ?? ''
  const place = (month: string) => (Number(month.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(month.slice(5))
  const length = first === '' ? 0 : place(given.at(-1)?.month ?? first) - place(first) + 1
  const column = () => new Array<number>(length).fill(0)
  const months = {
    sessions: column(),
    stored: column(),
    provisional: column(),
    revised: column(),
    repaired: column(),
    held: column(),
  }
  const states = { provisional: 0, final: 0, revised: 0, repaired: 0, held: 0 }
  for (const { month, sessions, stored, states: seen } of given) {
    const at = place(month) - place(first)
    months.sessions[at] = sessions
    months.stored[at] = stored
    for (const state of ['provisional', 'revised', 'repaired', 'held'] as const) months[state][at] = seen[state] ?? 0
    for (const [state, count] of Object.entries(seen) as [BarState, number][]) states[state] += count
  }
  return {
    missing: runsOf(
      given.flatMap(({ missing }) => missing),
      calendar,
    ),
    states,
    months: { first, ...months },
  }
}

/** Missing sessions as stretches, newest first. */
export function runsOf(missing: readonly IsoDate[], calendar: Calendar): readonly MissingRun[] {
  const runs: { from: IsoDate; to: IsoDate; sessions: number }[] = []
  for (const date of missing) {
    const last = runs.at(-1)
    if (last !== undefined && nextSession(calendar, last.to)?.date === date) {
      last.to = date
      last.sessions++
    } else runs.push({ from: date, to: date, sessions: 1 })
  }
  return runs.reverse().slice(0, RUNS_SHOWN)
}
