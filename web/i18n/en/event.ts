import type { Role, timeSources } from '../../../server/market/event.ts'
import type { Precision } from '../../../server/market/moment.ts'
import type { WitnessKind } from '../../../server/market/witness.ts'
import { firstEvents } from '../../core/events/address.ts'

/** Minutes as a length of time of two units at most. */
const length = (minutes: number): string => {
  const all = Math.abs(minutes)
  if (all < 60) return `${all} min`
  if (all < 1440) return `${Math.floor(all / 60)} h ${all % 60} min`
  return `${Math.floor(all / 1440)} d ${Math.floor((all % 1440) / 60)} h`
}

/** Every word of the page of one event. */
export const catalogue = {
  event: 'Event',
  allEvents: { name: 'All events', screen: { kind: 'events' as const, ...firstEvents } },
  known: 'When it was known',
  onChart: (ticker: string) => `Chart of ${ticker}`,
  edit: 'Edit',
  tickers: 'Tickers',
  noTicker: 'It names no ticker, so it stands on no chart and in no study. Edit it to name one.',
  wholeMarket: 'the whole market',
  roles: {
    subject: 'is who it is about',
    parent: 'is the parent of who it is about',
    subsidiary: 'is a subsidiary',
    investor: 'is an investor',
    investee: 'is invested in',
    partner: 'is a partner',
    customer: 'is a customer',
    supplier: 'is a supplier',
    competitor: 'is a competitor',
    peer: 'is a peer',
    sector: 'is of the sector',
    market: 'is the market',
  } as Record<Role, string>,
  impacts: 'What it did',
  noImpacts: 'No ticker of its own has prices to measure.',
  oneScale: 'Cumulative abnormal returns, all on one scale.',
  moreTickers: (count: string) => `${count} more tickers: on their charts.`,
  csvOf: (ticker: string) => `CSV of ${ticker}`,
  story: 'The story',
  storyHow: (place: string) => `Events that a cluster, a group or tags tie to it, 30 days either side; ${place} time.`,
  noStory: 'No other event of these days shares a cluster, a group or a tag with it.',
  apart: (minutes: number) =>
    minutes === 0 ? 'same minute' : `${length(minutes)} ${minutes < 0 ? 'earlier' : 'later'}`,
  ties: {
    cluster: 'the same story, told by another source',
    supersedes: 'replaced by this one',
    superseded: 'replaces this one',
    group: (name: string) => `group ${name}`,
    tags: (names: string) => `tags ${names}`,
  },
  provenance: 'Where the time comes from',
  onlyHappened: 'Only when it happened is known, not when the market could first know.',
  timeFrom: 'Taken from',
  timeSources: {
    sgml_header: 'the header of the filing',
    edgar_json: 'the data of the filing',
    feed: 'a feed',
    json_ld: 'the data of the page',
    meta: 'the head of the page',
    time_element: 'a time of the page',
    url: 'its address',
    text: 'the text',
    seen: 'somebody who saw it by then',
    calendar: 'a calendar',
    user: 'a person',
    dataset: 'a data set',
  } as Record<(typeof timeSources)[number], string>,
  precision: 'Known to the',
  precisions: {
    second: 'second',
    minute: 'minute',
    hour: 'hour',
    day: 'day',
    week: 'week',
    month: 'month',
    quarter: 'quarter',
    year: 'year',
  } as Record<Precision, string>,
  uncertainty: 'Give or take',
  zone: 'Zone',
  stored: 'As stored',
  happened: 'Happened',
  sourceSays: 'The source says',
  fetched: 'Fetched',
  witnesses: 'Witnesses of the time',
  noWitnesses: 'Nobody but the event itself says when it was.',
  witnessKinds: {
    filing_header: 'Header of the filing',
    filing_json: 'Data of the filing',
    person: 'A person',
    feed: 'A feed',
    page: 'A page',
    yahoo: 'Yahoo',
    calendar: 'A calendar',
    file: 'A file',
    text: 'The text',
    seen: 'Seen by then',
  } as Record<WitnessKind, string>,
  usedTime: 'the time that is used',
  agrees: 'agrees',
  differs: 'differs',
  off: (seconds: number) => {
    const apart = Math.abs(seconds) < 60 ? `${Math.abs(seconds)} s` : length(Math.round(seconds / 60))
    return seconds < 0 ? `${apart} earlier` : `${apart} later`
  },
  wouldHit: (date: string) => `session ${date}`,
  spread: (seconds: number) =>
    `Between the earliest and the latest: ${seconds < 60 ? `${seconds} s` : length(Math.round(seconds / 60))}.`,
  sessions: 'What each session would give',
  sameEnd: 'Sign and significance are the same on all of them.',
  otherEnd: 'The conclusion depends on which of them is right.',
  usedSession: 'used',
  history: 'Changes',
  wasStored: 'stored',
  wasChanged: (fields: string) => `changed: ${fields}`,
  unknownVerb: 'by another program',
  verbs: { ingest: 'by an import', edit: 'by hand', undo: 'taken back' } as Readonly<Record<string, string>>,
}
