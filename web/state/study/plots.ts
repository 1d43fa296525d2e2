import { studentCritical } from '../../../server/stats/distributions.ts'
import type { Window } from '../../../server/stats/settings.ts'
import { isSignificant } from '../../../server/stats/significance.ts'
import type { Format } from '../../core/format.ts'
import { sessionsText, sessionText } from '../../core/sessionText.ts'
import type { Drawing, EventAt, Frame, Writing } from '../../core/study/plots/drawing.ts'
import { type ForestRow, forestPlot, outstanding, ROW } from '../../core/study/plots/forestPlot.ts'
import { pathPlot } from '../../core/study/plots/pathPlot.ts'
import { sessionPlot } from '../../core/study/plots/sessionPlot.ts'
import { spreadPlot } from '../../core/study/plots/spreadPlot.ts'
import type { Words } from '../../i18n/words.ts'
import { headlineOf } from './finding.ts'
import type { StudyAnswer } from './study.ts'

export const studyPlots = ['caar', 'aar', 'spread', 'events'] as const
export type StudyPlot = (typeof studyPlots)[number]

type Event = StudyAnswer['single'][number]
type EventWindow = Event['windows'][number]

/** Which window's CARs are looked at event by event. */
export function windowShown({ spec, ...answer }: StudyAnswer, of: Window | null): Window {
  const { windows } = spec.settings
  const headline = headlineOf({ spec, ...answer })
  const wanted = of ?? (headline === null ? null : [headline.from, headline.to])
  return windows.find(([from, to]) => from === wanted?.[0] && to === wanted[1]) ?? windows[0] ?? [0, 0]
}

/** The window of an event that is looked at; an event with windows of its own may not have it. */
export const windowIn = ({ windows }: Event, [a, b]: Window): EventWindow | undefined =>
  windows.find(({ from, to }) => from === a && to === b)

/** The interval of an event's CAR; a light study has none. */
export const intervalIn = (window: EventWindow | undefined): readonly [low: number, high: number] | null =>
  window !== undefined && 'ciLow' in window && window.ciLow !== null && window.ciHigh !== null
    ? [window.ciLow, window.ciHigh]
    : null

export const titleOf = ({ titles, id }: Event): string => titles[0] ?? id

const placeOf = ({ items, id, ticker, day0 }: Event): EventAt => ({ event: items[0] ?? id, ticker, day0 })

/** How a plot is to be drawn. */
export type Drawn = {
  readonly frame: Frame
  readonly fit: Writing['fit']
  readonly of: Window | null
  readonly lines: boolean
}

export type PlotShown = {
  readonly title: string
  /** What its marks mean. */
  readonly caption: string
  /** Null: there is nothing that it could show. */
  readonly drawing: Drawing | null
}

