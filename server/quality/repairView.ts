import { readDailyBars } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import type { StoredFinding } from '../../db/findings.ts'
import { listRepairs, type Repair } from '../../db/repairs.ts'
import { findTicker } from '../../db/tickers.ts'
import { corrected, type Interval, type Prices } from '../market/bar.ts'
import { dayOf, type IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import { type QualityPlace, qualityCursors } from '../query/cursors.ts'
import { type Paged, type Paging, pageOf } from '../query/page.ts'

const BARS_SHOWN = 5

/** One correction of neighbouring bars: what was delivered, and what figures use once it is accepted. */
export interface RepairView {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly check: string
  readonly from: IsoDate
  readonly to: IsoDate
  readonly bars: number
  /** What prices and volume are multiplied with. */
  readonly price_factor: number
  readonly volume_factor: number
  readonly evidence: string
  readonly status: Repair['status']
  /** The finding whose acceptance lays it over the bars: the newest that it rests on; null when none is there any more. */
  readonly finding: number | null
  /** Every finding that it rests on, in order of their sessions. */
  readonly because: readonly Pick<StoredFinding, 'id' | 'check' | 'evidence' | 'observed' | 'expected'>[]
  /** The first bars, at most five. */
  readonly examples: readonly { readonly date: IsoDate; readonly before: Prices; readonly after: Prices }[]
}

const pricesOf = ({ open, high, low, close, volume }: Prices): Prices => ({ open, high, low, close, volume })

/**
 * A page of the corrections that could be made or were, neighbours with the same factors as one, by ticker, interval and
 * date.
 *
 * @param findings those they may rest on; null: none is asked for
 */
export async function repairPage(
  db: Db,
  tickerId: number | null,
  findings: readonly StoredFinding[] | null,
  page: Paging<QualityPlace>,
): Promise<Paged & { readonly lines: readonly RepairView[] }> {
  const groups = findings === null ? [] : await groupsOf(db, tickerId)
  const { total, next, lines } = pageOf(groups, page, placeOf, qualityCursors.textOf)
  return { total, next, lines: await Promise.all(lines.map((group) => viewOf(db, group, findings ?? []))) }
}

function placeOf([first]: readonly Repair[]): QualityPlace {
  if (first === undefined) throw new RangeError('Cannot place a repair of no bars')
  return ['repairs', first.ticker, first.interval, dayOf(first.date), first.check]
}

async function groupsOf(db: Db, tickerId: number | null): Promise<readonly (readonly Repair[])[]> {
  const groups: Repair[][] = []
  for (const repair of await listRepairs(db, tickerId)) {
    const group = groups.at(-1)
    if (group?.[0] !== undefined && keyOf(group[0]) === keyOf(repair)) group.push(repair)
    else groups.push([repair])
  }
  return groups
}

const keyOf = ({ ticker, interval, check, priceFactor, volumeFactor, findings, status }: Repair): string =>
  [ticker, interval, check, priceFactor, volumeFactor, findings.join(), status].join('\n')

async function viewOf(db: Db, group: readonly Repair[], findings: readonly StoredFinding[]): Promise<RepairView> {
  const [first] = group
  const last = group.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('Cannot show a repair of no bars')
  const factors = { price: first.priceFactor, volume: first.volumeFactor, check: first.check }
  const ticker = await findTicker(db, first.ticker)
  const to = group[BARS_SHOWN - 1]?.date ?? last.date
  const bars = ticker === null ? [] : await readDailyBars(db, ticker.id, { from: first.date, to }, true)
  // Findings are listed the newest first.
  const own = findings.filter(({ id }) => first.findings.includes(id)).toReversed()
  return {
    ticker: first.ticker,
    interval: first.interval,
    check: first.check,
    from: first.date,
    to: last.date,
    bars: group.length,
    price_factor: factors.price,
    volume_factor: factors.volume,
    evidence: first.evidence,
    status: first.status,
    finding: own.at(-1)?.id ?? null,
    because: own.map(({ id, check, evidence, observed, expected }) => ({ id, check, evidence, observed, expected })),
    examples: bars
      .slice(0, BARS_SHOWN)
      .map((bar) => ({ date: bar.date, before: pricesOf(bar), after: pricesOf(corrected(bar, factors)) })),
  }
}
