import type { Impact } from '../../api.ts'
import type { EventOverlay } from '../../chart/model.ts'
import type { BarSeries } from '../../core/ticker/series.ts'

/**
 * What a measured event adds to the picture of daily bars: its windows, the expected path, the CAR.
 *
 * @param window the one whose CAR is asked for, in sessions from day 0
 * @returns null where it has nothing to add, or no place on the axis
 */
export function overlayOf(
  impact: Impact | null,
  { axis, pyramid }: BarSeries,
  [before, after]: readonly [number, number],
): EventOverlay | null {
  if (axis.minutes !== null || impact?.kind !== 'measured') return null
  const place = new Map(axis.dates.map((date, index) => [date, index]))
  const at = (date: string | null) => (date === null ? undefined : place.get(date))
  const points = impact.days.flatMap((day) => {
    const index = at(day.date)
    return index === undefined ? [] : [{ ...day, index }]
  })
  const day0 = at(impact.session)
  const [first] = points
  if (day0 === undefined || first === undefined) return null
  const [from, to] = [at(impact.data.estimation_from), at(impact.data.estimation_to)]
  const anchor = pyramid.levels[0]?.close[first.index - 1]
  return {
    event: { first: day0 + before, last: day0 + after },
    estimation: to === undefined ? null : { first: from ?? 0, last: to },
    expected: [
      ...(anchor !== undefined && Number.isFinite(anchor) ? [{ index: first.index - 1, price: anchor }] : []),
      ...points.flatMap(({ index, expectedClose }) =>
        expectedClose === null ? [] : [{ index, price: expectedClose }],
      ),
    ],
    car: [
      { index: first.index - 1, car: 0 },
      ...points.flatMap(({ index, car }) => (car === null ? [] : [{ index, car }])),
    ],
  }
}