/** A plot of a study with its words. */
export function plotOf(
  plot: StudyPlot,
  answer: StudyAnswer,
  { frame, fit, of, lines }: Drawn,
  text: Words['study'],
  write: Format,
): PlotShown {
  const { settings } = answer.spec
  const level = write.level(1 - settings.alpha)
  const writing: Writing = { plain: write.plain, fit }
  const between = (low: number | null, high: number | null) => `${write.percent(low)} … ${write.percent(high)}`
  const window = windowShown(answer, of)
  const said = ({ ticker, day0 }: EventAt, title: string, more: string) =>
    text.plots.event({ ticker, date: write.date(day0), title, more })
  const titles = new Map(answer.single.map((event) => [placeOf(event).event + event.ticker, titleOf(event)]))
  const titled = (event: EventAt) => titles.get(event.event + event.ticker) ?? event.event
  switch (plot) {
    case 'caar': {
      const paths = answer.single.flatMap((event) =>
        lines && 'path' in event ? [{ ...placeOf(event), path: event.path }] : [],
      )
      return {
        title: text.plot,
        caption: [text.plotAxis, text.plotBand(level), ...(paths.length > 0 ? [text.plots.thin] : [])].join('; '),
        drawing: pathPlot(answer.caar, paths, frame, writing, {
          session: ({ rel, caar, ciLow, ciHigh }) =>
            text.plots.caar(sessionText(rel), write.percent(caar), between(ciLow, ciHigh)),
          event: (event, rel, car) => said(event, titled(event), `${sessionText(rel)}: CAR ${write.percent(car)}`),
        }),
      }
    }
    case 'aar': {
      const days = (answer.multi?.days ?? []).map((day) => ({
        ...day,
        isDistinguishable: day.pKp !== null && isSignificant(day.pKp, settings.alpha),
      }))
      return {
        title: text.plots.aarTitle,
        caption:
          days.length === 0
            ? text.plots.few
            : [text.plotAxis, text.plots.filled(write.level(settings.alpha))].join('; '),
        drawing: sessionPlot(days, frame, writing, ({ rel, mean, tKp, pKp, n }) =>
          text.plots.aar(sessionText(rel), write.percent(mean), write.statistic(tKp), write.p(pKp), n),
        ),
      }
    }
    case 'spread': {
      const cars = answer.single.flatMap((event) => {
        const car = windowIn(event, window)?.car ?? null
        return car === null ? [] : [{ ...placeOf(event), car }]
      })
      const column = answer.multi?.windows.find(({ from, to }) => from === window[0] && to === window[1])
      return {
        title: `${text.plots.spreadTitle} ${sessionsText(...window)}`,
        caption: [
          column === undefined || column.mean === null
            ? text.plots.few
            : text.plots.spread(write.percent(column.mean), write.percent(column.median)),
          text.plots.tick,
        ].join('; '),
        drawing: spreadPlot(cars, column?.mean ?? null, frame, writing, {
          bin: ({ from, to, events }) => text.plots.bin(write.percent(from), write.percent(to), events.length),
          event: (event) => said(event, titled(event), `CAR ${write.percent(event.car)}`),
        }),
      }
    }
    case 'events': {
      // One ticker of all is named by the form; its place is the title's.
      const isOne = new Set(answer.single.map(({ ticker }) => ticker)).size === 1
      const all = answer.single.flatMap((event): readonly ForestRow[] => {
        const found = windowIn(event, window)
        const interval = intervalIn(found)
        if (found === undefined || interval === null || found.car === null) return []
        const { car, pExact } = found
        return [
          {
            ...placeOf(event),
            car,
            low: interval[0],
            high: interval[1],
            name: [write.date(event.day0), ...(isOne ? [] : [event.ticker]), titleOf(event)].join('  '),
            isDistinguishable: pExact !== null && isSignificant(pExact, settings.alpha),
          },
        ]
      })
      const average = averageOf(answer, window)
      const rows = outstanding(all, Math.floor((frame.height - frame.top - frame.foot) / ROW.least) - 1)
      const left = all.length - rows.length
      return {
        title: `${text.eventsTitle}, ${sessionsText(...window)}`,
        caption: [
          text.plots.forest(level, write.level(settings.alpha)),
          average === null ? text.plots.few : text.plots.diamond,
          ...(left > 0 ? [text.plots.forestLeft(rows.length, all.length)] : []),
        ].join('; '),
        drawing: forestPlot(
          rows,
          average === null ? null : { ...average, name: text.plots.average(average.n) },
          left > 0 ? `+ ${write.plain(left, 0)}` : null,
          frame,
          writing,
          {
            event: (row) => said(row, titled(row), `CAR ${write.percent(row.car)} (${between(row.low, row.high)})`),
            average:
              average === null
                ? ''
                : `${text.plots.average(average.n)}: ${write.percent(average.car)} (${between(average.low, average.high)})`,
          },
        ),
      }
    }
  }
}

/** The average of a window with the interval of the cross-sectional t. */
function averageOf({ multi, spec }: StudyAnswer, [a, b]: Window) {
  const column = multi?.windows.find(({ from, to }) => from === a && to === b)
  if (column === undefined || column.mean === null || column.seCross === null) return null
  const { mean, seCross, n } = column
  const half = studentCritical(spec.settings.alpha, n - 1) * seCross
  return { n, car: mean, low: mean - half, high: mean + half }
}
