import type { EventDay, EventStudy } from '../../../server/stats/event.ts'
import { expectedPath } from '../../../server/stats/expectedPath.ts'
import type { EventOverlay } from '../../chart/model.ts'
import { lowerBound } from '../../core/ticker/axis.ts'
import type { EventSeries } from '../../core/ticker/liveStudy.ts'
import type { BarSeries } from '../../core/ticker/series.ts'
import { type Windows, windowsAsked } from '../../core/ticker/settings.ts'
import { rowOf } from '../../core/ticker/windows.ts'
import { carFrom } from './overlay.ts'

type Held = {
  /** Day 0. */
  readonly session: string
  readonly windows: Windows
  /** What the event is measured on and what that gives; null while it is not here: then spans alone are drawn. */
  readonly given: EventSeries | null
  readonly study: EventStudy | null
}

/** What windows that are held add to the picture: the same as the answer to them will. Null where day 0 has no place. */
export function overlayOfStudy(
  { session, windows, given, study }: Held,
  { axis, pyramid }: BarSeries,
): EventOverlay | null {
  const placeOf = (date: string | undefined): number | null => {
    const at = lowerBound(axis.dates, date ?? '')
    return axis.dates[at] === date ? at : null
  }
  const day0 = placeOf(session)
  if (day0 === null) return null
  const dateAt = (rel: number) => given?.calendar[given.day0 + rel]
  const at = (rel: number): number => placeOf(dateAt(rel)) ?? day0 + rel
  const { window } = windows
  const { estimation } = windowsAsked(windows)
  const closes = pyramid.levels[0]?.close
  const days = study?.kind === 'measured' ? study.days.filter(({ rel }) => rel >= window[0] && rel <= window[1]) : []
  const points = days.map(({ rel, ar }) => ({ index: at(rel), ar }))
  const price = (index: number): number | null => (Number.isFinite(closes?.[index]) ? (closes?.[index] ?? null) : null)
  const last = at(estimation[1])
  const beside = given === null ? [] : [...given.others.map(({ day0: place }) => place), ...given.confounders]
  const inEstimation = beside.filter((place) => {
    const rel = place - (given?.day0 ?? 0)
    return rel >= estimation[0] && rel <= estimation[1]
  })
  return {
    window,
    event: { first: day0 + window[0], last: day0 + window[1] },
    estimation: last < 0 ? null : { first: Math.max(0, at(estimation[0])), last },
    contaminated: {
      places: [...new Set(inEstimation)].flatMap((place) => placeOf(given?.calendar[place]) ?? []),
      leftOut: given?.settings.estimationMask === 'confounders',
    },
    expected: given === null ? [] : expectedOf(days, given, at, price),
    car: points.length === 0 ? [] : carFrom(points, at(window[0] - 1)),
    total: study?.kind === 'measured' ? (rowOf(study.windows, window)?.car ?? null) : null,
  }
}

/** The path of the expected returns, from the close that the first of them runs from. */
function expectedOf(
  days: readonly EventDay[],
  { day0, asset, settings }: EventSeries,
  at: (rel: number) => number,
  price: (index: number) => number | null,
) {
  const first = days.find(({ expected }) => expected !== null)
  const eve = at((first?.rel ?? 0) - (first?.span ?? 0))
  const start = price(eve)
  if (first === undefined || start === null) return []
  const path = expectedPath(days, day0, settings.returnType, {
    total: (place) => asset[place] ?? null,
    shown: (place) => price(at(place - day0)),
  })
  const drawn = days.flatMap(({ rel }, i) => (path[i] == null ? [] : [{ index: at(rel), price: path[i] }]))
  return [{ index: eve, price: start }, ...drawn]
}
