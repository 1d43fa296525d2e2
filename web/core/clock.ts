import { dayOf, type IsoDate } from '../../server/market/day.ts'

/** Minutes since 1970 that the wall clock of an ISO time shows, whatever its offset: `2023-11-17T15:28:00-05:00` → 15:28. */
export const wallMinutes = (iso: string): number =>
  dayOf(iso.slice(0, 10) as IsoDate) * 1440 + Number(iso.slice(11, 13)) * 60 + Number(iso.slice(14, 16))

/** Minutes since 1970, UTC, of an ISO time that ends with `Z` or with its offset. */
export function utcMinutes(iso: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) ?? []
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return wallMinutes(iso) - offset
}

/**
 * The wall clock of a zone, in minutes since 1970, at minutes of UTC. A zone's offset is asked for once a day, and on a
 * day that ends with another offset once a quarter of an hour: a chart has many bars.
 *
 * @throws RangeError for a zone that is not known
 */
export function wallClock(zone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  })
  const [days, quarters] = [new Map<number, number>(), new Map<number, number>()]
  const offsetAt = (utc: number): number => {
    const parts = new Map(format.formatToParts(new Date(utc * 60_000)).map(({ type, value }) => [type, value]))
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
    return wallMinutes(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`) - utc
  }
  const known = (offsets: Map<number, number>, at: number, length: number): number => {
    const offset = offsets.get(at) ?? offsetAt(at * length)
    offsets.set(at, offset)
    return offset
  }
  return (utc) => {
    const day = Math.floor(utc / 1440)
    const offset = known(days, day, 1440)
    return utc + (offset === known(days, day + 1, 1440) ? offset : known(quarters, Math.floor(utc / 15), 15))
  }
}
