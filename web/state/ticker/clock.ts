import { computed } from '@preact/signals'
import { utcMinutes, wallClock } from '../../core/clock.ts'
import type { Axis } from '../../core/ticker/axis.ts'
import type { BarSeries } from '../../core/ticker/series.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import type { State } from '../state.ts'
import type { Viewport } from './viewport.ts'

/** The clock that the reader chose: every time on the screen is its, and says so. */
export function makeClock({ view, format, words, market }: State, { series }: Viewport) {
  const zone = computed(() => zoneOf(view.value.zone, market.zoneOfExchange.value))
  const place = computed(() => placeName(zone.value))

  /** The places of the axis by that clock: the bars are the same, their dates and hours may be others. */
  const shown = computed((): Axis | null => {
    const all = series.value
    if (all === null || all.axis.minutes === null || zone.value === market.zoneOfExchange.value)
      return all?.axis ?? null
    return axisBy(zone.value, all, all.axis.minutes)
  })

  return {
    zone,
    /** What the clock is called. */
    place,
    shown,
    /** When the bar at a place is of: its session, and of bars within the day when it starts and by which clock. */
    momentAt(index: number, brief = false): string {
      const axis = shown.value
      const date = axis?.dates[index] ?? ''
      const write = format.value
      const day = brief ? write.day(date) : write.weekday(date)
      const minute = axis?.minutes?.[index]
      return minute === undefined || minute === null ? day : `${day} ${clockText(minute, write)} ${place.value}`
    },
    /** What says by which clock times are, where they do not say it themselves. */
    label: computed(() => (view.value.zone === 'utc' ? 'UTC' : words('page').clockOf(place.value))),
  }
}

/** 15:28, of minutes that a wall clock shows. */
export const clockText = (minutes: number, { clock }: { readonly clock: (iso: string, zone: string) => string }) =>
  clock(isoOf(minutes), 'UTC')

const isoOf = (minutes: number): string => new Date(minutes * 60_000).toISOString()

function axisBy(zone: string, { axis, row, prices }: BarSeries, own: readonly number[]): Axis {
  const wall = wallClock(zone)
  let ahead = 0
  const minutes = own.map((minute, i) => {
    const start = prices.start?.[row[i] ?? -1]
    // A lunch break has no bar: it is as far from the exchange's clock as the bar before it.
    if (start !== undefined) ahead = wall(utcMinutes(start)) - minute
    return minute + ahead
  })
  return { ...axis, minutes, dates: minutes.map((minute) => isoOf(minute).slice(0, 10)) }
}

export type Clock = ReturnType<typeof makeClock>
