import type { EventDay } from './event.ts'
import type { Settings } from './settings.ts'

/** Closes of a security by their place on the axis; null where there is none. */
export interface PathCloses {
  /** On total-return basis, which returns are made of. */
  readonly total: (place: number) => number | null
  /** On the basis on which the path is shown. */
  readonly shown: (place: number) => number | null
}

/**
 * The path that expected returns draw from the last close before the first of them. It is carried on total-return basis and
 * shown on another, so that an ex-dividend day steps down in it as it does in the price. Returns beyond the risk-free rate
 * get that rate back, as prices have it in them. The path ends where a session has a price and no expected return.
 *
 * @param days of a study, in order
 * @returns a price for each, null where the path has none
 */
export function expectedPath(
  days: readonly Pick<EventDay, 'rel' | 'span' | 'r' | 'expected'>[],
  day0: number,
  returnType: Settings['returnType'],
  { total, shown }: PathCloses,
): readonly (number | null)[] {
  const isLog = returnType === 'log'
  let path: { readonly at: number; readonly level: number } | null = null
  return days.map(({ rel, span, r, expected }) => {
    if (span === null || r === null || expected === null) return null
    const [at, from] = [day0 + rel, day0 + rel - span]
    const [before, after, price] = [total(from), total(at), shown(at)]
    if (before === null || after === null || price === null) return null
    path ??= { at: from, level: before }
    if (path.at !== from) return null
    // Nothing where returns are not in excess of a rate.
    const riskFree = (isLog ? Math.log(after / before) : after / before - 1) - r
    const growth = expected + riskFree
    path = { at, level: path.level * (isLog ? Math.exp(growth) : 1 + growth) }
    return (path.level * price) / after
  })
}
