import { computed, signal } from '@preact/signals'
import { placeName, zoneOf } from '../../core/zones.ts'
import type { State } from '../state.ts'

/** Moments and lengths of time as the data page writes them. */
export function makeMoments({ page, view, words, format, market }: State) {
  const zone = computed(() => zoneOf(view.value.zone, market.zoneOfExchange.value))
  /** UTC milliseconds, moved once a second while somebody watches. */
  const clock = signal(page.Date.now())

  /** A moment in the clock that was chosen, which is named. */
  const when = (iso: string): string => `${format.value.instant(iso, zone.value)} ${placeName(zone.value)}`

  return {
    clock,
    when,
    /** A moment of these days: the time, and the day before it when that is another one. */
    recent: (iso: string): string =>
      iso.slice(0, 10) === new Date(clock.value).toISOString().slice(0, 10)
        ? `${format.value.clock(iso, zone.value)} ${placeName(zone.value)}`
        : when(iso),
    /** Milliseconds as a length of time of two units at most. */
    duration(ms: number): string {
      const text = words('data')
      const seconds = Math.max(0, Math.round(ms / 1000))
      if (seconds < 60) return text.seconds(String(seconds))
      if (seconds < 3600) return text.minutes(String(Math.floor(seconds / 60)), String(seconds % 60))
      return text.hours(String(Math.floor(seconds / 3600)), String(Math.floor(seconds / 60) % 60))
    },
    /** Moves the clock. @returns ends that */
    watchClock(): () => void {
      const timer = page.setInterval(() => {
        clock.value = page.Date.now()
      }, 1000)
      return () => page.clearInterval(timer)
    },
  }
}
