import type { IsoDate } from '../market/day.ts'

/**
 * Factor returns on the sessions of an exchange. Those of days on which it was closed go into its next session, as they do
 * into the return of a price; a session without a value has none.
 *
 * @param axis sessions, ascending
 * @param returns simple returns as fractions, by date ascending
 */
export function factorColumn(
  axis: readonly IsoDate[],
  returns: ReadonlyMap<IsoDate, number>,
): readonly (number | null)[] {
  const days = [...returns]
  let next = 0
  return axis.map((date, t) => {
    let total: number | null = null
    for (; next < days.length && (days[next] as (typeof days)[number])[0] <= date; next++) {
      const [day, value] = days[next] as (typeof days)[number]
      const before: IsoDate | undefined = axis[t - 1]
      if (before !== undefined || day === date) total = total === null ? value : (1 + total) * (1 + value) - 1
    }
    return returns.has(date) ? total : null
  })
}
