import { adjMissing } from '../../checks/answer/adjMissing.ts'
import { barNull } from '../../checks/answer/barNull.ts'
import { respEnvelope } from '../../checks/answer/respEnvelope.ts'
import { respFinite } from '../../checks/answer/respFinite.ts'
import { respGranularity } from '../../checks/answer/respGranularity.ts'
import { respLength } from '../../checks/answer/respLength.ts'
import { respOrder } from '../../checks/answer/respOrder.ts'
import { respSymbol } from '../../checks/answer/respSymbol.ts'
import { respTimeRange } from '../../checks/answer/respTimeRange.ts'
import { respWindow } from '../../checks/answer/respWindow.ts'
import { type Check, finding, on } from '../../checks/check.ts'
import type { Evidence, Finding } from '../../checks/finding.ts'
import { adjNonpos } from '../../checks/series/adjNonpos.ts'
import { type Interval, MOST_PRICE, minutesOf } from '../../market/bar.ts'
import { addDays, dateOf, type IsoDate } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import { isZone, localTime } from '../../market/zone.ts'
import type { Question, Reading, SourceAction, SourceBar, SourceChart } from '../priceSource.ts'
import { ChartAnswer, type ChartResult } from './chart.ts'
import { withoutFloatNoise } from './float32.ts'
import { factsOf } from './instrument.ts'

const YEAR_1900 = -2_208_988_800
const DAY = 86_400

/**
 * Reads an answer of the chart service, or says which check refuses it. Pure.
 *
 * @param json the answer's body, parsed
 * @param now moment of the answer
 */
export function readChart(json: unknown, question: Question, now: Instant): Reading {
  const window = {
    from: dateOf(Math.floor(question.from / 86_400_000)),
    to: dateOf(Math.floor((question.until - 1) / 86_400_000)),
  }
  const refuse = <E extends Evidence>(
    outcome: 'schema' | 'mismatch',
    check: Check<string, E>,
    evidence: NoInfer<E>,
  ): Reading => ({ kind: 'refused', outcome, finding: finding(check, { ...window, evidence }) })

  const parsed = ChartAnswer.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const values = { path: issue?.path.join('.') || 'answer', problem: issue?.message ?? 'unknown' }
    return refuse('schema', respEnvelope, { kind: 'shape', values })
  }
  const chart = parsed.data
  const { meta, stamps } = chart
  if (!isZone(meta.exchangeTimezoneName))
    return refuse('schema', respEnvelope, { kind: 'zone', values: { zone: meta.exchangeTimezoneName.slice(0, 40) } })
  const lengths = lengthsOf(chart)
  if (lengths !== null && Object.values(lengths).some((length) => length !== null && length !== stamps.length))
    return refuse('schema', respLength, { kind: 'lengths', values: lengths })
  const asked = question.interval
  if (meta.symbol.toUpperCase() !== question.ticker)
    return refuse('mismatch', respSymbol, {
      kind: 'symbol',
      values: { told: meta.symbol.slice(0, 40), asked: question.ticker },
    })
  const granularity = meta.dataGranularity === '60m' ? '1h' : meta.dataGranularity
  if (granularity !== asked)
    return refuse('mismatch', respGranularity, { kind: 'named', values: { told: granularity.slice(0, 40), asked } })
  const spacing = medianSpacing(stamps)
  const minutes = minutesOf(asked)
  if (minutes !== null && spacing !== null && spacing !== minutes * 60)
    return refuse('mismatch', respGranularity, { kind: 'spacing', values: { told: spacing / 60, asked: minutes } })
  const dated = [chart.events?.dividends, chart.events?.capitalGains, chart.events?.splits].flatMap((rows) =>
    Object.values(rows ?? {}).map(({ date }) => date),
  )
  const wrong = [...stamps, ...dated].find(
    (stamp) => !Number.isInteger(stamp) || stamp < YEAR_1900 || stamp > now / 1000 + DAY,
  )
  if (wrong !== undefined) return refuse('schema', respTimeRange, { kind: 'stamp', values: { stamp: wrong } })
  const { regularMarketTime: traded } = meta
  const lastTradeAt = traded == null ? null : ((traded * 1000) as Instant)
  return { kind: 'chart', facts: factsOf(meta), lastTradeAt, ...rowsOf(chart, question), actions: actionsOf(chart) }
}

