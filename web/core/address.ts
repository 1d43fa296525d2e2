import { type Interval, intervals } from '../../server/market/bar.ts'
import { type IsoDate, isoDate } from '../../server/market/day.ts'
import { type ModelName, modelNames } from '../../server/stats/models.ts'
import { type Language, languageOf } from './languages.ts'
import { type AddressKey, addressOfScreen, type Screen, screenAt } from './screens.ts'
import { type Preset, presets, type Range, rangeAround } from './ticker/presets.ts'
import { families, type Rail, rails } from './ticker/rails.ts'

export const levels = ['10', '05', '01'] as const
export type Level = (typeof levels)[number]
export const zones = ['ny', 'utc', 'local'] as const
export type Zone = (typeof zones)[number]
export const panes = ['volume', 'ar'] as const
export type Pane = (typeof panes)[number]

/** Keys of what lies over a chart; what they say is read where it is drawn: `session.ts`, `compare.ts`, … of `web/core/ticker`. */
export const overKeys = ['se', 'vs', 'ax', 'rb', 'rs', 'mk', 'ru', 'o'] as const
export type Over = { readonly [K in (typeof overKeys)[number]]?: string }

/** Everything that is on screen and that a link must bring back. */
export type View = {
  readonly screen: Screen
  readonly range: Range
  readonly interval: Interval
  readonly style: 'candle' | 'line'
  /** The selected event. */
  readonly event: string | null
  /** The window whose cumulative abnormal return is asked for, in sessions from day 0. */
  readonly window: readonly [from: number, to: number]
  /** Length of the estimation window, and sessions between its end and day 0. */
  readonly estimation: readonly [length: number, gap: number]
  readonly model: ModelName
  readonly rails: readonly Rail[]
  readonly level: Level
  readonly zone: Zone
  /** Null: what the reader prefers. */
  readonly language: Language | null
  readonly panes: readonly Pane[]
  /** List and step through only what is distinguishable from a normal day. */
  readonly onlySignificant: boolean
  readonly table: boolean
  /** What lies over the chart, as the address writes it. */
  readonly over: Over
  /** What the event list is searched for. */
  readonly query: string
  /** Version of the prices that a link was copied from; null: those of now. */
  readonly data: string | null
}

export const firstView: View = {
  screen: { kind: 'board' },
  range: { kind: 'preset', preset: '1y' },
  interval: '1d',
  style: 'candle',
  event: null,
  window: [-1, 1],
  estimation: [250, 10],
  model: 'market',
  rails: families,
  level: '05',
  zone: 'ny',
  language: null,
  panes,
  onlySignificant: false,
  table: false,
  over: {},
  query: '',
  data: null,
}

const modelCodes: Readonly<Record<ModelName, string>> = {
  market: 'mm',
  'market-adjusted': 'mj',
  mean: 'ma',
  'scholes-williams': 'sw',
  dimson: 'dimson',
  capm: 'capm',
  ff3: 'ff3',
  carhart: 'carhart',
  ff5: 'ff5',
}
const railCodes: Readonly<Record<Rail, string>> = {
  governance: 'gov',
  deals: 'deal',
  product: 'prod',
  legal: 'legal',
  macro: 'macro',
  earnings: 'earn',
  other: 'other',
  world: 'world',
}
const paneCodes: Readonly<Record<Pane, string>> = { volume: 'vol', ar: 'ar' }

/** Sessions either side of day 0 that a window may reach. */
export const FARTHEST = 250

