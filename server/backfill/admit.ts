import { type Finding, onSession, shown } from '../checks/finding.ts'
import { isNotPositive } from '../checks/shape.ts'
import { closeOf, isLive } from '../checks/state.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import type { SourceBar } from '../sources/yahoo/read.ts'
import type { Window } from './plan.ts'

/** A bar that may be stored, and whether its session is still being written. */
export interface Admitted extends SourceBar {
  readonly live: boolean
  readonly closes: Instant
}

export interface Admission {
  readonly bars: readonly Admitted[]
  readonly findings: readonly Finding[]
}

interface Circumstances {
  readonly calendar: Calendar | null
  readonly zone: string
  readonly now: Instant
  readonly window: Window
  /** Minutes of a bar; null for a session. */
  readonly minutes: number | null
}

/** Turns away what can not be a bar: BAR_NONPOS, BAR_NOT_SESSION; settles BAR_DUP; marks BAR_LIVE. */
export function admit(bars: readonly SourceBar[], { calendar, zone, now, window, minutes }: Circumstances): Admission {
  const daily = minutes === null
  const findings: Finding[] = []
  const admitted: Admitted[] = []
  const closes = new Map<IsoDate, Instant>()
  for (const bar of bars) {
    const { date, start } = bar
    if (date < window.from || date > window.to) continue
    // The last trade of a running session comes as a row of its own, at its own second: it starts no bar.
    if (minutes !== null && bar.isLastTrade && start % (Math.min(minutes, 30) * 60_000) !== 0) continue
    if (isNotPositive(bar)) {
      const said = `open ${shown(bar.open)}, high ${shown(bar.high)}, low ${shown(bar.low)}, close ${shown(bar.close)}, volume ${bar.volume}`
      findings.push(onSession('BAR_NONPOS', 'error', date, said, 'prices above zero'))
      continue
    }
    const session = calendar?.session(date) ?? null
    if (calendar !== null && session === null && date >= calendar.from && date <= calendar.to) {
      findings.push(onSession('BAR_NOT_SESSION', 'error', date, `a bar, close ${shown(bar.close)}`, 'no session'))
      continue
    }
    const ends = closes.get(date) ?? closeOf(date, calendar, zone)
    closes.set(date, ends)
    const startsAtOpen = session === null ? !bar.isLastTrade : start === session.opens
    const live = isLive(now, ends, daily && bar.isLastTrade, startsAtOpen)
    if (live && daily)
      findings.push(
        onSession('BAR_LIVE', 'info', date, `seen ${new Date(now).toISOString()}`, 'an hour after the close'),
      )
    const last = admitted.at(-1)
    if (last !== undefined && (daily ? last.date === date : last.start === start)) {
      const equal = (['open', 'high', 'low', 'close', 'volume'] as const).every((field) => last[field] === bar[field])
      findings.push(
        onSession(
          'BAR_DUP',
          equal ? 'info' : 'warn',
          date,
          `volume ${last.volume} and ${bar.volume}, close ${shown(last.close)} and ${shown(bar.close)}`,
          'one bar',
        ),
      )
      // Bars are in order, so this is the later one. Where they differ, nothing says yet which one stays.
      admitted[admitted.length - 1] = { ...bar, live: live || !equal, closes: ends }
    } else admitted.push({ ...bar, live, closes: ends })
  }
  return { bars: admitted, findings }
}
