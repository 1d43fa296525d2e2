import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { listFindings } from '../../../db/findings.ts'
import { findTicker } from '../../../db/tickers.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'

/**
 * Faults put into real prices, each alone: Microsoft beside the S&P 500 from 2022-01-03 to 2024-05-31, with its dividends, taken as
 * files are. The list is that of an independent trial; what it found then stands beside each.
 */
const sample = join(import.meta.dirname, '../../../db/sample')
const text = (file: string) => readFileSync(join(sample, file), 'utf8')
const NOW = Date.UTC(2024, 5, 3, 12) as Instant

interface Row {
  date: string
  open: number
  high: number
  low: number
  close: number
  adj: number
  volume: number
}
type Rows = Row[]
type Actions = { date: string; type: string; value: string }[]

const rowsOf = (): Rows =>
  text('prices/MSFT.csv')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [date = '', open, high, low, close, adj, volume] = line.split(',')
      return {
        date,
        open: Number(open),
        high: Number(high),
        low: Number(low),
        close: Number(close),
        adj: Number(adj),
        volume: Number(volume),
      }
    })
const actionsOf = (): Actions =>
  text('actions/MSFT.csv')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [date = '', type = '', value = ''] = line.split(',')
      return { date, type, value }
    })

const DAY = '2023-06-28'
const at = (rows: Rows, date = DAY): number => rows.findIndex((row) => row.date === date)
/** Prices times a factor; volume too, where one is given. */
const scale = (row: Row, factor: number, volume = 1, adjusted = factor): Row => ({
  ...row,
  open: row.open * factor,
  high: row.high * factor,
  low: row.low * factor,
  close: row.close * factor,
  adj: row.adj * adjusted,
  volume: Math.round(row.volume * volume),
})
const before = (rows: Rows, date: string, change: (row: Row) => Row): Rows =>
  rows.map((row) => (row.date < date ? change(row) : row))
const from = (rows: Rows, date: string, change: (row: Row) => Row): Rows =>
  rows.map((row) => (row.date >= date ? change(row) : row))
const only = (rows: Rows, date: string, change: (row: Row) => Row): Rows =>
  rows.map((row) => (row.date === date ? change(row) : row))
const split = (value: string, date = DAY): Actions => [...actionsOf(), { date, type: 'split', value }]

interface Fault {
  readonly name: string
  readonly rows?: (rows: Rows) => Rows
  readonly actions?: (actions: Actions) => Actions
  /** Names of which one must be found, on the import's report or among the findings. */
  readonly as: readonly string[]
  /** What the trial saw before: found, misnamed or missed. */
  readonly trial: 'found' | 'misnamed' | 'missed'
}

