import type { Calendar } from './calendar.ts'
import { nyse } from './nyse.ts'

/** The calendar that says on which days an instrument trades; null where none does. */
export const tickerCalendar = ({ zone, kind }: { readonly zone: string; readonly kind: string }): Calendar | null =>
  zone === nyse.zone && ['stock', 'index', 'etf', 'fund'].includes(kind) ? nyse : null
