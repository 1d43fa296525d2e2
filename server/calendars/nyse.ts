import { shippedCalendar } from './shipped.ts'

/** New York's exchanges since 1990: when the source is asked again, and what the bundled data trade on. */
export const nyse = shippedCalendar('XNYS')