const faults: readonly Fault[] = [
  // Found by the trial.
  {
    name: 'a split told upside down',
    rows: (rows) => before(rows, DAY, (row) => scale(row, 3, 1 / 3)),
    actions: () => split('1:3'),
    as: ['SPLIT_TEXT', 'SPLIT_STEP'],
    trial: 'found',
  },
  {
    name: 'a split that is missing',
    rows: (rows) => before(rows, DAY, (row) => scale(row, 3, 1 / 3)),
    as: ['SPLIT_MISSING'],
    trial: 'found',
  },
  {
    name: 'half of a history not rescaled',
    rows: (rows) => before(rows, DAY, (row) => scale(row, 4, 1 / 4)),
    actions: () => split('4:1'),
    as: ['SPLIT_STEP'],
    trial: 'found',
  },
  {
    name: 'a split told twice',
    actions: () => [...split('4:1'), { date: '2023-06-29', type: 'split', value: '4:1' }],
    as: ['SPLIT_DUP'],
    trial: 'found',
  },
  {
    name: 'a dividend hundredfold',
    actions: (all) => all.map((row) => (row.date === '2023-05-17' ? { ...row, value: '68' } : row)),
    as: ['DIV_100X_PEER', 'DIV_NO_DROP'],
    trial: 'found',
  },
  {
    name: 'a dividend in hundredths',
    actions: (all) => all.map((row) => (row.date === '2023-05-17' ? { ...row, value: '0.0068' } : row)),
    as: ['DIV_100X_PEER'],
    trial: 'found',
  },
  {
    name: 'a dividend told twice',
    actions: (all) => [...all, { date: '2023-05-19', type: 'dividend', value: '0.68' }],
    as: ['DIV_DUP7'],
    trial: 'found',
  },
  {
    name: 'adjusted closes a row late',
    rows: (rows) => rows.map((row, n) => ({ ...row, adj: rows[n - 1]?.adj ?? row.adj })),
    as: ['DIV_FACTOR'],
    trial: 'found',
  },
  {
    name: 'adjusted closes that are closes',
    rows: (rows) => rows.map((row) => ({ ...row, adj: row.close })),
    as: ['DIV_FACTOR', 'CLOSE_ADJUSTED'],
    trial: 'found',
  },
  {
    name: 'a day twice, with another volume',
    rows: (rows) => rows.flatMap((row) => (row.date === DAY ? [row, { ...row, volume: row.volume + 1000 }] : [row])),
    as: ['BAR_DUP'],
    trial: 'found',
  },
  {
    name: 'a day twice, with another price',
    rows: (rows) => rows.flatMap((row) => (row.date === DAY ? [row, { ...row, close: row.close + 1 }] : [row])),
    as: ['BAR_DUP'],
    trial: 'found',
  },
  {
    name: 'high and low swapped',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, high: row.low, low: row.high })),
    as: ['BAR_OHLC'],
    trial: 'found',
  },
  {
    name: 'a Monday that is missing',
    rows: (rows) => rows.filter(({ date }) => date !== '2023-06-12'),
    as: ['GAP'],
    trial: 'found',
  },
  {
    name: 'four days flat and without volume',
    rows: (rows) =>
      rows.map((row, n) => {
        const start = at(rows)
        const last = rows[start - 1]
        return n < start || n > start + 3 || last === undefined
          ? row
          : { ...row, open: last.close, high: last.close, low: last.close, close: last.close, adj: last.adj, volume: 0 }
      }),
    as: ['STALE_RUN'],
    trial: 'found',
  },
  {
    name: 'a close hundredfold',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, close: row.close * 100 })),
    as: ['UNIT_POINT'],
    trial: 'found',
  },
  {
    name: 'a block hundredfold',
    rows: (rows) => from(rows, '2024-03-01', (row) => scale(row, 100)),
    as: ['UNIT_BLOCK'],
    trial: 'found',
  },
  {
    name: 'a close outside of its range',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, close: row.high + 3 })),
    as: ['BAR_OHLC'],
    trial: 'found',
  },
  {
    name: 'a bar on Thanksgiving',
    rows: (rows) => rows.flatMap((row) => (row.date === '2023-11-22' ? [row, { ...row, date: '2023-11-23' }] : [row])),
    as: ['BAR_NOT_SESSION'],
    trial: 'found',
  },
  {
    name: 'a volume of 0',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, volume: 0 })),
    as: ['VOL_ZERO_MOVE'],
    trial: 'found',
  },
  {
    name: 'an open of 0',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, open: 0 })),
    as: ['BAR_NONPOS'],
    trial: 'found',
  },
  // Found under another name, or too mildly.
  {
    name: 'a split told as 5:1 where prices step by 3',
    rows: (rows) => before(rows, DAY, (row) => scale(row, 3, 1 / 3)),
    actions: () => split('5:1'),
    as: ['SPLIT_RATIO'],
    trial: 'misnamed',
  },
  {
    name: 'a spin-off of 18 % that nobody told',
    rows: (rows) => from(rows, DAY, (row) => scale(row, 0.82)),
    as: ['LEVEL_STEP'],
    trial: 'misnamed',
  },
  {
    name: 'a close of a half for one day',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, close: row.close / 2, low: Math.min(row.low, row.close / 2) })),
    as: ['PRICE_REVERTS'],
    trial: 'misnamed',
  },
  {
    name: 'another company under the symbol',
    rows: (rows) => from(rows, DAY, (row) => scale(row, 0.09, 0.31)),
    as: ['LEVEL_STEP', 'SPLIT_MISSING'],
    trial: 'misnamed',
  },
  // Not found.
  {
    name: 'dividends less eight per cent',
    actions: (all) => all.map((row) => ({ ...row, value: String(Number(row.value) * 0.92) })),
    as: ['DIV_SCALE'],
    trial: 'missed',
  },
  {
    name: 'a dividend that is missing',
    actions: (all) => all.filter(({ date }) => date !== '2023-02-15'),
    as: ['DIV_UNTOLD'],
    trial: 'missed',
  },
  {
    name: 'opens and closes swapped',
    rows: (rows) => rows.map((row) => ({ ...row, open: row.close, close: row.open })),
    as: ['OPEN_CLOSE_SWAP'],
    trial: 'missed',
  },
  {
    name: 'volumes in lots from a date on',
    rows: (rows) => from(rows, DAY, (row) => ({ ...row, volume: Math.round(row.volume / 100) })),
    as: ['VOL_STEP'],
    trial: 'missed',
  },
  {
    name: 'a row repeated on the next day',
    rows: (rows) => rows.map((row, n) => (n === at(rows) ? { ...(rows[n - 1] ?? row), date: row.date } : row)),
    as: ['BAR_REPEATED'],
    trial: 'missed',
  },
  {
    name: 'four days alike, volume included',
    rows: (rows) =>
      rows.map((row, n) => (n > at(rows) && n < at(rows) + 4 ? { ...(rows[at(rows)] ?? row), date: row.date } : row)),
    as: ['BAR_REPEATED'],
    trial: 'missed',
  },
  {
    name: 'a spin-off of 9 % that adjusted closes know',
    rows: (rows) => before(rows, DAY, (row) => scale(row, 1 / 0.91, 1, 1)),
    as: ['DIV_UNTOLD'],
    trial: 'missed',
  },
  {
    name: 'another currency from a date on',
    rows: (rows) => from(rows, DAY, (row) => scale(row, 0.92)),
    as: ['LEVEL_STEP'],
    trial: 'missed',
  },
  {
    name: 'a bar 15 % too high',
    rows: (rows) => only(rows, DAY, (row) => scale(row, 1.15)),
    as: ['PRICE_REVERTS'],
    trial: 'missed',
  },
  {
    name: 'a high 40 % too high',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, high: row.high * 1.4 })),
    as: ['WICK_LARGE'],
    trial: 'missed',
  },
  {
    name: 'dates a session late from a date on',
    rows: (rows) => rows.map((row, n) => (row.date < DAY ? row : { ...(rows[n - 1] ?? row), date: row.date })),
    as: ['DATE_SHIFT'],
    trial: 'missed',
  },
  {
    name: 'a volume of 2147483647',
    rows: (rows) => only(rows, DAY, (row) => ({ ...row, volume: 2 ** 31 - 1 })),
    as: ['VOL_LARGE'],
    trial: 'missed',
  },
]

