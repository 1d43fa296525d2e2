import { addDays, type IsoDate } from '../../../server/market/day.ts'

export const presets = ['1d', '5d', '1m', '6m', 'ytd', '1y', '5y', 'max'] as const
export type Preset = (typeof presets)[number]

/** What the price pane shows: a stretch that ends with the newest bar, or from one date to another. */
export type Range =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }

/** Days shown on either side of a date. */
const AROUND = 30

/** The weeks before and after a date. */
export const rangeAround = (date: IsoDate): Range => ({
  kind: 'dates',
  from: addDays(date, -AROUND),
  to: addDays(date, AROUND),
})
