import type { Impact, Measured } from '../../api.ts'
import type { EventOverlay } from '../../chart/model.ts'
import type { BarSeries } from '../../core/ticker/series.ts'

/**
 * What a measured event adds to the picture of daily bars: its windows, and inside the one that is asked for the path
 * that the model expected and the CAR. Path, area, line and label are all of that window, as the card's row of it is.
 *
 * @param window the one whose CAR is asked for, in sessions from day 0
 * @returns null where it has nothing to add, or no place on the axis
 */
export function overlayOf(
  impact: Impact | null,
  { axis, pyramid, passing }: BarSeries,
  window: readonly [number, number],
): EventOverlay | null {
  // Windows that leave too few sessions are shown too, or nobody could make them longer again.
  if (passing !== null || impact === null || (impact.kind === 'excluded' && impact.reason !== 'tooFewObservations'))
    return null
  const { days, windows } = impact.kind === 'measured' ? impact : { days: [], windows: [] }
  const [before, after] = window
  const place = new Map(axis.dates.map((date, index) => [date, index]))
  const at = (date: string | null) => (date === null ? undefined : place.get(date))
  const day0 = at(impact.session)
  if (day0 === undefined) return null
  const points = days.flatMap((day) => {
    const index = at(day.date)
    return index === undefined || day.rel < before || day.rel > after ? [] : [{ ...day, index }]
  })
  const [from, to] = [at(impact.data.estimation_from), at(impact.data.estimation_to)]
  const [first] = points
  return {
    window,
    event: { first: day0 + before, last: day0 + after },
    estimation: to === undefined ? null : { first: from ?? 0, last: to },
    contaminated: {
      places: [...new Set(sessionsBeside(impact).flatMap((date) => at(date) ?? []))],
      leftOut: impact.settings.estimationMask === 'confounders',
    },
    expected: expectedFrom(points, days, pyramid),
    car: first === undefined ? [] : carFrom(points, first.index - 1),
    total: windows.find((row) => row.from === before && row.to === after)?.car ?? null,
  }
}

/** Sessions of the estimation window that other events or confounders hit. */
const sessionsBeside = ({ overlaps, confounders }: Impact): readonly string[] => [
  ...overlaps.flatMap(({ where, day0 }) => (where === 'estimation' ? [day0] : [])),
  ...confounders.flatMap(({ where, session }) => (where === 'estimation' ? [session] : [])),
]

type Point = Pick<Measured['days'][number], 'rel' | 'span' | 'expectedClose' | 'ar'> & { readonly index: number }

/**
 * The path from the last close before the window, the one that its first return runs from: the same steps as the server's,
 * from another start. None where the server's ends before it.
 */
function expectedFrom(points: readonly Point[], days: Measured['days'], { levels }: BarSeries['pyramid']) {
  const first = points.find(({ expectedClose }) => expectedClose !== null)
  if (first === undefined || first.span === null) return []
  const eve = first.index - first.span
  const start = levels[0]?.close[eve]
  if (start === undefined || !Number.isFinite(start)) return []
  const level = days.find(({ rel }) => rel === first.rel - (first.span ?? 0))?.expectedClose ?? null
  const scale = level === null ? 1 : start / level
  const path = points.flatMap(({ index, expectedClose }) =>
    expectedClose === null ? [] : [{ index, price: expectedClose * scale }],
  )
  return [{ index: eve, price: start }, ...path]
}

/** The abnormal returns of the window, summed session by session. */
export function carFrom(points: readonly Pick<Point, 'index' | 'ar'>[], eve: number) {
  let sum = 0
  const line = [{ index: eve, car: 0 }]
  for (const { index, ar } of points)
    if (ar !== null) {
      sum += ar
      line.push({ index, car: sum })
    }
  return line
}
