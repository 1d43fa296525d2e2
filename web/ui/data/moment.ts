import { computed, signal } from '@preact/signals'
import { placeName, zoneOf } from '../../core/zones.ts'
import { dataWords } from '../../i18n/dataText.ts'
import { format } from '../../i18n/format.ts'
import { zoneOfExchange } from '../../state/ticker/market.ts'
import { view } from '../../state/view.ts'

const zone = computed(() => zoneOf(view.value.zone, zoneOfExchange.value))

/** A moment as the page writes it, in the clock that was chosen, which is named. */
export const when = (iso: string): string => `${format.value.instant(iso, zone.value)} ${placeName(zone.value)}`

/** A moment of these days: the time, and the day before it when that is another one. */
export const recent = (iso: string): string =>
  iso.slice(0, 10) === new Date(wallClock.value).toISOString().slice(0, 10)
    ? `${format.value.clock(iso, zone.value)} ${placeName(zone.value)}`
    : when(iso)

/** Milliseconds as a length of time of two units at most. */
export function duration(ms: number): string {
  const words = dataWords.value
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return words.seconds(String(seconds))
  if (seconds < 3600) return words.minutes(String(Math.floor(seconds / 60)), String(seconds % 60))
  return words.hours(String(Math.floor(seconds / 3600)), String(Math.floor(seconds / 60) % 60))
}

/** UTC milliseconds, moved once a second while somebody watches. */
export const wallClock = signal(Date.now())

export function watchClock(): () => void {
  const beat = setInterval(() => {
    wallClock.value = Date.now()
  }, 1000)
  return () => clearInterval(beat)
}

export const count = (value: number): string => format.value.plain(value, 0)
