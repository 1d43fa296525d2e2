import { barDup } from '../checks/answer/barDup.ts'
import { barLive } from '../checks/answer/barLive.ts'
import { barNonpos, isNotPositive } from '../checks/answer/barNonpos.ts'
import { barNotSession } from '../checks/answer/barNotSession.ts'
import { finding, on } from '../checks/check.ts'
import type { Finding } from '../checks/finding.ts'
import { closeOf, isLive } from '../checks/state.ts'
import { type Calendar, isClosed } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import type { SourceBar } from '../sources/priceSource.ts'
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
      const { open, high, low, close, volume } = bar
      const values = { open, high, low, close, volume }
      findings.push(finding(barNonpos, { ...on(date), evidence: { kind: 'bar', values } }))
      continue
    }
    const session = calendar?.session(date) ?? null
    if (calendar !== null && isClosed(calendar, date)) {
      findings.push(finding(barNotSession, { ...on(date), evidence: { kind: 'bar', values: { close: bar.close } } }))
      continue
    }
    const ends = closes.get(date) ?? closeOf(date, calendar, zone)
    closes.set(date, ends)
    const startsAtOpen = session === null ? !bar.isLastTrade : start === session.opens
    const live = isLive(now, ends, daily && bar.isLastTrade, startsAtOpen)
    if (live && daily) {
      const values = { seen: new Date(now).toISOString() }
      findings.push(finding(barLive, { ...on(date), evidence: { kind: 'seen', values } }))
    }
    const last = admitted.at(-1)
    if (last !== undefined && (daily ? last.date === date : last.start === start)) {
      const equal = (['open', 'high', 'low', 'close', 'volume'] as const).every((field) => last[field] === bar[field])
      const values = { volume: last.volume, otherVolume: bar.volume, close: last.close, otherClose: bar.close }
      const severity = equal ? 'info' : 'warn'
      findings.push(finding(barDup, { ...on(date), severity, evidence: { kind: 'pair', values } }))
      // Bars are in order, so this is the later one. Where they differ, nothing says yet which one stays.
      admitted[admitted.length - 1] = { ...bar, live: live || !equal, closes: ends }
    } else admitted.push({ ...bar, live, closes: ends })
  }
  return { bars: admitted, findings }
}
