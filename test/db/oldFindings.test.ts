import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDailyBars } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import { evidenceOfText } from '../../db/file/oldEvidence.ts'
import { openDb } from '../../db/file/open.ts'
import { checksOn, listFindings } from '../../db/findings.ts'
import { findTicker, listTickers } from '../../db/tickers.ts'
import { inEnglish } from '../../server/checks/english.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { acceptFinding, undoFinding } from '../../server/quality/decide.ts'
import { repairPage } from '../../server/quality/repairView.ts'
import { whole } from '../../server/query/page.ts'
import { folder, NOW } from './file.ts'

// Every test has a store of its own, which takes its time on a busy machine.
/**
 * Names of checks by bar as release 0.1.0 gave them: those of the session, those that its rules say hold it, those whose
 * correction is laid over it.
 */
const asThen = `
  select t.symbol || ' ' || date(b.day * 86400, 'unixepoch') || ' ' || case when r.at is not null then 'repaired' when b.state = 4 then 'held' else 'free' end,
    (select group_concat(check_name, '|') from (select distinct check_name from finding f
      where f.ticker_id = b.ticker_id and f.interval = '1d' and f.status <> 'resolved' and (
        f.severity <> 'info' and b.day between f.from_day and f.to_day
        or f.status = 'open' and b.state = 4 and f.check_name in ('SPLIT_STEP', 'SPLIT_MISSING') and b.day < f.from_day
        or f.status = 'open' and b.state = 4 and f.check_name in ('UNIT_BLOCK', 'SYMBOL_REUSED') and b.day > f.from_day
        or r.at is not null and f.check_name = r.check_name) order by check_name))
  from daily_bar b join ticker t on t.id = b.ticker_id
  left join repair r on r.ticker_id = b.ticker_id and r.interval = '1d' and r.at = b.day and r.status = 'accepted'
  order by t.symbol, b.day`

let file: string
let db: Db
const all = { from: null, to: null }
beforeEach(() => {
  file = join(folder(), 'old.db')
  writeFileSync(file, gunzipSync(readFileSync(join(import.meta.dirname, '../fixtures/release-0.1.0.db.gz'))))
})
afterEach(() => db.close())
const open = async () => {
  db = (await openDb(file, NOW)).db
}
const idOf = async (symbol: string) => (await findTicker(db, mustBeTicker(symbol)))?.id ?? 0
const barOf = async (symbol: string, date: string) => {
  const range = { from: mustBeDate(date), to: mustBeDate(date) }
  return (await readDailyBars(db, await idOf(symbol), range))[0]
}

async function bars(): Promise<readonly (readonly [string, string | null])[]> {
  const lines: (readonly [string, string | null])[] = []
  for (const { id, symbol } of (await listTickers(db)).toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1))) {
    const checks = await checksOn(db, id, '1d', all)
    for (const { date, state } of await readDailyBars(db, id, all)) {
      const { checks: names = [], heldBy = [], correctedBy = [] } = checks.get(date) ?? {}
      if (state === 'held') expect(heldBy).not.toEqual([])
      if (state === 'repaired') expect(correctedBy).not.toEqual([])
      const said = state === 'held' || state === 'repaired' ? state : 'free'
      lines.push([`${symbol} ${date} ${said}`, names.join('|') || null])
    }
  }
  return lines
}