/** How many values each column has; null for an answer without prices. */
function lengthsOf({ stamps, quote, adjclose }: ChartResult) {
  if (quote === null) return null
  const { open, high, low, close, volume } = quote
  return {
    stamps: stamps.length,
    open: open.length,
    high: high.length,
    low: low.length,
    close: close.length,
    volume: volume.length,
    adjusted: adjclose?.length ?? null,
  }
}

/** Median seconds between stamps in order; null with fewer than five, which hours of closing could distort. */
function medianSpacing(stamps: readonly number[]): number | null {
  if (stamps.length < 5) return null
  const sorted = [...stamps].sort((a, b) => a - b)
  const steps = sorted.slice(1).map((stamp, at) => stamp - (sorted[at] ?? stamp))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? null
}

/**
 * The session of a daily bar is the local date of its stamp, except that a stamp on a full hour from 22:00
 * on belongs to the next date (futures and currencies open on the evening before).
 */
function sessionDate(stamp: number, interval: Interval, zone: string): IsoDate {
  const { date, second } = localTime((stamp * 1000) as Instant, zone)
  return interval === '1d' && second >= 22 * 3600 && second % 3600 < 60 ? addDays(date, 1) : date
}

/** `sessionDate`, asking for the zone's offset once a day where no clock change can matter. */
function sessionDates(interval: Interval, zone: string): (stamp: number) => IsoDate {
  const offsets = new Map<number, number | null>()
  const offsetOn = (day: number): number | null => {
    const known = offsets.get(day)
    if (known !== undefined) return known
    const offset = monthOffset(day, zone)
    offsets.set(day, offset)
    return offset
  }
  const dates = new Map<number, IsoDate>()
  return (stamp) => {
    const offset = offsetOn(Math.floor(stamp / DAY))
    if (offset === null) return sessionDate(stamp, interval, zone)
    const local = stamp + offset * 60
    const second = ((local % DAY) + DAY) % DAY
    if (interval === '1d' && second >= 22 * 3600) return sessionDate(stamp, interval, zone)
    const day = Math.floor(local / DAY)
    const date = dates.get(day) ?? dateOf(day)
    dates.set(day, date)
    return date
  }
}

const offsetsAt = new Map<string, number>()

/** The zone's offset through a whole UTC day, or null when the clocks change near it: asked for blocks of sixteen days. */
function monthOffset(day: number, zone: string): number | null {
  const block = Math.floor(day / 16) * 16
  const at = (edge: number): number => {
    const key = `${zone} ${edge}`
    const offset = offsetsAt.get(key) ?? localTime((edge * DAY * 1000) as Instant, zone).offset
    offsetsAt.set(key, offset)
    return offset
  }
  const [first, last] = [at(block), at(block + 16)]
  return first === last ? first : null
}

type Rows = Pick<SourceChart, 'bars' | 'empty' | 'findings'>

