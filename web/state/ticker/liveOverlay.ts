import type { EventStudy } from '../../../server/stats/event.ts'
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
  const points: { readonly index: number; readonly ar: number | null }[] = []
  const eve = at(window[0] - 1)
  const expected: { readonly index: number; readonly price: number }[] = []
  // Carried on total-return basis from the last close before the window, and shown on that of the price.
  let level = given?.asset[given.day0 + window[0] - 1] ?? null
  if (level !== null && Number.isFinite(closes?.[eve])) expected.push({ index: eve, price: closes?.[eve] ?? 0 })
  for (const day of study?.kind === 'measured' ? study.days : []) {
    if (day.rel < window[0] || day.rel > window[1]) continue
    const index = at(day.rel)
    points.push({ index, ar: day.ar })
    const [shown, total] = [closes?.[index], given?.asset[given.day0 + day.rel]]
    if (level === null || day.expected === null || expected.length === 0) continue
    level *= 1 + day.expected
    if (total != null && shown !== undefined && Number.isFinite(shown))
      expected.push({ index, price: (level * shown) / total })
  }
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
    expected,
    car: points.length === 0 ? [] : carFrom(points, eve),
    total: study?.kind === 'measured' ? (rowOf(study.windows, window)?.car ?? null) : null,
  }
}