const bytes = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`)

/** What an import and the checks say of a series. */
async function told(
  rows: Rows,
  actions: Actions,
): Promise<{ readonly names: readonly string[]; readonly held: boolean }> {
  const db = await emptyWorld()
  const take = (name: string, lines: readonly string[]) =>
    ingest(db, { name, bytes: bytes(lines) }, { now: NOW, mode: 'skip' })
  await take('^GSPC.csv', text('prices/^GSPC.csv').trim().split(/\r?\n/))
  const known = actions.map(({ date, type, value }) => `MSFT,${date},${type},${value}`)
  const prices = rows.map(
    ({ date, open, high, low, close, adj, volume }) => `${date},${open},${high},${low},${close},${adj},${volume}`,
  )
  const imported = [
    await take('MSFT.csv', ['date,open,high,low,close,adj_close,volume', ...prices]),
    await take('actions.csv', ['ticker,date,type,value', ...known]),
  ]
  const ticker = await findTicker(db, mustBeTicker('MSFT'))
  const findings = (await listFindings(db, ticker === null ? {} : { tickerId: ticker.id })).filter(
    ({ status }) => status === 'open',
  )
  db.close()
  return {
    names: [...imported.flatMap(({ report }) => report.map(({ code }) => code)), ...findings.map(({ check }) => check)],
    held: findings.some(({ severity }) => severity === 'error'),
  }
}

describe('faults put into real prices', { timeout: 60_000 }, () => {
  let clean: readonly string[]
  beforeAll(async () => {
    clean = (await told(rowsOf(), actionsOf())).names
  })
  it('finds nothing in the prices as they are', () => expect(clean).toEqual([]))
  it.each(faults)('finds $name (then: $trial)', async ({ rows, actions, as }) => {
    const { names } = await told(rows?.(rowsOf()) ?? rowsOf(), actions?.(actionsOf()) ?? actionsOf())
    expect(
      names.some((name) => as.includes(name)),
      names.join(' '),
    ).toBe(true)
  })
  it.each([
    [
      'a low 12 % down for a moment',
      (rows: Rows) => only(rows, DAY, (row) => ({ ...row, low: row.low * 0.88 })),
      false,
    ],
    [
      'a fall of 30 % on six times the volume',
      (rows: Rows) => from(rows, DAY, (row) => scale(row, 0.7, row.date === DAY ? 6 : 1)),
      false,
    ],
    [
      'a fall of 20 % on little more than the usual volume',
      (rows: Rows) => from(rows, DAY, (row) => scale(row, 0.8, row.date === DAY ? 1.3 : 1)),
      false,
    ],
  ])('holds nothing back for %s', async (_, rows, isHeld) => {
    const { held } = await told(rows(rowsOf()), actionsOf())
    expect(held).toBe(isHeld)
  })
})
