import type { DailyBar, Prices } from '../market/bar.ts'
import type { Finding } from './finding.ts'
import { onSession, shown } from './finding.ts'

const SLACK = 1e-6

/** BAR_NONPOS: does a bar have a price that is not above zero, or less than no volume? */
export const isNotPositive = ({ open, high, low, close, volume }: Prices): boolean =>
  Math.min(open, high, low, close) <= 0 || (volume !== null && volume < 0)

/** BAR_OHLC: do high and low fail to enclose open and close, rounding aside? */
export const isUnordered = ({ open, high, low, close }: Prices): boolean =>
  high < Math.max(open, close) * (1 - SLACK) || low > Math.min(open, close) * (1 + SLACK) || high < low

export function checkShape(bars: readonly DailyBar[]): readonly Finding[] {
  const findings: Finding[] = []
  for (const bar of bars) {
    const { date, open, high, low, close, adjClose } = bar
    if (isUnordered(bar))
      findings.push(
        onSession(
          'BAR_OHLC',
          'warn',
          date,
          `open ${shown(open)}, high ${shown(high)}, low ${shown(low)}, close ${shown(close)}`,
          'low <= open, close <= high',
        ),
      )
    if (adjClose !== null && adjClose <= 0)
      findings.push(onSession('ADJ_NONPOS', 'warn', date, `adjusted close ${shown(adjClose)}`, 'above zero'))
  }
  return findings
}
