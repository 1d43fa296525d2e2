/** Closes of one series by place of a common axis: null, NaN and infinite where there is none. */
export type Closes = ArrayLike<number | null>

const isThere = (close: number | null | undefined): close is number =>
  close != null && Number.isFinite(close) && close > 0

const allThere = (series: readonly Closes[], place: number): boolean => series.every((closes) => isThere(closes[place]))

/** The first place from one to another, both included, on which every series has a close; null for none. */
export function firstCommon(series: readonly Closes[], from: number, to: number): number | null {
  for (let place = from; place <= to; place++) if (allThere(series, place)) return place
  return null
}

/** The last place up to one, that included, on which every series has a close; null for none. */
export function lastCommon(series: readonly Closes[], upTo: number): number | null {
  for (let place = upTo; place >= 0; place--) if (allThere(series, place)) return place
  return null
}

/** What a close has become since the base, a fraction: 0 on the base itself; null where either is missing. */
export function sinceBase(closes: Closes, base: number, place: number): number | null {
  const [then, now] = [closes[base], closes[place]]
  return isThere(then) && isThere(now) ? now / then - 1 : null
}

/** How much more one series grew than another since the base, 100 on the base: above it the one did better. */
export function relativeStrength(one: Closes, other: Closes, base: number, place: number): number | null {
  const [own, market] = [sinceBase(one, base, place), sinceBase(other, base, place)]
  return own === null || market === null ? null : (100 * (1 + own)) / (1 + market)
}
