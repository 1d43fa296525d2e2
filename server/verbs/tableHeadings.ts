import {
  AbnormalQuestion,
  AnyTickerSubject,
  BoardQuestion,
  CompareQuestion,
  EventSubject,
  EventsQuestion,
  FindingsQuestion,
  ImpactQuestion,
  ImpactsQuestion,
  MovesQuestion,
  PricesQuestion,
  TickerSubject,
} from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { ofMeasuring } from './failures.ts'

/**
 * What the tables of the store are called and asked, apart from what answers: a command that only says of itself what it
 * takes has no need of the rooms that do the work.
 */
export const tableHeadings = {
  board: {
    name: 'board',
    does: 'Every stored ticker in a range, one a line: its newest close, events and most abnormal session',
    path: '/board.csv',
    subject: nothing,
    question: BoardQuestion,
    fails: [],
  },
  events: {
    name: 'events',
    does: 'Dated events in the format of docs/event-format.md',
    path: '/events.csv',
    subject: nothing,
    question: EventsQuestion,
    fails: [],
  },
  prices: {
    name: 'prices',
    does: 'Prices, one bar a line',
    path: '/bars/:ticker.csv',
    subject: AnyTickerSubject,
    question: PricesQuestion,
    fails: ['unknown_ticker', 'no_such_basis'],
  },
  compare: {
    name: 'compare',
    does: 'Prices of some tickers beside one another, rebased, with relative strength',
    path: '/compare.csv',
    subject: nothing,
    question: CompareQuestion,
    fails: ['unknown_ticker'],
  },
  impacts: {
    name: 'impacts',
    does: 'What each event of a ticker did, one line an event',
    path: '/impacts.csv',
    subject: nothing,
    question: ImpactsQuestion,
    fails: ofMeasuring,
  },
  panel: {
    name: 'panel',
    does: "One line a session of each event's window",
    path: '/panel.csv',
    subject: nothing,
    question: ImpactsQuestion,
    fails: ofMeasuring,
  },
  abnormal: {
    name: 'abnormal',
    does: 'Abnormal returns of every session of a ticker, events or not',
    path: '/abnormal.csv',
    subject: nothing,
    question: AbnormalQuestion,
    fails: ofMeasuring,
  },
  moves: {
    name: 'moves',
    does: 'Sessions of a ticker that stand out, with their events or none',
    path: '/moves/:ticker.csv',
    subject: TickerSubject,
    question: MovesQuestion,
    fails: ofMeasuring,
  },
  findings: {
    name: 'findings',
    does: 'What checks found in the stored prices, one finding a line',
    path: '/quality.csv',
    subject: nothing,
    question: FindingsQuestion,
    fails: ['unknown_ticker'],
  },
  witnesses: {
    name: 'witnesses',
    does: 'Who says when events were public, one statement a line',
    path: '/witnesses.csv',
    subject: nothing,
    question: EventsQuestion,
    fails: [],
  },
  relations: {
    name: 'relations',
    does: 'Names of news text and the tickers they concern: a file that ingest takes',
    path: '/relations.csv',
    subject: nothing,
    question: nothing,
    fails: [],
  },
} as const

/** The lines of the panel of one event. */
export const panelOfEvent = {
  name: 'panel-of-event',
  does: 'The same of one event',
  path: '/impacts/:event.csv',
  subject: EventSubject,
  question: ImpactQuestion,
  fails: ['unknown_event', 'no_prices', 'not_measured', ...ofMeasuring],
} as const
