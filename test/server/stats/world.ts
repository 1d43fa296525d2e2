import type { Series } from '../../../server/stats/design.ts'
import { mulberry32 } from '../../../server/stats/resampling.ts'

/** A small made-up market: seeded, so that every run sees the same one. */
export type World = { readonly calendar: readonly string[]; readonly market: number[]; readonly assets: number[][] }

export function worldOf(sessions: number, securities: number, seed = 7): World {
  const next = mulberry32(seed)
  // Twelve uniforms make a good enough bell.
  const bell = () => Array.from({ length: 12 }, next).reduce((sum, u) => sum + u, -6)
  const market = Array.from({ length: sessions }, () => 0.0004 + 0.01 * bell())
  const assets = Array.from({ length: securities }, () => {
    const beta = 0.5 + next()
    return market.map((m) => 0.0002 + beta * m + 0.015 * bell())
  })
  return { calendar: datesFrom(sessions), market, assets }
}

/** Consecutive dates from 2020-01-01 on. */
export const datesFrom = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10))

export function seriesIn({ calendar, market, assets }: World, security: number): Series {
  const asset = assets[security]
  if (asset === undefined) throw new RangeError(`Cannot find security ${security}`)
  return { calendar, asset: { kind: 'returns', values: asset }, market: { kind: 'returns', values: market } }
}

/** Prices that make the given returns, from 100 on: one longer than the returns. */
export function pricesOf(returns: readonly number[]): number[] {
  const prices = [100]
  for (const r of returns) prices.push((prices.at(-1) ?? 100) * (1 + r))
  return prices
}

/** Every number found anywhere in `value` that is not finite, by path. */
export function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} = ${value}`]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, entry]) => notFinite(entry, `${path}.${key}`))
}
