import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { isoDate } from '../../../server/market/day.ts'
import { actionsFrom } from '../../standin/series.ts'

/** Real series beside the project, which may not be published with it. */
export const shared = join(import.meta.dirname, '../../../../shared/data')
export const hasShared = existsSync(join(shared, 'histories'))

const number = (cell: string | undefined): number | null => (cell === undefined || cell === '' ? null : Number(cell))

/**
 * Daily rows by the names of their columns; rows without a date are a second head. `AAPL.csv` has its columns in another
 * order than its head says: volume, low, open, high, close.
 */
export function dailyRows(file: string): readonly DailyBar[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const isApple = file.endsWith('histories/AAPL.csv')
  const names = isApple ? ['date', 'volume', 'low', 'open', 'high', 'close'] : head.split(',')
  return lines.flatMap((line) => {
    const cells = line.split(',')
    const cell = (name: string) => (names.includes(name) ? cells[names.indexOf(name)] : undefined)
    const date = isoDate(cell('date') ?? '')
    if (date === null) return []
    const price = (name: string) => Number(cell(name))
    const prices = { open: price('open'), high: price('high'), low: price('low'), close: price('close') }
    return [{ date, ...prices, volume: number(cell('volume')), adjClose: number(cell('adj_close')) }]
  })
}

const symbolsIn = (folder: string): readonly string[] =>
  hasShared
    ? readdirSync(join(shared, folder))
        .map((file) => file.replace(/\.csv$/, ''))
        .sort()
    : []

export const histories = symbolsIn('histories')
export const priced = symbolsIn('prices')
export const history = (symbol: string) => dailyRows(join(shared, `histories/${symbol}.csv`))
export const prices = (symbol: string) => dailyRows(join(shared, `prices/${symbol}.csv`))
export const actionsOf = (symbol: string): readonly CorporateAction[] => {
  const file = join(shared, `actions/${symbol}.csv`)
  return existsSync(file) ? actionsFrom(file) : []
}
