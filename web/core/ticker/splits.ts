import type { CorporateAction } from '../../../server/market/action.ts'
import { type Axis, lowerBound } from './axis.ts'

type Split = Extract<CorporateAction, { readonly kind: 'split' }>

/** New shares for old ones, `4:1`; where one of them is no whole number, beside 1: `1:10` for 0.1 and 1. */
function ratioOf({ numerator, denominator }: Split): string {
  if (Number.isInteger(numerator) && Number.isInteger(denominator)) return `${numerator}:${denominator}`
  const [more, less] = [Math.max(numerator, denominator), Math.min(numerator, denominator)]
  const times = Number((more / less).toPrecision(4))
  return numerator > denominator ? `${times}:1` : `1:${times}`
}

/**
 * Splits by the place of the first bar that trades on the new level. One before the second bar has no bar to be seen
 * against, and one after the last has not happened for these prices: both are left out.
 */
export function splitsOn({ dates, isWide }: Axis, actions: readonly CorporateAction[]): ReadonlyMap<number, string> {
  const places = new Map<number, string>()
  for (const action of actions) {
    if (action.kind !== 'split') continue
    const after = lowerBound(dates, action.date)
    // A week holds the splits of its days.
    const place = isWide && dates[after] !== action.date ? after - 1 : after
    if (place > 0 && place < dates.length) places.set(place, ratioOf(action))
  }
  return places
}
