import { signal } from '@preact/signals'
import { parse } from 'csv-parse/sync'
import type { Db } from '../../../db/file/db.ts'
import { momentOf } from '../../../db/file/kept.ts'
import { createApp } from '../../../server/app.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { keptAnswers } from '../../../server/http/answers.ts'
import { metrics } from '../../../server/http/metrics.ts'
import { tokenAuth } from '../../../server/http/token.ts'
import { addDays, mustBeDate } from '../../../server/market/day.ts'
import { isSignificant } from '../../../server/stats/significance.ts'
import { firstView } from '../../../web/core/address.ts'
import { settingsOf } from '../../../web/core/ticker/settings.ts'
import { makeAbnormal } from '../../../web/state/ticker/abnormal.ts'

/** What one way in says of one event: `window 0..1 car`, `day 0 t`, `M`, `reason`… A figure, a word, or null. */
export type Figures = ReadonlyMap<string, unknown>
/** By event id. */
export type Told = ReadonlyMap<string, Figures>

/** How a question is put: as query parameters of the server, and as settings of a study. */
export interface Question {
  readonly query: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, unknown>>
  readonly benchmark?: string
}

type Fields = Readonly<Record<string, unknown>>

const TICKER = 'MSFT'
/** Figures that lists of many events do not show: resampling and ranks of a light study. */
const onlyFull = /^(emp|resampled|rankLow|percentile)/

/** Asks a store as HTTP does, for the text of an answer; with a body in JSON it is sent by `method`. */
export function askerOf(db: Db) {
  const app = createApp({
    answers: keptAnswers(),
    counted: metrics(),
    moment: () => momentOf(db),
    db,
    backfills: undefined as never,
    upkeep: undefined as never,
    page: new Map(),
    still: null,
    frameOrigins: [],
    publicUrl: null,
    guard: tokenAuth(null),
    now: () => Date.UTC(2026, 0, 2),
    steady: () => 0,
    newRequestId: () => 'test',
    report: (_, error) => {
      throw error
    },
  })
  return async (path: string, sent?: unknown, method = 'POST'): Promise<string> => {
    const init =
      sent === undefined ? {} : { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(sent) }
    const response = await app.request(path, init, { entry: 'open' } as never)
    return response.text()
  }
}

const rowsOf = (text: string): readonly Readonly<Record<string, string>>[] =>
  text.startsWith('{') ? [] : parse(text, { columns: true })

