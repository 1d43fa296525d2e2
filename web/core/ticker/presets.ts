export const presets = ['1d', '5d', '1m', '6m', 'ytd', '1y', '5y', 'max'] as const
export type Preset = (typeof presets)[number]

/** What the price pane shows: a stretch that ends with the newest bar, or from one date to another. */
export type Range =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