function rowsOf({ meta, stamps, quote, adjclose }: ChartResult, { interval, from, until }: Question): Rows {
  if (quote === null) return { bars: [], empty: [], findings: [] }
  const dateAt = sessionDates(interval, meta.exchangeTimezoneName)
  const bars: SourceBar[] = []
  const empty: IsoDate[] = []
  const unadjusted: IsoDate[] = []
  const findings: Finding[] = []
  const inOrder = stamps.every((stamp, at) => at === 0 || stamp > (stamps[at - 1] ?? stamp))
  const order = stamps.map((_, at) => at)
  const columns = [
    quote.open,
    quote.high,
    quote.low,
    quote.close,
    quote.volume,
    ...(adjclose === null ? [] : [adjclose]),
  ]
  const sameRow = (a: number, b: number): boolean => columns.every((column) => column[a] === column[b])
  if (!inOrder) order.sort((a, b) => (stamps[a] ?? 0) - (stamps[b] ?? 0))
  let disorder = null as { readonly from: IsoDate; readonly to: IsoDate } | null
  let previous = Number.NEGATIVE_INFINITY
  let outside = null as { readonly from: IsoDate; readonly to: IsoDate; readonly rows: number } | null
  for (const [place, at] of order.entries()) {
    const stamp = stamps[at] ?? 0
    const date = dateAt(stamp)
    const repeats = stamp === previous
    if (place !== at || repeats) disorder = { from: disorder?.from ?? date, to: date }
    previous = stamp
    if (repeats && sameRow(at, order[place - 1] ?? at)) continue
    if (stamp * 1000 < from || stamp * 1000 >= until) {
      outside = { from: outside?.from ?? date, to: date, rows: (outside?.rows ?? 0) + 1 }
      continue
    }
    const cells = [quote.open[at], quote.high[at], quote.low[at], quote.close[at]]
    const rough = [
      ...cells.filter((cell) => cell !== null && !(isNumber(cell) && cell < MOST_PRICE)),
      ...[quote.volume[at]].filter((cell) => cell !== null && !(isNumber(cell) && cell <= Number.MAX_SAFE_INTEGER)),
    ]
    if (rough.length > 0) {
      const values = { told: String(rough[0]).slice(0, 40) }
      findings.push(finding(respFinite, { ...on(date), evidence: { kind: 'no-number', values } }))
      empty.push(date)
      continue
    }
    if (cells.some((cell) => cell === null)) {
      const [open, high, low, close] = cells as [number | null, number | null, number | null, number | null]
      findings.push(finding(barNull, { ...on(date), evidence: { kind: 'bar', values: { open, high, low, close } } }))
      empty.push(date)
      continue
    }
    const [open, high, low, close] = (cells as number[]).map(withoutFloatNoise) as [number, number, number, number]
    const volume = quote.volume[at] as number | null
    const adjusted = adjclose?.[at] ?? null
    if (adjusted === null && stamp !== meta.regularMarketTime) unadjusted.push(date)
    const isAdjusted = isNumber(adjusted) && adjusted < MOST_PRICE
    if (adjusted !== null && !isAdjusted) {
      const values = { told: String(adjusted).slice(0, 40) }
      findings.push(finding(adjNonpos, { ...on(date), evidence: { kind: 'no-number', values } }))
    }
    bars.push({
      start: (stamp * 1000) as Instant,
      date,
      open,
      high,
      low,
      close,
      volume: volume === null ? null : Math.round(volume),
      adjClose: isAdjusted ? withoutFloatNoise(adjusted) : null,
      isLastTrade: stamp === meta.regularMarketTime,
    })
  }
  const [first, last] = [unadjusted[0], unadjusted.at(-1)]
  if (interval === '1d' && first !== undefined && last !== undefined) {
    const values = { missing: unadjusted.length, closes: bars.length }
    findings.push(finding(adjMissing, { from: first, to: last, evidence: { kind: 'closes', values } }))
  }
  if (disorder !== null) findings.push(finding(respOrder, { ...disorder, evidence: { kind: 'order', values: {} } }))
  if (outside !== null) {
    const { rows, ...sessions } = outside
    findings.push(finding(respWindow, { ...sessions, evidence: { kind: 'rows', values: { rows } } }))
  }
  return { bars, empty, findings }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

function actionsOf({ meta, events }: ChartResult): readonly SourceAction[] {
  const dateAt = (stamp: number) => sessionDate(stamp, '1d', meta.exchangeTimezoneName)
  const paid = (kind: 'dividend' | 'capital_gain', rows: Readonly<Record<string, { amount: number; date: number }>>) =>
    Object.values(rows)
      .filter(({ amount }) => Number.isFinite(amount) && amount > 0)
      .map(
        ({ amount, date }): SourceAction => ({
          action: { kind, date: dateAt(date), amount: withoutFloatNoise(amount) },
          splitText: null,
        }),
      )
  const splits = Object.values(events?.splits ?? {})
    .filter(({ numerator, denominator }) => numerator > 0 && denominator > 0)
    .map(
      ({ date, numerator, denominator, splitRatio }): SourceAction => ({
        action: { kind: 'split', date: dateAt(date), numerator, denominator },
        splitText: splitRatio ?? null,
      }),
    )
  return [
    ...paid('dividend', events?.dividends ?? {}),
    ...paid('capital_gain', events?.capitalGains ?? {}),
    ...splits,
  ].sort((a, b) => (a.action.date < b.action.date ? -1 : 1))
}
