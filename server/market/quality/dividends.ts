import type { CorporateAction } from '../action.ts'
import type { DailyBar } from '../bar.ts'
import type { IsoDate } from '../day.ts'
import { dayOf } from '../day.ts'
import { type Finding, onSession, shown } from './finding.ts'
import { indexFrom, median, type Series } from './series.ts'

type Payment = Extract<CorporateAction, { kind: 'dividend' | 'capital_gain' }>
const isDividend = (action: CorporateAction): action is Payment => action.kind === 'dividend'
const isGain = (action: CorporateAction): action is Payment => action.kind === 'capital_gain'

/** The ex session of a payment and the session before it; null when either has no bar. */
function around(bars: readonly DailyBar[], date: IsoDate): { at: number; ex: DailyBar; before: DailyBar } | null {
  const at = indexFrom(bars, date)
  const [ex, before] = [bars[at], bars[at - 1]]
  return ex === undefined || before === undefined ? null : { at, ex, before }
}

/** What the payments' checks came to: which are not applied, and which are applied less the capital gain of the day. */
export interface DividendVerdict {
  readonly findings: readonly Finding[]
  readonly unused: readonly IsoDate[]
  readonly lessGain: readonly IsoDate[]
}

export function checkDividends(series: Series): DividendVerdict {
  const dividends = series.actions.filter(isDividend)
  const gains = series.actions.filter(isGain)
  const alone = dividends.flatMap((dividend) => checkOne(series, dividend, dividends))
  const twice = checkTwice(series, dividends)
  const gain = checkGains(series, dividends, gains)
  return {
    findings: [...alone, ...twice.findings, ...gain.findings, ...checkFactors(series)],
    unused: [...alone.filter(({ severity }) => severity === 'error').map(({ from }) => from), ...twice.unused],
    lessGain: gain.lessGain,
  }
}

/** DIV_EXCEEDS, DIV_NO_DROP, DIV_100X_PEER. */
function checkOne({ bars }: Series, { date, amount }: Payment, all: readonly Payment[]): readonly Finding[] {
  const findings: Finding[] = []
  const peers = all.filter((other) => other.date !== date).map((other) => other.amount)
  const usual = median(peers)
  if (peers.length >= 3 && usual !== null) {
    const times = Math.max(amount / usual, usual / amount)
    if (times >= 30 && times <= 300)
      findings.push(onSession('DIV_100X_PEER', 'warn', date, shown(amount), `near ${shown(usual)}, as the others`))
  }
  const place = around(bars, date)
  if (place === null) return findings
  const { at, before } = place
  const share = amount / before.close
  if (share >= 1)
    return [
      ...findings,
      onSession('DIV_EXCEEDS', 'error', date, shown(amount), `below the close of ${shown(before.close)}`),
    ]
  const low = Math.min(...bars.slice(at, at + 3).map((bar) => bar.low))
  const stays = before.close * (1 - 0.3 * share)
  if (share > 0.1 && low > stays)
    findings.push(
      onSession(
        'DIV_NO_DROP',
        'error',
        date,
        `${shown(amount)} on ${shown(before.close)}, low after ${shown(low)}`,
        `below ${shown(stays)}`,
      ),
    )
  return findings
}

/** DIV_DUP7: one dividend told twice within a week; the first with a drop counts, else the first. */
function checkTwice({ bars }: Series, dividends: readonly Payment[]): Pick<DividendVerdict, 'findings' | 'unused'> {
  const findings: Finding[] = []
  const unused: IsoDate[] = []
  for (const [at, later] of dividends.entries()) {
    const earlier = dividends[at - 1]
    if (earlier === undefined || unused.includes(earlier.date)) continue
    if (dayOf(later.date) - dayOf(earlier.date) > 7) continue
    if (Math.abs(later.amount / earlier.amount - 1) > 0.15) continue
    const dropped = !drops(bars, earlier) && drops(bars, later) ? earlier.date : later.date
    unused.push(dropped)
    findings.push({
      check: 'DIV_DUP7',
      severity: 'warn',
      from: earlier.date,
      to: later.date,
      observed: `${shown(earlier.amount)} and ${shown(later.amount)}; the one of ${dropped} is not used`,
      expected: 'one dividend',
      holds: null,
    })
  }
  return { findings, unused }
}

/** Did the price fall by at least half of the payment at the ex session? */
function drops(bars: readonly DailyBar[], { date, amount }: Payment): boolean {
  const place = around(bars, date)
  return place !== null && place.before.close - Math.min(place.ex.open, place.ex.close) >= amount / 2
}

/** CG_DOUBLE: a dividend that already contains the capital gain of the day. */
function checkGains(
  { bars }: Series,
  dividends: readonly Payment[],
  gains: readonly Payment[],
): Pick<DividendVerdict, 'findings' | 'lessGain'> {
  const findings = gains.flatMap((gain): readonly Finding[] => {
    const dividend = dividends.find(({ date }) => date === gain.date)
    const place = around(bars, gain.date)
    if (dividend === undefined || place === null || dividend.amount < gain.amount) return []
    const drop = place.before.close - place.ex.close
    const less = dividend.amount - gain.amount
    if (Math.abs(drop - less) >= Math.abs(drop - dividend.amount)) return []
    return [
      onSession(
        'CG_DOUBLE',
        'warn',
        gain.date,
        `dividend ${shown(dividend.amount)} with gain ${shown(gain.amount)}, drop ${shown(drop)}`,
        `applied: ${shown(less)}`,
      ),
    ]
  })
  return { findings, lessGain: findings.map(({ from }) => from) }
}

/** DIV_FACTOR: the source's own adjusted closes step otherwise than the payment says. Ours is used anyway. */
function checkFactors({ bars, actions }: Series): readonly Finding[] {
  const paid = new Map<IsoDate, number>()
  for (const action of actions)
    if (action.kind !== 'split') paid.set(action.date, (paid.get(action.date) ?? 0) + action.amount)
  return [...paid].flatMap(([date, amount]): readonly Finding[] => {
    const place = around(bars, date)
    if (place === null || place.ex.adjClose === null || place.before.adjClose === null) return []
    const share = amount / place.before.close
    const step = place.before.adjClose / place.before.close / (place.ex.adjClose / place.ex.close)
    if (!Number.isFinite(step) || share >= 1) return []
    if (Math.abs(step - (1 - share)) <= Math.max(0.25 * share, 0.001)) return []
    return [onSession('DIV_FACTOR', 'warn', date, `source's factor ${shown(step)}`, shown(1 - share))]
  })
}