describe('a database of release 0.1.0', () => {
  it('says the same of every bar: what is held, what is repaired, and by which checks', async () => {
    const old = new SqliteDatabase(file)
    const then = old.prepare(asThen).raw().all()
    old.close()
    await open()
    const now = await bars()
    expect(now).toEqual(then)
    expect(now.filter(([bar]) => bar.endsWith('held'))).toHaveLength(134 + 63)
    expect(now.filter(([bar]) => bar.endsWith('repaired'))).toEqual([['W02 2023-09-18 repaired', 'UNIT_POINT']])
  })

  it('says the same of every finding, now from values', async () => {
    const old = new SqliteDatabase(file)
    const then = old.prepare('select id, observed, expected from finding order by id').all()
    old.close()
    await open()
    const findings = (await listFindings(db)).toSorted((a, b) => a.id - b.id)
    expect(findings.map(({ id, observed, expected }) => ({ id, observed, expected }))).toEqual(then)
    expect(findings.filter(({ evidence }) => evidence === null)).toEqual([])
    for (const { check, evidence, observed, expected } of findings) {
      if (evidence === null) continue
      // One bar is one bar now.
      const said = { observed: observed.replace(/^1 bars/, '1 bar'), expected }
      expect(inEnglish({ check, evidence })).toEqual(said)
    }
  })

  it('knows which sessions each finding holds', async () => {
    await open()
    const holds = (await listFindings(db)).flatMap(({ check, holds }) => (holds === null ? [] : [[check, holds]]))
    expect(Object.fromEntries(holds)).toEqual({
      UNIT_POINT: { from: '2023-09-18', to: '2023-09-18' },
      SPLIT_MISSING: { from: '2023-03-01', to: '2023-09-11' },
      UNIT_BLOCK: { from: '2024-03-04', to: '2024-05-31' },
    })
  })

  it('takes a correction back and lays another over its bars', async () => {
    await open()
    const findings = await listFindings(db)
    const of = (check: string) => findings.find((finding) => finding.check === check)?.id ?? 0
    const { lines: repairs } = await repairPage(db, null, findings, whole)
    expect(repairs.map(({ check, finding, bars, status }) => [check, finding, bars, status])).toEqual([
      ['UNIT_POINT', of('UNIT_POINT'), 1, 'accepted'],
      ['UNIT_BLOCK', of('UNIT_BLOCK'), 63, 'proposed'],
    ])
    expect(await barOf('W02', '2023-09-18')).toMatchObject({ close: 67.51, state: 'repaired' })
    await undoFinding(db, of('UNIT_POINT'), null, NOW)
    expect(await barOf('W02', '2023-09-18')).toMatchObject({ close: 6751, state: 'held' })
    await acceptFinding(db, of('UNIT_POINT'), null, NOW)
    expect(await barOf('W02', '2023-09-18')).toMatchObject({ close: 67.51, state: 'repaired' })
    expect(await acceptFinding(db, of('UNIT_BLOCK'), null, NOW)).toMatchObject({ repaired: 63 })
    expect(await barOf('W05', '2024-03-04')).toMatchObject({ close: 76.01, state: 'repaired' })
    await undoFinding(db, of('UNIT_BLOCK'), null, NOW)
    expect(await barOf('W05', '2024-03-04')).toMatchObject({ close: 7601, state: 'held' })
  })

  it('goes by the rules of that release where its texts and bars do not say what is held', async () => {
    const old = new SqliteDatabase(file)
    const w02 = old.prepare("select id from ticker where symbol = 'W02'").pluck().get()
    const insert = old.prepare(
      "insert into finding (check_name, severity, ticker_id, interval, from_day, to_day, observed, expected, found_at) values (?, 'error', ?, '1d', 19700, 19700, ?, ?, 0)",
    )
    insert.run('SYMBOL_REUSED', w02, 'first trade 2023-12-09', 'first trade 2020-01-02')
    insert.run('SPLIT_STEP', w02, 'something that no rule reads', null)
    old.close()
    await open()
    const [reused, step] = ['SYMBOL_REUSED', 'SPLIT_STEP'].map(async (check) =>
      (await listFindings(db)).find((finding) => finding.check === check),
    )
    expect(await reused).toMatchObject({
      holds: { from: '2023-12-09', to: '9999-12-31' },
      evidence: { kind: 'first-trade', values: { told: '2023-12-09', stored: '2020-01-02' } },
    })
    expect(await step).toMatchObject({
      holds: { from: '2023-03-01', to: '2023-12-08' },
      evidence: null,
      observed: 'something that no rule reads',
    })
  })
})

