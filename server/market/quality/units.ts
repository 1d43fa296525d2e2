import type { DailyBar } from '../bar.ts'
import { type Finding, holding, shown } from './finding.ts'
import { indexFrom, median, type Series } from './series.ts'

/** Sessions on each side of a bar that say what its level is. */
const AROUND = 5
const fields = ['open', 'high', 'low', 'close'] as const

/** A power of ten that two units of a currency lie apart: a hundred, a thousand for the Kuwaiti fils. */
const unitOf = (currency: string | null): number => (currency === 'KWF' ? 3 : 2)

const isUnit = (ratio: number, power: number): boolean => {
  const size = Math.abs(Math.log10(ratio))
  return size > power - 0.15 && size < power + 0.15
}

/** Median close of the eleven sessions around a bar, fewer where the series has no more. */
function levelAround(bars: readonly DailyBar[], at: number): number {
  const width = 2 * AROUND + 1
  const from = Math.max(0, Math.min(at - AROUND, bars.length - width))
  return median(bars.slice(from, from + width).map(({ close }) => close)) ?? 0
}

/** Where closes change unit and stay: index of the first bar of the block and of the first after it. */
function blocksOf({ bars, actions, currency }: Series): readonly { from: number; until: number }[] {
  const power = unitOf(currency)
  const splits = actions.filter(({ kind }) => kind === 'split').map(({ date }) => indexFrom(bars, date))
  const steps = bars.flatMap(({ close }, at) => {
    const before = bars[at - 1]
    if (before === undefined || !isUnit(close / before.close, power)) return []
    return splits.some((split) => Math.abs(split - at) <= AROUND) ? [] : [{ at, up: close > before.close }]
  })
  const blocks: { from: number; until: number }[] = []
  for (let place = 0; place < steps.length; place++) {
    const step = steps[place]
    if (step === undefined) continue
    const next = steps[place + 1]
    const until = next !== undefined && next.up !== step.up ? next.at : bars.length
    const returns = until < bars.length
    if (returns) place++
    // A few sessions that return, a last one or a first one are points: nothing says that the unit stays.
    if ((returns && until - step.at <= AROUND) || until - step.at < 2 || (step.at === 1 && !returns)) continue
    blocks.push({ from: step.at, until })
  }
  return blocks
}

/** UNIT_POINT and UNIT_BLOCK: prices in hundredths, for a session or from one on. */
export function checkUnits(series: Series): readonly Finding[] {
  const { bars } = series
  const power = unitOf(series.currency)
  const blocks = blocksOf(series)
  const findings: Finding[] = []
  for (const { from, until } of blocks) {
    const [first, before, last] = [bars[from], bars[from - 1], bars[until - 1]]
    if (first === undefined || before === undefined || last === undefined) continue
    findings.push({
      check: 'UNIT_BLOCK',
      severity: 'error',
      from: first.date,
      to: first.date,
      observed: `close ${shown(before.close)} -> ${shown(first.close)}`,
      expected: `one unit throughout`,
      holds: { from: first.date, to: last.date },
    })
  }
  const inBlock = (at: number) => blocks.some(({ from, until }) => at >= from - AROUND && at < until + AROUND)
  for (const [at, bar] of bars.entries()) {
    if (inBlock(at)) continue
    const level = levelAround(bars, at)
    const wrong = fields.filter((field) => isUnit(bar[field] / level, power))
    if (wrong.length > 0)
      findings.push(
        holding(
          'UNIT_POINT',
          bar.date,
          wrong.map((field) => `${field} ${shown(bar[field])}`).join(', '),
          `near ${shown(level)}`,
        ),
      )
  }
  return findings
}
