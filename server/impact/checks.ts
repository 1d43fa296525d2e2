import type { Db } from '../../db/file/db.ts'
import { type FindingTold, findingsOn } from '../../db/findings.ts'
import { inEnglish } from '../checks/english.ts'
import { checkBenchmark } from '../checks/pair/benchAlign.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { Settings } from '../stats/settings.ts'
import type { Frame } from './alignedSeries.ts'

/** What a check says of the bars that an answer is computed from: a reader must see it beside the figures. */
export type CheckedBars = FindingTold & { readonly ticker: Ticker }

/** Findings about the security and its benchmark that belong beside their figures. */
export async function findingsBehind(db: Db, { ticker, benchmark }: Frame): Promise<readonly CheckedBars[]> {
  const own = await findingsOn(db, ticker.id)
  const market = ticker.id === benchmark.id ? [] : await findingsOn(db, benchmark.id)
  return [
    ...own.map((finding) => ({ ...finding, ticker: ticker.symbol })),
    ...market.map((finding) => ({ ...finding, ticker: benchmark.symbol })),
  ]
}

/**
 * Those of an event: from the first session of its estimation window to the last of its event window, with BENCH_ALIGN
 * where security and benchmark do not cover the same sessions of it. Empty without a day 0.
 */
export function checksBehind(
  frame: Frame,
  findings: readonly CheckedBars[],
  session: IsoDate | null,
  { estimation, event }: Settings,
): readonly CheckedBars[] {
  const zero = session === null ? undefined : frame.position.get(session)
  if (zero === undefined) return []
  const until = zero + Math.max(estimation[1], event[1])
  const axis = frame.axis.slice(Math.max(0, zero + Math.min(estimation[0], event[0])), until + 1)
  const [from, to] = [axis[0], axis.at(-1)]
  if (from === undefined || to === undefined) return []
  const lost = lostIn(frame, axis, from, to)
  return [
    ...(lost === null ? [] : [{ ...lost, ticker: frame.ticker.symbol }]),
    ...findings.filter(
      (finding) => finding.from !== null && finding.to !== null && finding.from <= to && finding.to >= from,
    ),
  ]
}

/** BENCH_ALIGN: sessions of a window that only one of the two has. A held bar is there: its own check tells of it. */
function lostIn(
  frame: Frame,
  axis: readonly IsoDate[],
  from: IsoDate,
  to: IsoDate,
): Omit<CheckedBars, 'ticker'> | null {
  const has = (date: IsoDate): boolean => frame.heldBy.has(date) || frame.bars[frame.position.get(date) ?? -1] != null
  const others = frame.withoutBenchmark.filter((date) => date >= from && date <= to)
  const lost = checkBenchmark([...axis.filter(has), ...others], axis)
  return lost === null ? null : { ...lost, ...inEnglish(lost), status: 'open' }
}
