import type { CorporateAction } from '../../market/action.ts'
import { dayOf, type IsoDate } from '../../market/day.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import { toldBy } from './closesEvidence.ts'
import { type ClosesRules, isPayment, isSplit, type Split } from './closesRules.ts'
import { fromAdjusted, fromRaw, type VendorBar } from './splitBasis.ts'

/** The bars of one ticker on split basis, the actions that their columns told, and what to say of it. */
export interface OnSplitBasis {
  readonly bars: readonly VendorBar[]
  readonly actions: readonly CorporateAction[]
  readonly report: readonly ReportEntry[]
  /** Sessions whose closes are adjusted for payments that nobody told: applying one later would count it twice. */
  readonly adjusted: { readonly from: IsoDate; readonly to: IsoDate } | null
}

const refused = (entry: ReportEntry): OnSplitBasis => ({ bars: [], actions: [], report: [entry], adjusted: null })

/**
 * Brings the bars of one ticker to split basis. What its form says is checked against what its numbers show: a split in
 * a column must step in raw closes and may not in others, a payment must show in an adjusted close.
 *
 * @param bars ascending by date
 */
export function onSplitBasis(symbol: string, bars: readonly VendorBar[], rules: ClosesRules): OnSplitBasis {
  const actions = actionsOf(bars)
  const closes = rules.stated ?? toldBy(bars, rules)
  if (typeof closes !== 'string') return refused(closes)
  switch (closes) {
    case 'split':
      return { bars, actions, report: [], adjusted: null }
    case 'raw': {
      const untold = rules.stated === null ? untoldSplit(bars, rules.known) : null
      if (untold !== null) return refused(untold)
      const splits = splitsOf(actions.filter(isSplit), rules.known.filter(isSplit))
      const read = fromRaw(bars, splits, rules.volumesSplit)
      const used = splits.filter(({ date }) => date > (bars[0]?.date ?? date))
      return {
        bars: read,
        actions: actionsOf(read),
        report: used.length > 0 ? [rescaled(symbol, used)] : isSilent(bars, rules) ? [asTraded(symbol)] : [],
        adjusted: null,
      }
    }
    case 'adjusted': {
      const payments = rules.tellsPayments ? actions.filter(isPayment) : rules.known.filter(isPayment)
      const [first, last] = [bars[0], bars.at(-1)]
      if (first === undefined || last === undefined) return { bars, actions, report: [], adjusted: null }
      const inside = payments.filter(({ date }) => date > first.date && date <= last.date)
      if (inside.length > 0)
        return {
          bars: fromAdjusted(bars, inside),
          actions,
          report: [restored(symbol, inside.length, rules.tellsPayments)],
          adjusted: null,
        }
      if (rules.tellsPayments || rules.paysNothing) return { bars, actions, report: [], adjusted: null }
      return { bars, actions, report: [keptAdjusted(symbol)], adjusted: { from: first.date, to: last.date } }
    }
  }
}

type Ratio = Pick<Split, 'numerator' | 'denominator'>

/** Splits of the file and the stored ones, in order; one that both tell, within three days, counts once. */
function splitsOf(told: readonly Split[], stored: readonly Split[]): readonly Split[] {
  const others = stored.filter(
    (split) => !told.some(({ date, ...ratio }) => daysApart(date, split.date) <= 3 && isSameRatio(ratio, split)),
  )
  return [...told, ...others].sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** As nearly as a ratio of few digits tells: `0.0033` is 1 for 300. No company splits twice within days by nearly the same. */
const isSameRatio = (a: Ratio, b: Ratio): boolean =>
  Math.abs((a.numerator * b.denominator) / (a.denominator * b.numerator) - 1) < 0.02
const daysApart = (a: IsoDate, b: IsoDate): number => Math.abs(dayOf(a) - dayOf(b))

function actionsOf(bars: readonly VendorBar[]): readonly CorporateAction[] {
  return bars.flatMap(({ date, dividend, capitalGain, split }): readonly CorporateAction[] => [
    ...(split === null ? [] : [{ kind: 'split' as const, date, ...split }]),
    ...(dividend === null ? [] : [{ kind: 'dividend' as const, date, amount: dividend }]),
    ...(capitalGain === null ? [] : [{ kind: 'capital_gain' as const, date, amount: capitalGain }]),
  ])
}

/** A step of a common ratio between closes as traded and their adjusted closes that no split explains. */
function untoldSplit(bars: readonly VendorBar[], known: readonly CorporateAction[]): ReportEntry | null {
  const dates = known.filter(({ kind }) => kind === 'split').map(({ date }) => date)
  for (const [at, bar] of bars.entries()) {
    const before = bars[at - 1]
    if (before === undefined || bar.split !== null || !bar.adjClose || !before.adjClose) continue
    const paid = Math.min((bar.dividend ?? 0) + (bar.capitalGain ?? 0), before.close / 2)
    const step = (bar.adjClose / bar.close / (before.adjClose / before.close)) * (1 - paid / before.close)
    if (step < 1.45 && step > 0.7) continue
    if (dates.some((date) => daysApart(date, bar.date) <= 5)) continue
    return report(
      'E_CLOSES',
      `Cannot bring closes to split basis: on ${bar.date} adjusted closes step by ${Number(step.toPrecision(4))} against closes, and no column or stored action tells a split; take a file of the splits first (kind: actions)`,
      { line: bar.line, field: 'adj_close' },
    )
  }
  return null
}

/** No column and no stored action tells splits, and no adjusted close would show one. */
const isSilent = (bars: readonly VendorBar[], { stated, tellsSplits }: ClosesRules): boolean =>
  stated === null && !tellsSplits && bars.every(({ adjClose }) => adjClose === null)

const asTraded = (symbol: string): ReportEntry =>
  report(
    'W_CLOSES',
    `Closes of ${symbol} are as traded, and no split after them is known: where there was one, take a file of it first (kind: actions)`,
    { field: 'close' },
  )

const rescaled = (symbol: string, splits: readonly Split[]): ReportEntry =>
  report(
    'W_CLOSES',
    `Closes of ${symbol} are as traded: prices were divided, volumes multiplied by the splits after them (${splits
      .map(({ date, numerator, denominator }) => `${date} ${numerator}:${denominator}`)
      .join(', ')})`,
    { field: 'close' },
  )

const restored = (symbol: string, payments: number, ofFile: boolean): ReportEntry =>
  report(
    'W_CLOSES',
    `Closes of ${symbol} are adjusted for dividends: they were brought to split basis with ${payments === 1 ? 'the payment' : `the ${payments} payments`} that the ${ofFile ? 'file' : 'store'} tells`,
    { field: 'close' },
  )

const keptAdjusted = (symbol: string): ReportEntry =>
  caution(
    'CLOSE_ADJUSTED',
    `Closes of ${symbol} are adjusted for dividends that the file does not tell: they are kept as they are and marked, and no payment will be applied to them`,
    { field: 'close' },
  )
