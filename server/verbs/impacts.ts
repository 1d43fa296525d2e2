import {
  abnormal as abnormalAnswer,
  eventSeries as eventSeriesAnswer,
  impact as impactAnswer,
  impacts as impactsAnswer,
  intraday as intradayAnswer,
  moves as movesAnswer,
  robustness as robustnessAnswer,
  sessionModels as sessionModelsAnswer,
} from '../answers/impact.ts'
import { abnormalColumns, abnormalTable } from '../export/exportAbnormal.ts'
import { impactsTable, impactTable, panelTable } from '../export/exportImpacts.ts'
import { moveColumns, movesTable } from '../export/exportMoves.ts'
import { impactColumns } from '../export/impactColumns.ts'
import { panelColumns } from '../export/panelColumns.ts'
import { abnormalOf, abnormalPage } from '../impact/abnormal.ts'
import { seriesOfEvent } from '../impact/eventSeries.ts'
import { measureImpact } from '../impact/impact.ts'
import { measureIntraday } from '../impact/intraday.ts'
import { measureImpacts } from '../impact/list.ts'
import { movesOf, movesPage } from '../impact/moves.ts'
import { robustnessOfStored } from '../impact/robustness.ts'
import { modelsOfSession } from '../impact/sessionModels.ts'
import { usedByEvent, usedByFigures, usedByImpacts, usedByRobustness, usedWithinDay } from '../impact/used.ts'
import { pagingOf } from '../query/page.ts'
import {
  AbnormalPageQuestion,
  EventSubject,
  ImpactQuestion,
  ImpactsPageQuestion,
  IntradayQuestion,
  MovesPageQuestion,
  SessionModelsQuestion,
  SessionSubject,
  TickerSubject,
} from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { settingsOf } from '../query/settings.ts'
import { defaultSettings } from '../stats/settings.ts'
import { ofMeasuring } from './failures.ts'
import { panelOfEvent, tableHeadings } from './tableHeadings.ts'
import { tableVerb, verb } from './verb.ts'

export const impacts = verb({
  name: 'impacts',
  does: 'What each event of a ticker did to its price: one line an event',
  method: 'get',
  path: '/impacts',
  subject: nothing,
  question: ImpactsPageQuestion,
  answer: impactsAnswer,
  fails: ofMeasuring,
  run: ({ db }, { ticker, from, to, benchmark, convert, ...given }) =>
    measureImpacts(db, ticker, { from, to }, { benchmark, convert, settings: settingsOf(given) }, pagingOf(given)),
  used: (answer, asked, _, { db }) => usedByImpacts(db, answer, asked),
})

export const impact = verb({
  name: 'impact',
  does: 'What one event did to a ticker: model, sessions, windows, split and the finding in words',
  method: 'get',
  path: '/impacts/:event',
  subject: EventSubject,
  question: ImpactQuestion,
  answer: impactAnswer,
  fails: ['unknown_event', 'no_prices', ...ofMeasuring],
  run: ({ db }, { ticker, benchmark, convert, ...given }, { event }) =>
    measureImpact(db, event, { ticker, benchmark, convert, settings: settingsOf(given) }),
  used: (answer, { convert }, { event }) => usedByEvent({ ...answer, rates: convert }, event),
})

export const intraday = verb({
  name: 'intraday',
  does: 'One event bar by bar; windows count bars of the regular session',
  method: 'get',
  path: '/impacts/:event/intraday',
  subject: EventSubject,
  question: IntradayQuestion,
  answer: intradayAnswer,
  fails: ['unknown_event', 'no_prices', 'no_intraday_bars', 'time_unknown', ...ofMeasuring],
  run: ({ db }, { ticker, benchmark, interval, ...given }, { event }) =>
    measureIntraday(db, event, { ticker, benchmark, interval, settings: settingsOf(given) }),
  used: (answer, _, { event }) => usedWithinDay(answer, event),
})

export const robustness = verb({
  name: 'robustness',
  does: 'One event recomputed over models, estimation lengths, windows and admissible days',
  method: 'get',
  path: '/impacts/:event/robustness',
  subject: EventSubject,
  question: ImpactQuestion,
  answer: robustnessAnswer,
  fails: ['unknown_event', 'no_prices', 'no_day_zero', 'not_measured', 'outside_data', ...ofMeasuring, 'too_many'],
  run: ({ db }, { ticker, benchmark, convert, ...given }, { event }) =>
    robustnessOfStored(db, event, { ticker, benchmark, convert, settings: settingsOf(given) }),
  used: (answer, { convert }, { event }) => usedByRobustness({ ...answer, rates: convert }, event),
})