/** The address of a view: path and query. What is as it begins is left out. */
export function formatAddress(view: View): string {
  const query = viewKeys(view)
    .filter(([, , isFirst]) => !isFirst)
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`)
  return addressOfScreen(view.screen).path + (query.length === 0 ? '' : `?${query.join('&')}`)
}

/** Every key of the address of a view with its value, those that are as they begin among them. */
export function viewKeys(view: View): readonly AddressKey[] {
  const all: AddressKey[] = []
  const put = (key: string, value: string, isFirst: boolean) => void all.push([key, value, isFirst])
  const { range } = view
  const dates = range.kind === 'dates'
  // Where a session's card is open and no range is told, the range is the one around it.
  const isFirst = !dates && range.preset === '1y' && isoDate(view.over.se ?? '') === null
  put('r', dates ? `${range.from}..${range.to}` : range.preset, isFirst)
  put('i', view.interval, view.interval === '1d')
  put('x', view.style, view.style === 'candle')
  put('ev', view.event ?? '', view.event === null)
  put('w', view.window.join('..'), view.window.join() === firstView.window.join())
  put('est', view.estimation.join('.'), view.estimation.join() === firstView.estimation.join())
  put('m', modelCodes[view.model], view.model === 'market')
  put('c', codes(view.rails, rails, railCodes), view.rails.join() === families.join())
  put('p', view.level, view.level === '05')
  put('tz', view.zone, view.zone === 'ny')
  put('l', view.language ?? '', view.language === null)
  put('pn', codes(view.panes, panes, paneCodes), view.panes.length === panes.length)
  put('s', 'sig', !view.onlySignificant)
  put('v', 'table', !view.table)
  for (const key of overKeys) put(key, view.over[key] ?? '', !view.over[key])
  put('q', view.query, view.query === '')
  put('dv', view.data ?? '', view.data === null)
  return [...all, ...addressOfScreen(view.screen).keys]
}

const codes = <K extends string>(chosen: readonly K[], all: readonly K[], names: Readonly<Record<K, string>>): string =>
  all
    .filter((key) => chosen.includes(key))
    .map((key) => names[key])
    .join(',') || 'none'

/** The view of an address. Unknown keys and unreadable values are as if they were not there. */
export function parseAddress(path: string, search: string): View {
  const query = new URLSearchParams(search)
  const one = <T extends string>(key: string, known: readonly T[], otherwise: T): T =>
    known.find((value) => value === query.get(key)) ?? otherwise
  return {
    screen: screenAt(path, query),
    range: parseRange(query.get('r'), isoDate(query.get('se') ?? '')),
    interval: one('i', intervals, '1d'),
    style: one('x', ['candle', 'line'], 'candle'),
    event: query.get('ev') || null,
    window: parseWindow(query.get('w')),
    estimation: parseEstimation(query.get('est')),
    model: modelNames.find((model) => modelCodes[model] === query.get('m')) ?? 'market',
    rails: parseCodes(query.get('c'), rails, railCodes, families),
    level: one('p', levels, '05'),
    zone: one('tz', zones, 'ny'),
    language: languageOf(query.get('l')),
    panes: parseCodes(query.get('pn'), panes, paneCodes),
    onlySignificant: query.get('s') === 'sig',
    table: query.get('v') === 'table',
    over: Object.fromEntries(overKeys.flatMap((key) => (query.get(key) ? [[key, query.get(key)]] : []))),
    query: query.get('q') ?? '',
    data: /^[0-9a-f]{12}$/.exec(query.get('dv') ?? '')?.[0] ?? null,
  }
}

function parseRange(text: string | null, session: IsoDate | null): Range {
  const preset = presets.find((known): known is Preset => known === text)
  if (preset !== undefined) return { kind: 'preset', preset }
  const [from, to, more] = (text ?? '').split('..').map(isoDate)
  if (from && to && more === undefined && from <= to) return { kind: 'dates', from, to }
  return session === null ? firstView.range : rangeAround(session)
}

function parseWindow(text: string | null): readonly [number, number] {
  const match = /^(-?\d{1,3})\.\.(-?\d{1,3})$/.exec(text ?? '')
  if (match === null) return firstView.window
  const [from, to] = [Number(match[1]), Number(match[2])]
  return from <= 0 && to >= 0 && -from <= FARTHEST && to <= FARTHEST ? [from || 0, to] : firstView.window
}

function parseEstimation(text: string | null): readonly [number, number] {
  const match = /^(\d{2,4})\.(\d{1,3})$/.exec(text ?? '')
  if (match === null) return firstView.estimation
  const [length, gap] = [Number(match[1]), Number(match[2])]
  return length >= 30 && length <= 2000 && gap >= 1 ? [length, gap] : firstView.estimation
}

function parseCodes<K extends string>(
  text: string | null,
  all: readonly K[],
  names: Readonly<Record<K, string>>,
  first: readonly K[] = all,
) {
  if (text === null) return first
  const asked = text.split(',')
  const known = all.filter((key) => asked.includes(names[key]))
  return known.length > 0 || text === 'none' ? known : first
}
