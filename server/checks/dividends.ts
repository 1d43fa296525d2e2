import type { CorporateAction } from '../market/action.ts'
import type { DailyBar } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { dayOf } from '../market/day.ts'
import { type CheckName, type Finding, onSession, shown } from './finding.ts'
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

/** An action that figures leave out, and the check that says so. */
export type Unused = Pick<CorporateAction, 'date' | 'kind'> & { readonly check: CheckName }

/** What the payments' checks came to: which are not applied, and which are applied less the capital gain of the day. */
export interface DividendVerdict {
  readonly findings: readonly Finding[]
  readonly unused: readonly Unused[]
  readonly lessGain: readonly IsoDate[]
}

export function checkDividends(series: Series): DividendVerdict {
  const dividends = series.actions.filter(isDividend)
  const gains = series.actions.filter(isGain)
  const gain = checkGains(series, dividends, gains)
  const beyond = checkExcess(series, [...dividends, ...gains], gain.lessGain)
  const still = checkDrops(series, dividends)
  const twice = checkTwice(series, dividends)
  const isBeyond = (date: IsoDate) => beyond.findings.some(({ from }) => from === date)
  return {
    findings: [
      ...checkPeers(dividends),
      ...beyond.findings,
      ...still.filter(({ from }) => !isBeyond(from)),
      ...twice.findings,
      ...gain.findings,
      ...checkFactors(series),
    ],
    unused: [
      ...beyond.unused,
      ...still.map(({ from: date, check }) => ({ date, kind: 'dividend' as const, check })),
      ...twice.unused.map((date) => ({ date, kind: 'dividend' as const, check: 'DIV_DUP7' as const })),
      ...gain.lessGain.map((date) => ({ date, kind: 'capital_gain' as const, check: 'CG_DOUBLE' as const })),
    ],
    lessGain: gain.lessGain,
  }
}

/** DIV_100X_PEER: 30 to 300 times off the median of the symbol's own dividends, of which there must be three. */
function checkPeers(dividends: readonly Payment[]): readonly Finding[] {
  const usual = median(dividends.map(({ amount }) => amount))
  if (usual === null || dividends.length < 3) return []
  return dividends.flatMap(({ date, amount }) => {
    const times = Math.max(amount / usual, usual / amount)
    if (times < 30 || times > 300) return []
    return [onSession('DIV_100X_PEER', 'warn', date, shown(amount), `near ${shown(usual)}, as the others`)]
  })
}

/** DIV_EXCEEDS: what is paid on a date is not below the close before it, so that no factor above zero expresses it. */
function checkExcess(
  { bars }: Series,
  payments: readonly Payment[],
  lessGain: readonly IsoDate[],
): Pick<DividendVerdict, 'findings' | 'unused'> {
  const findings: Finding[] = []
  const unused: Unused[] = []
  for (const [date, paid] of Map.groupBy(payments, (payment) => payment.date)) {
    const place = around(bars, date)
    // A dividend that contains the day's capital gain is all that was paid.
    const counted = lessGain.includes(date) ? paid.filter(isDividend) : paid
    const amount = counted.reduce((sum, payment) => sum + payment.amount, 0)
    if (place === null || amount < place.before.close) continue
    findings.push(
      onSession('DIV_EXCEEDS', 'error', date, shown(amount), `below the close of ${shown(place.before.close)}`),
    )
    unused.push(...paid.map(({ kind }) => ({ date, kind, check: 'DIV_EXCEEDS' as const })))
  }
  return { findings, unused }
}

/** DIV_NO_DROP: more than a tenth of the price, and no low of three sessions lies three tenths of it lower. */
function checkDrops({ bars }: Series, dividends: readonly Payment[]): readonly Finding[] {
  return dividends.flatMap(({ date, amount }) => {
    const place = around(bars, date)
    if (place === null) return []
    const { at, before } = place
    const share = amount / before.close
    const low = Math.min(...bars.slice(at, at + 3).map((bar) => bar.low))
    const stays = before.close * (1 - 0.3 * share)
    if (share <= 0.1 || share >= 1 || low <= stays) return []
    const observed = `${shown(amount)} on ${shown(before.close)}, low after ${shown(low)}`
    return [onSession('DIV_NO_DROP', 'error', date, observed, `below ${shown(stays)}`)]
  })
}

/** DIV_DUP7: one dividend told twice within a week; the first with a drop counts, else the first. */
function checkTwice(
  { bars }: Series,
  dividends: readonly Payment[],
): { readonly findings: readonly Finding[]; readonly unused: readonly IsoDate[] } {
  const findings: Finding[] = []
  const unused: IsoDate[] = []
  let kept: Payment | undefined
  for (const later of dividends) {
    const earlier = kept
    kept = later
    if (earlier === undefined || dayOf(later.date) - dayOf(earlier.date) > 7) continue
    if (Math.abs(later.amount / earlier.amount - 1) > 0.15) continue
    const dropped = !drops(bars, earlier) && drops(bars, later) ? earlier.date : later.date
    if (dropped === later.date) kept = earlier
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
    const [after, before] = [place?.ex.adjClose ?? 0, place?.before.adjClose ?? 0]
    // An adjusted close of zero or less is ADJ_NONPOS, and says nothing here.
    if (place === null || after <= 0 || before <= 0) return []
    const share = amount / place.before.close
    const step = before / place.before.close / (after / place.ex.close)
    if (share >= 1) return []
    if (Math.abs(step - (1 - share)) <= Math.max(0.25 * share, 0.001)) return []
    return [onSession('DIV_FACTOR', 'warn', date, `source's factor ${shown(step)}`, shown(1 - share))]
  })
}