/** A cell of a table beside the figure it stands for: numbers give themselves back exactly. */
const cellOf = (text: string | undefined): unknown => {
  if (text === undefined || text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text
}

/** The figures of objects that all ways share under one name each. */
class Notes {
  readonly figures = new Map<string, unknown>()

  put(name: string, value: unknown): void {
    this.figures.set(name, Array.isArray(value) ? value.join('|') || null : value)
  }

  putAll(prefix: string, fields: Fields, skip: RegExp = /^$/): void {
    for (const [name, value] of Object.entries(fields))
      if (!skip.test(name) && (typeof value !== 'object' || value === null || Array.isArray(value)))
        this.put(`${prefix} ${name}`, value)
  }
}

const dayPlace = /^(rel|close|expectedClose|heldBy|volume.*|abnormalLogVolume|tVolume|pVolume)$/
const windowPlace = /^(from|to)$/

function noteStudy(notes: Notes, { model, days, windows, flags, warnings }: Fields): void {
  notes.putAll('model', model as Fields)
  for (const day of days as readonly Fields[]) notes.putAll(`day ${day.rel}`, day, dayPlace)
  for (const window of windows as readonly Fields[])
    notes.putAll(`window ${window.from}..${window.to}`, window, windowPlace)
  notes.put('flags', flags)
  notes.put('warnings', warnings)
}

/** The whole answer about each event: what every other way is compared with. */
function ofImpact(impact: Fields): Figures {
  const notes = new Notes()
  const event = impact.event as Fields
  notes.put('kind', impact.kind)
  notes.put('session', impact.session)
  notes.put('benchmark', impact.benchmark)
  // A list has room for day 0 alone, so it says there why a measured event has no figures.
  const day0 = (impact.days as readonly Fields[] | undefined)?.find(({ rel }) => rel === 0)
  notes.put('reason', impact.reason ?? day0?.reason ?? null)
  notes.put('type', event.type)
  notes.put(
    'cluster',
    (impact.cluster as readonly Fields[]).map(({ event_id }) => event_id),
  )
  if (impact.kind !== 'measured') return notes.figures
  noteStudy(notes, impact)
  for (const { rel, U } of (impact.variance as { days: readonly Fields[] }).days) notes.put(`day ${rel} U`, U)
  for (const day of impact.days as readonly Fields[]) notes.put(`day ${day.rel} volumeRatio`, day.volumeRatio)
  return notes.figures
}

function ofLine(line: Fields): Figures {
  const notes = new Notes()
  for (const name of ['kind', 'session', 'type', 'cluster']) notes.put(name, line[name])
  if (line.benchmark !== undefined) notes.put('benchmark', line.benchmark)
  notes.put('reason', line.reason ?? null)
  if (line.kind !== 'measured') return notes.figures
  for (const name of ['r', 'expected', 'ar', 'se', 't', 'p', 'ciLow', 'ciHigh', 'volumeRatio'])
    notes.put(`day 0 ${name}`, line[name])
  for (const name of ['M', 'beta', 'sigma']) notes.put(`model ${name}`, line[name])
  for (const window of line.windows as readonly Fields[])
    notes.putAll(`window ${window.from}..${window.to}`, window, new RegExp(`${windowPlace.source}|${onlyFull.source}`))
  return notes.figures
}

const lineColumns: readonly (readonly [column: string, figure: string])[] = [
  ['kind', 'kind'],
  ['session', 'session'],
  ['type', 'type'],
  ['cluster', 'cluster'],
  ['benchmark', 'benchmark'],
  ['reason', 'reason'],
]
const measuredColumns: readonly (readonly [column: string, figure: string])[] = [
  ['return', 'day 0 r'],
  ['expected_return', 'day 0 expected'],
  ['abnormal_return', 'day 0 ar'],
  ['standard_error', 'day 0 se'],
  ['t', 'day 0 t'],
  ['p', 'day 0 p'],
  ['ci_low', 'day 0 ciLow'],
  ['ci_high', 'day 0 ciHigh'],
  ['observations', 'model M'],
  ['beta', 'model beta'],
  ['sigma', 'model sigma'],
  ['volume_ratio', 'day 0 volumeRatio'],
]

function ofImpactRow(row: Readonly<Record<string, string>>): Figures {
  const notes = new Notes()
  const put = ([column, figure]: readonly [string, string]) => notes.put(figure, cellOf(row[column]))
  lineColumns.forEach(put)
  if (row.kind !== 'measured') return notes.figures
  measuredColumns.forEach(put)
  const names = { car: 'car', car_se: 'seExact', car_t: 'tExact', car_p: 'pExact' }
  for (const [column, cell] of Object.entries(row)) {
    const [, name, from, to] = /^(car|car_se|car_t|car_p)_(m?\d+)_(m?\d+)$/.exec(column) ?? []
    if (name === undefined || cell === '') continue
    const place = [from, to].map((text) => Number((text ?? '').replace('m', '-'))).join('..')
    notes.put(`window ${place} ${names[name as keyof typeof names]}`, cellOf(cell))
  }
  return notes.figures
}

const panelColumns: readonly (readonly [column: string, figure: string])[] = [
  ['date', 'date'],
  ['span', 'span'],
  ['return', 'r'],
  ['market_return', 'marketReturn'],
  ['expected_return', 'expected'],
  ['abnormal_return', 'ar'],
  ['standard_error', 'se'],
  ['t', 't'],
  ['p', 'p'],
  ['ci_low', 'ciLow'],
  ['ci_high', 'ciHigh'],
  ['empirical_p', 'empTwo'],
  ['car', 'car'],
  ['car_se', 'carSe'],
  ['car_ci_low', 'carLow'],
  ['car_ci_high', 'carHigh'],
  ['volume_ratio', 'volumeRatio'],
  ['reason', 'reason'],
]

function ofPanel(text: string): Told {
  const told = new Map<string, Notes>()
  for (const row of rowsOf(text)) {
    const notes = told.get(row.event_id ?? '') ?? new Notes()
    told.set(row.event_id ?? '', notes)
    notes.put('kind', 'measured')
    for (const name of ['session', 'benchmark', 'cluster', 'type']) notes.put(name, cellOf(row[name]))
    for (const [column, figure] of panelColumns) notes.put(`day ${row.rel} ${figure}`, cellOf(row[column]))
  }
  return new Map([...told].map(([id, { figures }]) => [id, figures]))
}

/** Every item of a study's event tells what the event tells. */
function ofStudy(text: string): Told {
  const answer = JSON.parse(text) as Fields
  const told = new Map<string, Figures>()
  for (const event of (answer.single ?? []) as readonly Fields[]) {
    const notes = new Notes()
    notes.put('kind', 'measured')
    notes.put('session', event.day0)
    notes.put('benchmark', event.market)
    if ('days' in event) {
      noteStudy(notes, event)
      for (const { rel, car, se, ciLow, ciHigh } of event.path as readonly Fields[]) {
        notes.put(`day ${rel} car`, car)
        notes.put(`day ${rel} carSe`, se)
        notes.put(`day ${rel} carLow`, ciLow)
        notes.put(`day ${rel} carHigh`, ciHigh)
      }
    } else {
      const { M, alpha, beta, sigma, kind } = event.model as Fields
      notes.putAll('model', { M, alpha, beta, sigma, kind })
      for (const window of event.windows as readonly Fields[])
        notes.putAll(`window ${window.from}..${window.to}`, window, windowPlace)
    }
    for (const id of event.items as readonly string[]) told.set(id, notes.figures)
  }
  for (const { id, day0, reason } of (answer.excluded ?? []) as readonly Fields[])
    for (const item of String(id).split('+')) {
      const notes = new Notes()
      notes.put('kind', 'excluded')
      notes.put('session', day0)
      notes.put('reason', reason)
      told.set(item, notes.figures)
    }
  return told
}

/** Columns of a study's tables by the figures they hold. */
const tableFigures = {
  events: {
    place: ['window_from', 'window_to'],
    fields: {
      car: 'car',
      se_exact: 'seExact',
      t_exact: 'tExact',
      p_exact: 'pExact',
      window_sessions: 'L',
      t_hac: 'tHac',
    },
  },
  sessions: {
    place: ['session'],
    fields: {
      date: 'date',
      span: 'span',
      return: 'r',
      benchmark_return: 'marketReturn',
      expected_return: 'expected',
      abnormal_return: 'ar',
      prediction_factor: 'C',
      se: 'se',
      t: 't',
      p: 'p',
      emp_two: 'empTwo',
      reason: 'reason',
    },
  },
} as const

function ofStudyTable(text: string, table: keyof typeof tableFigures): Told {
  const told = new Map<string, Notes>()
  const { place, fields } = tableFigures[table]
  for (const row of rowsOf(text))
    for (const id of (row.event_id ?? '').split('+')) {
      const notes = told.get(id) ?? new Notes()
      told.set(id, notes)
      notes.put('kind', 'measured')
      notes.put('session', cellOf(row.day0))
      notes.put('benchmark', cellOf(row.benchmark))
      notes.put('model M', cellOf(row.estimation_observations))
      notes.put('model beta', cellOf(row.beta))
      const at = `${table === 'events' ? 'window' : 'day'} ${place.map((column) => row[column]).join('..')}`
      for (const [column, field] of Object.entries(fields)) notes.put(`${at} ${field}`, cellOf(row[column]))
    }
  return new Map([...told].map(([id, { figures }]) => [id, figures]))
}

/** The cells of a robustness by their place, without the spreads over them. */
function ofCells(robustness: Fields): Figures {
  const notes = new Notes()
  for (const { model, estimationLength, from, to, day0, ...outcome } of robustness.cells as readonly Fields[])
    notes.putAll(`${model} ${estimationLength} ${from}..${to} ${day0}`, outcome)
  notes.putAll('all', robustness.all as Fields)
  return notes.figures
}

/** The combination of a robustness that asks what the plain answer asks, under the names of that answer. */
function ofOwnCell(robustness: Fields, { session }: Fields, model: string): Figures {
  const notes = new Notes()
  for (const cell of robustness.cells as readonly Fields[]) {
    if (cell.model !== model || cell.estimationLength !== 250 || cell.day0 !== session) continue
    const window = `window ${cell.from}..${cell.to}`
    notes.put(`${window} car`, cell.car ?? null)
    notes.put(`${window} tExact`, cell.t ?? null)
    notes.put(`${window} pExact`, cell.p ?? null)
  }
  return notes.figures
}

function ofMoves(answer: Fields): ReadonlyMap<string, Figures> {
  const byDate = new Map<string, Figures>()
  const put = (move: Fields) => {
    const notes = new Notes()
    for (const name of ['r', 'ar', 't', 'p']) if (name in move) notes.put(`day 0 ${name}`, move[name])
    byDate.set(String(move.date), notes.figures)
  }
  for (const move of answer.moves as readonly Fields[]) put(move)
  for (const { sessions } of answer.eventsWithoutMove as readonly { sessions: readonly Fields[] }[])
    sessions.forEach(put)
  return byDate
}

/** Events that ask for nothing of their own, with the figures of the session that they hit. */
const onSessions = (
  byDate: (session: string) => Figures | undefined,
  reference: Told,
  plain: (id: string) => boolean,
): Told =>
  new Map(
    [...reference].flatMap(([id, figures]): readonly (readonly [string, Figures])[] => {
      const found = byDate(String(figures.get('session')))
      return plain(id) && figures.get('kind') === 'measured' && found !== undefined ? [[id, found]] : []
    }),
  )

function ofSessions(text: string, reference: Told, plain: (id: string) => boolean): Told {
  const columns = JSON.parse(text) as Readonly<Record<string, readonly unknown[]>>
  const at = new Map((columns.date ?? []).map((date, row) => [String(date), row]))
  return onSessions(
    (session) => {
      const row = at.get(session)
      if (row === undefined) return undefined
      const notes = new Notes()
      for (const name of ['span', 'r', 'marketReturn', 'expected', 'ar', 'se', 't', 'p', 'ciLow', 'ciHigh', 'reason'])
        notes.put(`day 0 ${name}`, columns[name]?.[row] ?? null)
      if (columns.ar?.[row] !== null)
        for (const name of ['M', 'beta', 'sigma']) notes.put(`model ${name}`, columns[name]?.[row])
      return notes.figures
    },
    reference,
    plain,
  )
}

function ofSessionRows(text: string, reference: Told, plain: (id: string) => boolean): Told {
  const rows = new Map(rowsOf(text).map((row) => [row.date ?? '', row]))
  return onSessions(
    (session) => {
      const row = rows.get(session)
      if (row === undefined) return undefined
      const notes = new Notes()
      for (const [column, figure] of [...measuredColumns, ['reason', 'day 0 reason'] as const])
        if (column in row && (row.abnormal_return !== '' || column === 'reason')) notes.put(figure, cellOf(row[column]))
      return notes.figures
    },
    reference,
    plain,
  )
}

/** The prices of the store as a study that brings its own numbers. */
async function inlineSpec(get: (path: string) => Promise<string>, told: Told, { settings }: Question) {
  const bars = async (symbol: string) => {
    const { date, close, state } = JSON.parse(await get(`/api/bars/${encodeURIComponent(symbol)}?basis=total`)) as {
      date: string[]
      close: number[]
      state: string[]
    }
    return new Map(date.map((day, row) => [day, state[row] === 'held' ? null : (close[row] ?? null)]))
  }
  const [own, market] = [await bars(TICKER), await bars('^GSPC')]
  const dates = [...own.keys(), ...market.keys()].sort()
  const calendar: string[] = []
  const last = dates.at(-1) ?? ''
  for (let day = mustBeDate(dates[0] ?? ''); day <= last; day = addDays(day, 1))
    if (nyse.session(day) !== null) calendar.push(day)
  const column = (prices: ReadonlyMap<string, number | null>) => calendar.map((day) => prices.get(day) ?? null)
  return {
    settings,
    series: { calendar, prices: { [TICKER]: column(own), '^GSPC': column(market) } },
    events: [...told]
      .filter(([, figures]) => figures.get('session') !== null && calendar.includes(String(figures.get('session'))))
      // A record that the price itself set disturbs no other event.
      .filter(([, figures]) => figures.get('type') !== 'x.milestone')
      .map(([id, figures]) => ({ id, ticker: TICKER, market: '^GSPC', day0: figures.get('session') })),
  }
}

/** What every way in says of every event of the ticker, and what it is compared with. */
export interface Everything {
  readonly reference: Told
  /** `whole`: the way has every event, or says why not. */
  readonly ways: readonly {
    readonly name: string
    readonly whole: boolean
    readonly told: Told
    readonly against: Told
  }[]
}

/** Which ways can be asked the same question. */
export interface Comparable {
  /** With numbers of one's own in the spec. */
  readonly inline: boolean
  /** The list of moves knows no settings of an event and no mask. */
  readonly moves: boolean
  /** Events that ask for nothing of their own. */
  readonly plain: (id: string) => boolean
}

/** What the page draws of a session: from the lines of its list, before an event is chosen. */
function drawnAt(lines: readonly Fields[], dates: readonly string[], session: string) {
  const abnormal = makeAbnormal(
    { market: { level: signal(0.05), impact: { state: signal({ kind: 'idle' }) } } } as never,
    { series: signal({ axis: { dates, minutes: null } }) } as never,
    { lines: signal(new Map(lines.map((line) => [line.event_id, line]))) } as never,
    { byDate: signal(null) },
  )
  return abnormal.value.get(dates.indexOf(session))
}

/** Measures every event of the ticker by every way in. */
export async function everyWay(
  db: Db,
  ids: readonly string[],
  question: Question,
  { inline, moves, plain }: Comparable,
): Promise<Everything> {
  const ask = askerOf(db)
  const { query, settings, benchmark } = question
  const asked = new URLSearchParams({ ...query, ...(benchmark === undefined ? {} : { benchmark }) })
  const list = `/api/impacts?${new URLSearchParams({ ticker: TICKER })}&${asked}`
  const spec = { settings, tickers: [TICKER], ...(benchmark === undefined ? {} : { benchmark }), events: ids }
  const whole = new Map<string, Fields>()
  for (const id of ids) whole.set(id, JSON.parse(await ask(`/api/impacts/${id}?ticker=${TICKER}&${asked}`)) as Fields)
  const reference: Told = new Map(
    [...whole].map(([id, impact]) => [id, 'kind' in impact ? ofImpact(impact) : new Map([['refused', impact.code]])]),
  )
  const ways: Everything['ways'][number][] = []
  const add = (name: string, isWhole: boolean, told: Told, against = reference) =>
    ways.push({ name, whole: isWhole, told, against })

  const { impacts } = JSON.parse(await ask(list)) as { impacts?: readonly Fields[] }
  add('list', true, new Map((impacts ?? []).map((line) => [String(line.event_id), ofLine(line)])))
  const listCsv = rowsOf(await ask(list.replace('/api/impacts', '/api/impacts.csv')))
  add('list CSV', true, new Map(listCsv.map((row) => [row.event_id ?? '', ofImpactRow(row)])))
  add('panel CSV', false, ofPanel(await ask(list.replace('/api/impacts', '/api/panel.csv'))))
  const single = new Map<string, Figures>()
  for (const id of ids)
    for (const entry of ofPanel(await ask(`/api/impacts/${id}.csv?ticker=${TICKER}&${asked}`))) single.set(...entry)
  add('one event CSV', false, single)

  const full = await ask('/api/studies', { ...spec, robustness: true })
  add('study', true, ofStudy(full))
  add('study, light', true, ofStudy(await ask('/api/studies', { ...spec, detail: 'light' })))
  for (const table of ['events', 'sessions'] as const)
    add(`study CSV ${table}`, false, ofStudyTable(await ask(`/api/studies.csv?table=${table}`, spec), table))
  if (inline) add('inline study', false, ofStudy(await ask('/api/studies', await inlineSpec(ask, reference, question))))

  const stored = new Map<string, Figures>()
  const ownCells = new Map<string, Figures>()
  for (const [id, impact] of whole) {
    if (impact.kind !== 'measured') continue
    const answer = JSON.parse(await ask(`/api/impacts/${id}/robustness?ticker=${TICKER}&${asked}`)) as Fields
    if (!('cells' in answer)) continue
    stored.set(id, ofCells(answer))
    if (plain(id)) ownCells.set(id, ofOwnCell(answer, impact, String((impact.model as Fields).kind)))
  }
  add('robustness, the same combination', false, ownCells)
  const { robustness } = JSON.parse(full) as { robustness?: { events: readonly Fields[] } }
  const ofItems = (robustness?.events ?? []).flatMap((event) =>
    String(event.id)
      .split('+')
      .map((id) => [id, ofCells(event)] as const),
  )
  add('robustness of a study', false, new Map(ofItems), stored)

  const days = new Map<string, Figures>()
  for (const [id, impact] of whole)
    for (const candidate of (impact.candidates ?? []) as readonly Fields[])
      if (candidate.day0 === impact.session) {
        const { ar, t, p } = candidate
        days.set(id, new Map(Object.entries({ 'day 0 ar': ar, 'day 0 t': t, 'day 0 p': p })))
      }
  add('admissible days', false, days)

  add(
    'abnormal returns of every session',
    false,
    ofSessions(await ask(list.replace('impacts', 'abnormal')), reference, plain),
  )
  add('the same as CSV', false, ofSessionRows(await ask(list.replace('impacts', 'abnormal.csv')), reference, plain))

  if (moves) {
    const { benchmark: market = '' } = question
    const path = `?fdr=0.05${market === '' ? '' : `&benchmark=${encodeURIComponent(market)}`}`
    const byDate = ofMoves(JSON.parse(await ask(`/api/moves/${TICKER}${path}`)) as Fields)
    const bySession = [...reference].flatMap(([id, figures]): readonly (readonly [string, Figures])[] => {
      const found =
        plain(id) && figures.get('kind') === 'measured' ? byDate.get(String(figures.get('session'))) : undefined
      return found === undefined ? [] : [[id, found]]
    })
    add('moves', false, new Map(bySession))
    const rows = rowsOf(await ask(`/api/moves/${TICKER}.csv${path}`))
    const loud = rows.flatMap((row) =>
      (row.event_ids ?? '').split(/[ |]/).map((id): readonly [string, Figures] => [
        id,
        new Map([
          ['day 0 ar', cellOf(row.abnormal_return)],
          ['day 0 t', cellOf(row.t)],
        ]),
      ]),
    )
    const known = loud.filter(([id]) => reference.has(id) && plain(id))
    add('moves CSV', false, new Map(known))
  }

  // The page asks for the list and for the card apart, and says itself which figures stand out.
  const { windows, alpha, ...common } = settingsOf(firstView)
  const page = (more: Readonly<Record<string, string>>) => new URLSearchParams({ ticker: TICKER, ...common, ...more })
  const { impacts: lines } = JSON.parse(await ask(`/api/impacts?${page({ windows: '0..0' })}`)) as {
    impacts: readonly Fields[]
  }
  const { date: dates } = JSON.parse(await ask(`/api/bars/${TICKER}`)) as { date: readonly string[] }
  const [marks, cards] = [new Map<string, Figures>(), new Map<string, Figures>()]
  for (const id of ids) {
    const line = lines.find(({ event_id }) => event_id === id) ?? {}
    const card = ofImpact(JSON.parse(await ask(`/api/impacts/${id}?${page({ windows, alpha })}`)) as Fields)
    // Several events of one session share its bar: one of them alone says what the bar shows.
    const drawn = drawnAt([line], dates, String(line.session))
    const bar = Object.entries(drawn ?? {}).filter(([name]) => name !== 'index' && name !== 'unexplained')
    marks.set(id, new Map([...ofLine(line), ...bar.map(([name, value]) => [`day 0 ${name}`, value] as const)]))
    const p = card.get('day 0 p')
    cards.set(id, new Map([...card, ['day 0 significant', typeof p === 'number' && isSignificant(p, Number(alpha))]]))
  }
  add('page', true, marks, cards)
  return { reference, ways }
}

export interface Difference {
  readonly way: string
  readonly event: string
  readonly figure: string
  readonly told: unknown
  readonly expected: unknown
}

/** Every figure of every way beside the reference; an event that a whole way lacks is one difference. */
export function compare({ ways }: Everything): {
  readonly compared: number
  readonly different: readonly Difference[]
} {
  let compared = 0
  const different: Difference[] = []
  for (const { name, whole, told, against } of ways)
    for (const [event, expected] of against) {
      const figures = told.get(event)
      const must = whole || (expected.get('kind') === 'measured' && /CSV (events|sessions)|event CSV|panel/.test(name))
      if (figures === undefined) {
        compared++
        if (must)
          different.push({ way: name, event, figure: 'the event', told: undefined, expected: expected.get('kind') })
        continue
      }
      for (const [figure, value] of figures) {
        compared++
        const right = expected.get(figure)
        if (!Object.is(value ?? null, right ?? null) || (right === undefined && value !== null && value !== undefined))
          different.push({ way: name, event, figure, told: value, expected: right })
      }
    }
  return { compared, different }
}
