import type { Zone } from './address.ts'

/** The IANA zone that times are shown in. */
export function zoneOf(zone: Zone, exchange: string): string {
  switch (zone) {
    case 'ny':
      return exchange
    case 'utc':
      return 'UTC'
    case 'local':
      return Intl.DateTimeFormat().resolvedOptions().timeZone
  }
}

/** `America/New_York` → `New York` */
export const placeName = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