/** Texts as that release wrote them, by its own templates, and the values that were put into them. */
const texts: readonly (readonly [check: string, observed: string, expected: string | null, values: unknown])[] = [
  [
    'RESP_ENVELOPE',
    'chart.result: Invalid input',
    'a chart with one result',
    { path: 'chart.result', problem: 'Invalid input' },
  ],
  ['RESP_ENVELOPE', 'zone Mars/Crater', 'a zone of the IANA list', { zone: 'Mars/Crater' }],
  [
    'RESP_LENGTH',
    '250 stamps, 250 250 250 249 250 values',
    'lists of equal length',
    { stamps: 250, open: 250, high: 250, low: 250, close: 249, volume: 250, adjusted: null },
  ],
  ['RESP_SYMBOL', 'MSFT', 'AAPL', { told: 'MSFT', asked: 'AAPL' }],
  ['RESP_GRANULARITY', '1wk', '1d', { told: '1wk', asked: '1d' }],
  ['RESP_GRANULARITY', 'stamps 60 min apart', '30 min', { told: 60, asked: 30 }],
  ['RESP_TIME_RANGE', '1700000000000', 'seconds from 1900 to a day from now', { stamp: 1_700_000_000_000 }],
  ['RESP_CURRENCY', 'GBP', 'GBp', { told: 'GBP', stored: 'GBp' }],
  ['RESP_CURRENCY', 'no currency', null, { stored: null }],
  ['RESP_WINDOW', '3 rows outside the window asked for', null, { rows: 3 }],
  ['RESP_ORDER', 'stamps out of order or repeated', 'increasing stamps', {}],
  ['RESP_FINITE', '1e999', 'a finite number', { told: '1e999' }],
  ['RESP_EMPTY', 'no rows', '9 sessions', { sessions: 9 }],
  [
    'BAR_NULL',
    'open 50.1, high null, low 50, close null',
    'four prices',
    { open: 50.1, high: null, low: 50, close: null },
  ],
  [
    'BAR_NONPOS',
    'open 1, high 2, low 0, close 1.5, volume null',
    'prices above zero',
    { open: 1, high: 2, low: 0, close: 1.5, volume: null },
  ],
  ['BAR_NOT_SESSION', 'a bar, close 377.85', 'no session', { close: 377.85 }],
  [
    'BAR_DUP',
    'volume 4959679 and 4945900, close 376.17 and 376.17',
    'one bar',
    { volume: 4_959_679, otherVolume: 4_945_900, close: 376.17, otherClose: 376.17 },
  ],
  ['BAR_LIVE', 'seen 2023-11-17T20:30:00.000Z', 'an hour after the close', { seen: '2023-11-17T20:30:00.000Z' }],
  [
    'INTRADAY_LIMIT',
    '1h bars reach back to 2022-06-16 only',
    'from 2020-01-02',
    { interval: '1h', earliest: '2022-06-16', wanted: '2020-01-02' },
  ],
  [
    'BAR_OHLC',
    'open 50, high 50.1, low 49, close 50.4',
    'low <= open, close <= high',
    { open: 50, high: 50.1, low: 49, close: 50.4 },
  ],
  ['BAR_OHLC', '2 bars', 'low <= open, close <= high', { bars: 2 }],
  ['ADJ_NONPOS', 'adjusted close -4331', 'above zero', { adjusted: -4331 }],
  ['ADJ_NONPOS', 'adjusted close Infinity', 'a finite number', { told: 'Infinity' }],
  ['GAP', '624 of 1230 sessions without a regular bar', 'bars in every session', { missing: 624, sessions: 1230 }],
  [
    'UNIT_POINT',
    'low 0.999, close 1.003',
    'near 100.3',
    { level: 100.3, open: null, high: null, low: 0.999, close: 1.003 },
  ],
  [
    'SPLIT_DUP',
    '4:1 twice; the one of 2023-10-13 is not used',
    'one split',
    { numerator: 4, denominator: 1, unused: '2023-10-13' },
  ],
  [
    'SPLIT_TEXT',
    'close 100 -> 400 with 1:4',
    'a step in the direction of the ratio',
    { before: 100, after: 400, numerator: 1, denominator: 4 },
  ],
  ['SPLIT_TEXT', '1/10 with "10:1"', 'one ratio', { numerator: 1, denominator: 10, text: '10:1' }],
  [
    'SPLIT_MISSING',
    'close 2.5 -> 10, volume with it, near 0.25:1',
    'a split from the source',
    { before: 2.5, after: 10, ratio: 0.25 },
  ],
  ['MOVE_LARGE', '-35.0 %', 'within 25 % (log)', { move: -0.35, limit: 0.25 }],
  ['DIV_100X_PEER', '0.0002', 'near 0.02, as the others', { amount: 0.0002, usual: 0.02 }],
  ['DIV_EXCEEDS', '101', 'below the close of 100.3', { amount: 101, before: 100.3 }],
  ['DIV_NO_DROP', '22 on 100.3, low after 99.9', 'below 93.7', { amount: 22, before: 100.3, low: 99.9, limit: 93.7 }],
  [
    'DIV_DUP7',
    '1 and 1.1; the one of 2023-11-01 is not used',
    'one dividend',
    { first: 1, second: 1.1, unused: '2023-11-01' },
  ],
  ['DIV_FACTOR', "source's factor 1", '0.99003', { source: 1, own: 0.99003 }],
  [
    'CG_DOUBLE',
    'dividend 7.86 with gain 6.42, drop 1.4',
    'applied: 1.44',
    { dividend: 7.86, gain: 6.42, drop: 1.4, applied: 1.44 },
  ],
  ['REVISED', 'volume of 29 sessions restated by up to 0.267 %', 'volume as stored', { sessions: 29, most: 0.00267 }],
  ['RESTATE_SPLIT', '63 closes times 0.25', 'closes as stored', { closes: 63, factor: 0.25 }],
  ['RESTATE_SPLIT', 'bars on the scale from before, which the source no longer has', 'times 0.25', { factor: 0.25 }],
  ['RESTATE_MIXED', '1 of 63 sessions differ, each in its own way', 'sessions as stored', { revised: 1, sessions: 63 }],
  [
    'SYMBOL_CHANGED',
    'name Meta Platforms, Inc., type etf',
    'name Facebook, Inc., type stock',
    {
      name: 'Meta Platforms, Inc.',
      nameStored: 'Facebook, Inc.',
      exchange: null,
      exchangeStored: null,
      kind: 'etf',
      kindStored: 'stock',
      firstTradeDate: null,
      firstTradeDateStored: null,
    },
  ],
  ['SYMBOL_CHANGED', 'not found at its source on 3 days: delisted', 'FB as stored', { days: 3, symbol: 'FB' }],
  ['SYMBOL_CHANGED', 'not found at its source', 'FB as stored', { days: null, symbol: 'FB' }],
  [
    'SYMBOL_REUSED',
    'closes up to 12.5, then 184 on 2022-06-09',
    'one instrument',
    { earlier: 12.5, first: 184, firstDate: '2022-06-09' },
  ],
]

it.each(texts)('evidenceOfText() reads %s: %s', (check, observed, expected, values) => {
  const evidence = evidenceOfText({ check, observed, expected })
  expect(evidence?.values).toEqual(values)
  if (evidence === null) return
  const said = inEnglish({ check, evidence })
  expect(said).toEqual({ observed, expected: expected ?? said.expected })
})
it.each(['GAP', 'SPLIT_STEP', 'MOVE_LARGE', 'SYMBOL_CHANGED', 'NO_SUCH_CHECK'])(
  'evidenceOfText() makes nothing of words it does not know, of %s',
  (check) => expect(evidenceOfText({ check, observed: 'some words', expected: null })).toBeNull(),
)
