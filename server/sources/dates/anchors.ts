import { dayOf } from '../../market/day.ts'
import { moment } from '../../market/moment.ts'
import { dateAt } from '../../market/zone.ts'
import { oneDay, type Span } from './span.ts'
import { type Token, tokensOf } from './token.ts'

/** A known event that phrases of a text may be counted from. */
export interface Anchor {
  readonly id: string
  readonly label: string
  readonly aliases?: readonly string[] | undefined
  /** A date, week, month, quarter, year or instant, as the store writes them. */
  readonly date: string
}

interface Name {
  readonly id: string
  readonly span: Span
  readonly words: readonly string[]
}

/** Names of known events by their first word. */
export type Names = ReadonlyMap<string, readonly Name[]>

/** Words of a name that are looked at. */
const LONGEST = 16

function spanOf(text: string, zone: string): Span {
  const time = moment(text)
  if (time === null)
    throw new RangeError(`Cannot read the date of an anchor, "${text}": expected a date such as 2023-11-17`)
  if (time.kind === 'interval') return { from: dayOf(time.from), to: dayOf(time.to), precision: time.unit }
  return oneDay(dayOf(time.kind === 'date' ? time.date : dateAt(zone, time.at)))
}

/** @throws RangeError for an anchor whose date is none */
export function namesOf(anchors: readonly Anchor[], zone: string): Names {
  const names = new Map<string, Name[]>()
  for (const { id, label, aliases = [], date } of anchors) {
    const span = spanOf(date, zone)
    for (const alias of [label, ...aliases]) {
      const words = tokensOf(alias.slice(0, 200))
        .slice(0, LONGEST)
        .map(({ lower }) => plain(lower))
      const [first] = words
      if (first !== undefined) names.set(first, [...(names.get(first) ?? []), { id, span, words }])
    }
  }
  return names
}

const plain = (text: string) => (text === '’' || text === '‘' ? "'" : text)

/** The longest name that begins at a token. */
export function nameAt(
  names: Names,
  tokens: readonly Token[],
  at: number,
): { readonly to: number; readonly id: string; readonly span: Span } | null {
  let best: { to: number; id: string; span: Span } | null = null
  for (const { id, span, words } of names.get(plain(tokens[at]?.lower ?? '')) ?? []) {
    if (best !== null && at + words.length <= best.to) continue
    if (words.every((word, index) => plain(tokens[at + index]?.lower ?? '') === word))
      best = { to: at + words.length, id, span }
  }
  return best
}
