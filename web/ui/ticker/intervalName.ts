import type { Interval } from '../../../server/market/bar.ts'
import type { Words } from '../../i18n/words.ts'

/** What bars of a length are called where the reader chooses one. */
export const intervalName = (interval: Interval, text: Words['page']): string =>
  interval === '1d' ? text.daily : interval === '1h' ? text.hourly : text.minutes(Number.parseInt(interval, 10))