export const eventSeries = verb({
  name: 'series-of-event',
  does: 'What one event is measured on: closes of ticker and benchmark, factors, and the sessions of other events',
  method: 'get',
  path: '/impacts/:event/series',
  subject: EventSubject,
  question: ImpactQuestion,
  answer: eventSeriesAnswer,
  fails: ['unknown_event', 'no_prices', 'not_measured', ...ofMeasuring],
  run: ({ db }, { ticker, benchmark, convert, ...given }, { event }) =>
    seriesOfEvent(db, event, { ticker, benchmark, convert, settings: settingsOf(given) }),
  used: ({ benchmark, ...answer }, { convert }, { event }) => {
    const { events = [], ...used } = usedByFigures({ ...answer, rates: convert, benchmarks: [benchmark] })
    return { ...used, events: [...events, { id: event }] }
  },
})

export const abnormal = verb({
  name: 'abnormal',
  does: 'Abnormal returns of every session of a ticker, each forecast from its own estimation window',
  method: 'get',
  path: '/abnormal',
  subject: nothing,
  question: AbnormalPageQuestion,
  answer: abnormalAnswer,
  fails: ofMeasuring,
  run: async ({ db }, { ticker, from, to, benchmark, convert, ...given }) =>
    abnormalPage(
      await abnormalOf(db, ticker, { benchmark, convert, settings: settingsOf(given) }, { from, to }),
      pagingOf(given),
    ),
  used: ({ benchmark, ...answer }, { convert }) =>
    usedByFigures({ ...answer, rates: convert, benchmarks: [benchmark] }),
})

export const sessionModels = verb({
  name: 'models-of-session',
  does: 'One session of a ticker by other models and lengths of the estimation window',
  method: 'get',
  path: '/abnormal/:date/models',
  subject: SessionSubject,
  question: SessionModelsQuestion,
  answer: sessionModelsAnswer,
  fails: [...ofMeasuring, 'outside_data'],
  run: ({ db }, { ticker, benchmark, convert, ...given }, { date }) =>
    modelsOfSession(db, ticker, date, { benchmark, convert, settings: settingsOf({ model: undefined, ...given }) }),
  used: ({ benchmark, ...answer }, { convert }) =>
    usedByFigures({ ...answer, rates: convert, benchmarks: [benchmark] }),
})

export const moves = verb({
  name: 'moves',
  does: 'Sessions that stand out after control of false findings, with their events or none',
  method: 'get',
  path: '/moves/:ticker',
  subject: TickerSubject,
  question: MovesPageQuestion,
  answer: movesAnswer,
  fails: ofMeasuring,
  run: async ({ db }, asked, { ticker }) => movesPage(await movesOf(db, ticker, asked), pagingOf(asked)),
  used: ({ benchmark, ...answer }, { convert }) =>
    usedByFigures({ ...answer, rates: convert, benchmarks: [benchmark] }),
})

export const impactsCsv = tableVerb({
  ...tableHeadings.impacts,
  columns: impactColumns(defaultSettings.windows),
  file: ({ ticker }) => `impacts-${ticker}`,
  run: ({ db }, { ticker, from, to, benchmark, convert, ...given }) =>
    impactsTable(db, { ticker, from, to, benchmark, convert, settings: settingsOf(given) }),
})

export const panelCsv = tableVerb({
  ...tableHeadings.panel,
  columns: panelColumns,
  file: ({ ticker }) => `panel-${ticker}`,
  run: ({ db }, { ticker, from, to, benchmark, convert, ...given }) =>
    panelTable(db, { ticker, from, to, benchmark, convert, settings: settingsOf(given) }),
})

export const impactCsv = tableVerb({
  ...panelOfEvent,
  columns: panelColumns,
  file: (_, { event }) => event,
  run: ({ db }, { ticker, benchmark, convert, ...given }, { event }) =>
    impactTable(db, event, { ticker, benchmark, convert, settings: settingsOf(given) }),
})

export const abnormalCsv = tableVerb({
  ...tableHeadings.abnormal,
  columns: abnormalColumns,
  file: ({ ticker }) => `abnormal-${ticker}`,
  run: ({ db }, { ticker, from, to, benchmark, convert, ...given }) =>
    abnormalTable(db, { ticker, from, to, benchmark, convert, settings: settingsOf(given) }),
})

export const movesCsv = tableVerb({
  ...tableHeadings.moves,
  columns: moveColumns,
  file: (_, { ticker }) => `moves-${ticker}`,
  run: ({ db }, asked, { ticker }) => movesTable(db, { ticker, ...asked }),
})
