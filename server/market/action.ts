import type { BarState } from './bar.ts'
import type { IsoDate } from './day.ts'

/** Something a company did to its shares. `date` is the first session that trades without it (the ex date). */
export type CorporateAction =
  | { readonly kind: 'dividend' | 'capital_gain'; readonly date: IsoDate; readonly amount: number }
  /** `numerator` new shares for `denominator` old ones: 4 and 1 in a 4:1 split. */
  | { readonly kind: 'split'; readonly date: IsoDate; readonly numerator: number; readonly denominator: number }

/**
 * Actions with one of a kind on a date, in order of their dates. Payments of a kind are one sum, such as a regular and a special dividend; an amount
 * told twice counts once, and of splits the one told last.
 */
export function onePerDay(actions: readonly CorporateAction[]): readonly CorporateAction[] {
  const days = Map.groupBy(actions, ({ date, kind }) => `${date} ${kind}`)
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, same]) => joined(same))
}

function joined(same: readonly CorporateAction[]): readonly CorporateAction[] {
  const last = same.at(-1)
  if (last === undefined || last.kind === 'split') return last === undefined ? [] : [last]
  const amounts = [...new Set(same.flatMap((action) => (action.kind === 'split' ? [] : [action.amount])))]
  if (amounts.length === 1) return [last]
  const sum = amounts.sort((a, b) => a - b).reduce((all, amount) => all + amount, 0)
  // 0.1 and 0.2 are 0.3.
  return [{ ...last, amount: Number(sum.toPrecision(12)) }]
}

export interface Close {
  readonly date: IsoDate
  /** Null where it is held: it is not known then. */
  readonly close: number | null
}

/** Closes of daily bars as factors are made of them. */
export const closesOf = (
  bars: readonly { readonly date: IsoDate; readonly close: number; readonly state: BarState }[],
): readonly Close[] => bars.map(({ date, close, state }) => ({ date, close: state === 'held' ? null : close }))

/**
 * Factor by which each close is multiplied to get the total-return basis, one per row: every ex date multiplies all
 * earlier rows by 1 - D / C, where C is the last close before it. The newest row with a close keeps factor 1.
 * Both closes and amounts are on split basis.
 *
 * A payment with no close before it changes nothing; several on one date are added; one that is not below the close
 * before it is left out, as no factor could express it.
 *
 * @param closes ascending by date
 */
export function totalReturnFactors(closes: readonly Close[], actions: readonly CorporateAction[]): Float64Array {
  const paid = new Map<IsoDate, number>()
  for (const action of actions)
    if (action.kind !== 'split') paid.set(action.date, (paid.get(action.date) ?? 0) + action.amount)
  const exDates = [...paid.keys()].sort()
  const factors = new Float64Array(closes.length)
  const newest = closes.findLastIndex(({ close }) => close !== null)
  let factor = 1
  let next = exDates.length - 1
  for (let row = closes.length - 1; row >= 0; row--) {
    const { date, close } = closes[row] as Close
    while (close !== null && next >= 0 && (exDates[next] as IsoDate) > date) {
      const amount = paid.get(exDates[next] as IsoDate) ?? 0
      // Only an ex date up to the newest stored session has happened for these prices.
      if (row < newest && amount < close) factor *= 1 - amount / close
      next--
    }
    factors[row] = factor
  }
  return factors
}

/**
 * Factor that undoes the known splits, one per row: a close on split basis times it is the price traded on the day.
 *
 * @param dates ascending
 */
export function rawFactors(dates: readonly IsoDate[], actions: readonly CorporateAction[]): Float64Array {
  const splits = actions.filter((action) => action.kind === 'split')
  return Float64Array.from(dates, (date) =>
    splits.reduce((factor, split) => (split.date > date ? (factor * split.numerator) / split.denominator : factor), 1),
  )
}
