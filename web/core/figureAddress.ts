import { overKeys, type View, viewKeys } from './address.ts'

/** Keys of the page's address that a figure of it takes too. */
const keys = new Set(['r', 'i', 'x', 'ev', 'w', 'est', 'm', 'c', 'p', 'tz', 'pn', ...overKeys])

/** Language and colours of a figure; `save`: to be kept, which a refusal is not: the browser shows that in words. */
export type FigureLook = Readonly<Record<'l' | 'theme', string>> & { readonly save?: '1' }

/**
 * Address of the drawing of what is on screen. The reader's own clock is not known to who draws it: times are the
 * exchange's then, and the drawing says so.
 */
export function figureAddress(view: View, type: 'png' | 'svg' | 'html', also: FigureLook): string | null {
  if (view.screen.kind !== 'ticker') return null
  const own = viewKeys(view)
    .filter(([key, value, isFirst]) => keys.has(key) && !isFirst && !(key === 'tz' && value === 'local'))
    .map(([key, value]) => [key, value] as [string, string])
  return `/api/figures/${encodeURIComponent(view.screen.ticker)}.${type}?${new URLSearchParams([...own, ...Object.entries(also)])}`
}
