import { isoDate } from '../../../server/market/day.ts'
import type { Over } from '../address.ts'

/** The bars at the two ends of a ruler: a session by its date, a bar within the day by the minute of UTC at which it begins. */
export type RulerEnds = readonly [from: string, to: string]

/** The ruler of an address; null: none, or an unreadable one. */
export function rulerOf({ ru = '' }: Over): RulerEnds | null {
  const [from, to, more] = ru.split('..')
  return from !== undefined && to !== undefined && more === undefined && isEnd(from) && isEnd(to) ? [from, to] : null
}

const isEnd = (text: string): boolean => {
  const [, date = '', hour = '0', minute = '0'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d)Z)?$/.exec(text) ?? []
  return isoDate(date) !== null && Number(hour) < 24 && Number(minute) < 60
}

/** The same address with another ruler, or with none. */
export function withRuler({ ru: _, ...over }: Over, ends: RulerEnds | null): Over {
  return ends === null ? over : { ...over, ru: ends.join('..') }
}
