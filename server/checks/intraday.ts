import type { IntradayBar, Phase } from '../market/bar.ts'
import type { Session } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import { type Finding, onSession, shown } from './finding.ts'
import { gapsIn } from './gaps.ts'
import { isUnordered } from './shape.ts'
import { checkUnits, type Priced } from './units.ts'

/** PHASE: where a bar that starts at a moment lies to the regular hours of its session, half days included. */
export function phaseOf(start: Instant, session: Session | null): Phase {
  if (session === null) return 'regular'
  if (start < session.opens) return 'pre'
  return start < session.closes ? 'regular' : 'post'
}

/** How far a high or low outside regular hours may lie from the bar's own open and close. */
const EXTENDED_LIMIT = 0.03

/**
 * Checks on bars within the session, findings by session. BAR_OHLC, VOL_ZERO_MOVE, GAP, EXTENDED_TICK; UNIT_POINT and
 * UNIT_BLOCK, which hold every bar of a session.
 *
 * @param about currency and splits of the ticker
 */
export function checkIntraday(
  bars: readonly IntradayBar[],
  expected: readonly IsoDate[],
  about: Omit<Priced, 'bars'> = { actions: [], currency: null },
): readonly Finding[] {
  const findings = [...unitsOf(bars, about)]
  for (const [date, ofSession] of bySession(bars)) {
    const unordered = ofSession.filter(isUnordered)
    if (unordered.length > 0)
      findings.push(onSession('BAR_OHLC', 'warn', date, `${unordered.length} bars`, 'low <= open, close <= high'))
    // Sources give no volume outside regular hours: zero there says nothing.
    const idle = ofSession.filter(({ phase, volume, high, low }) => phase === 'regular' && volume === 0 && high !== low)
    if (idle.length > 0 && ofSession.some(({ volume }) => volume !== null && volume > 0))
      findings.push(onSession('VOL_ZERO_MOVE', 'warn', date, `${idle.length} bars moved with volume 0`, 'some volume'))
    const ticks = ofSession.filter(isSuspect)
    const [tick] = ticks
    if (tick !== undefined)
      findings.push(
        onSession(
          'EXTENDED_TICK',
          'warn',
          date,
          `${ticks.length} bars, such as ${new Date(tick.start).toISOString().slice(11, 16)} UTC: low ${shown(tick.low)}, high ${shown(tick.high)}`,
          `open ${shown(tick.open)}, close ${shown(tick.close)}`,
        ),
      )
  }
  const regular = new Set(bars.filter(({ phase }) => phase === 'regular').map(({ date }) => date))
  const first = [...regular].reduce<IsoDate | null>(
    (least, date) => (least === null || date < least ? date : least),
    null,
  )
  const sessions = first === null ? [] : expected.filter((date) => date >= first)
  for (const run of gapsIn(sessions, regular))
    findings.push({
      check: 'GAP',
      severity: 'warn',
      from: run[0],
      to: run.at(-1) ?? run[0],
      observed: `${run.length} of ${sessions.length} sessions without a regular bar`,
      expected: 'bars in every session',
      holds: null,
    })
  return findings
}

/** One finding a session, though several of its bars may be off. */
function unitsOf(bars: readonly IntradayBar[], about: Omit<Priced, 'bars'>): readonly Finding[] {
  const inOrder = bars.every(({ start }, at) => at === 0 || start > (bars[at - 1]?.start ?? start))
  const sorted = inOrder ? bars : bars.toSorted((a, b) => a.start - b.start)
  const told = checkUnits({ ...about, bars: sorted }).map(({ price: _, ...finding }) => finding)
  return [...Map.groupBy(told, ({ check, from }) => `${check} ${from}`).values()].flatMap((same) => same.slice(0, 1))
}

/** EXTENDED_TICK: a high or low outside regular hours that the bar's own open and close do not support. */
export const isSuspect = ({ phase, open, high, low, close }: IntradayBar): boolean =>
  phase !== 'regular' &&
  (high > Math.max(open, close) * (1 + EXTENDED_LIMIT) || low < Math.min(open, close) * (1 - EXTENDED_LIMIT))

function bySession(bars: readonly IntradayBar[]): ReadonlyMap<IsoDate, readonly IntradayBar[]> {
  const sessions = new Map<IsoDate, IntradayBar[]>()
  for (const bar of bars) {
    const known = sessions.get(bar.date)
    if (known === undefined) sessions.set(bar.date, [bar])
    else known.push(bar)
  }
  return sessions
}
