import type { IsoDate } from '../market/day.ts'
import { clauseBefore, unsaidOf } from './aside.ts'
import { says } from './claim.ts'
import type { FactsOrNone, SessionFacts } from './facts.ts'
import { type NamedHere, type Owner, ownDirection } from './owner.ts'
import { directionAt, type WrittenFigure } from './speech.ts'
import { type Measure, shownOf, type Why, type WhyCode, why } from './why.ts'

/** What a figure, date or causal word of a draft is, beside what is stored. */
export const marks = ['right', 'rounded', 'wrong', 'not ours'] as const
export type Mark = (typeof marks)[number]

/** A mark with its reason; `figure` is what stands in its place where it is wrong, or what it was rounded from. */
export interface Judged {
  readonly mark: Mark
  readonly figure: string | null
  readonly why: Why
}

/** Index whose return stands beside every session: its figures in a sentence about a share. */
const marketWord = /\b(S&P|index|benchmark|indeks|patokan|market)\b/i
const abnormalWord = /\babnormal\b/i
/** Moves within the session: the furthest price, not the close. */
const furthest =
  /\b(as much as|as low as|as high as|at one point|intraday|sempat|sebanyak-banyaknya)\b|\b(?:up to|hingga|sampai)\s*$/i
const moreThan = /\b(more than|over|above|at least|lebih dari|di atas|sedikitnya|setidaknya)\s*$/i
const lessThan = /\b(nearly|almost|less than|just under|under|below|hampir|kurang dari|di bawah|nyaris)\s*$/i

const notOurs = (code: WhyCode, values: Why['values'] = {}): Judged => ({
  mark: 'not ours',
  figure: null,
  why: why(code, values),
})

/** In capitals, as symbols are. Without a sign beside it a text may mean a word: NOW, ALL, IT. */
const SYMBOL = /^[A-Z]{1,5}([.-][A-Z])?$/

/**
 * Holds one figure of a sentence against the session that it binds. Percentages are of the session's return on total-return
 * basis, or on price alone where that is what was written; money is a close, an opening, the highest or lowest price or the
 * change from the close before, by the words that lead to it.
 *
 * @param found what was wanted of prices for the figure's own ticker and day; null where none binds it
 */
export function judgeFigure(
  written: WrittenFigure,
  text: string,
  named: readonly NamedHere[],
  owner: Owner,
  symbol: string | null,
  day: IsoDate | null,
  found: FactsOrNone | null,
): Judged {
  if (owner.kind === 'unknown')
    return notOurs('other_name', { name: owner.name, ...(SYMBOL.test(owner.name) && { symbol: owner.name }) })
  if (written.unit === 'large' && !isVolume(written, text)) return notOurs('no_price')
  if (found === null) return notOurs(symbol === null ? 'no_ticker' : 'no_day')
  const asked = symbol === null ? {} : { symbol }
  if (found.kind === 'none')
    return found.missing === 'session'
      ? notOurs('no_session', { ...asked, ...(day === null ? {} : { day }) })
      : notOurs('no_prices', asked)
  const { facts } = found
  switch (written.unit) {
    case 'large':
      return facts.volume === null
        ? notOurs('no_price')
        : compared(written, text, facts, 'volume', facts.volume, 1 / sizeOf(written.text))
    case 'points':
      return facts.symbol.startsWith('^')
        ? compared(written, text, facts, 'points', facts.close - facts.previousClose, 1)
        : notOurs('no_price')
    case 'money':
      return judgeMoney(written, text, facts)
    case 'percent':
      return judgePercent(written, text, named, facts)
  }
}

const sizeOf = (text: string): number =>
  /billion|miliar|bn/i.test(text) ? 1e9 : /trillion|triliun|tn/i.test(text) ? 1e12 : 1e6

/** "40.2 million shares changed hands". */
function isVolume({ text, end }: WrittenFigure, sentence: string): boolean {
  return (
    !/[$€£¥]|Rp/.test(text) &&
    /^\s*(?:\p{Lu}\p{L}*\s+){0,2}(?:of its )?(?:shares|saham|lembar)/u.test(sentence.slice(end, end + 40)) &&
    /\b(changed hands|trad\w+|volume|berpindah tangan|diperdagangkan|ditransaksikan)\b/i.test(sentence)
  )
}

function judgePercent(written: WrittenFigure, text: string, named: readonly NamedHere[], facts: SessionFacts): Judged {
  const { start, end } = written
  const lead = clauseBefore(text, start)
  if (abnormalWord.test(lead))
    return facts.abnormal === null
      ? notOurs('no_estimate')
      : compared(written, text, facts, 'abnormal_return', facts.abnormal.ar, 100)
  const unsaid = unsaidOf(text, start, end)
  if (unsaid !== null) return notOurs(unsaid)
  const direction = ownDirection(text, start, end, named)
  if (marketWord.test(lead) && facts.market !== null && !facts.symbol.startsWith('^'))
    return compared(written, text, { ...facts, symbol: facts.market.symbol }, 'market_return', facts.market.r, 100)
  if (direction === null) return notOurs('no_verb')
  const price = facts.close / facts.previousClose - 1
  if (furthest.test(lead)) {
    const edge = direction === 'down' ? facts.low : facts.high
    if (edge === null) return notOurs('no_price')
    return compared(
      written,
      text,
      facts,
      direction === 'down' ? 'lowest_move' : 'highest_move',
      edge / facts.previousClose - 1,
      100,
    )
  }
  // On an ex-dividend day news writes the change of the price alone: either basis is right.
  const all = [facts.r, price].map((r) =>
    (direction === 'down' ? r < 0 : r > 0)
      ? compared(written, text, facts, 'return', r, 100)
      : ({
          mark: 'wrong',
          figure: shownOf('return', r),
          why: why('other_sign', { measure: 'return', symbol: facts.symbol, session: facts.session, ours: r }),
        } satisfies Judged),
  )
  return all.find(({ mark }) => mark !== 'wrong') ?? (all[0] as Judged)
}

function judgeMoney(written: WrittenFigure, text: string, facts: SessionFacts): Judged {
  if (!inCurrency(written.text, facts.symbol)) return notOurs('other_currency')
  const lead = clauseBefore(text, written.start)
  if (/\btargets?\b|\btarget harga\b/i.test(lead)) return notOurs('target')
  if (/^\s*(?:a|per|an?) (?:share|saham)/i.test(text.slice(written.end, written.end + 12))) return notOurs('no_close')
  const on = (measure: Measure, ours: number | null): Judged =>
    ours === null ? notOurs('no_price') : compared(written, text, facts, measure, ours, 1)
  const isRecordHigh = /\b(?:record|all-time|52-week|sepanjang masa)\b/i.test(lead)
  if (/\b(open(?:ed|s|ing)?|dibuka)\b/i.test(lead)) return on('open', facts.open)
  if (/\b(clos\w+|ended|ends?|finish\w*|settl\w+|ditutup|berakhir|penutupan)\b/i.test(lead))
    return on('close', facts.close)
  if (/\b(highs?|peak\w*|tertinggi|puncak)\b[^.]{0,15}$/i.test(lead)) {
    const [high, close] = [on('high', facts.high), on('close', facts.close)]
    const best = [high, close].find(({ mark }) => mark !== 'wrong')
    return best ?? (isRecordHigh ? notOurs('no_close') : high)
  }
  if (/\b(lows?|terendah)\b[^.]{0,15}$/i.test(lead)) return isRecordHigh ? notOurs('no_close') : on('low', facts.low)
  if (/\b(from|dari)\s*$/i.test(lead)) {
    const before = on('previous_close', facts.previousClose)
    return before.mark === 'wrong' ? notOurs('no_close') : before
  }
  if (/\b(trad\w+|hover\w+|diperdagangkan)\b/i.test(lead)) {
    const { low, high } = facts
    if (low === null || high === null || (written.value >= low - 0.005 && written.value <= high + 0.005))
      return notOurs('no_close')
    return {
      mark: 'wrong',
      figure: `${low.toFixed(2)} – ${high.toFixed(2)}`,
      why: why('outside_range', { symbol: facts.symbol, session: facts.session, low, high }),
    }
  }
  const direction = directionAt(lead, lead.length)
  if (direction === null) {
    // "Slid from $376.17 to $369.85", "dari US$ 376,17 menjadi US$ 369,85": the verb stands before the other figure.
    return notOurs('no_close')
  }
  if (/\b(?:to|ke|menjadi|di|at)\s+(?:a\s+)?(?:record\s+|level\s+|rekor\s+)?$/i.test(lead))
    return on('close', facts.close)
  if (/\p{L}+\s+(?:by\s+|about\s+|around\s+|sebesar\s+|sekitar\s+)?$/u.test(lead)) {
    const change = facts.close - facts.previousClose
    if (direction === 'down' ? change >= 0 : change <= 0)
      return {
        mark: 'wrong',
        figure: shownOf('change', change),
        why: why('other_sign', { measure: 'change', symbol: facts.symbol, session: facts.session, ours: change }),
      }
    return on('change', change)
  }
  return notOurs('no_close')
}

/** Prices are in the currency of the ticker's exchange; without a code in the symbol that is the US dollar. */
function inCurrency(written: string, symbol: string): boolean {
  const isRupiah = /^Rp/.test(written)
  if (symbol.endsWith('.JK')) return isRupiah
  return !isRupiah && !/^[€£¥]/.test(written) && (!symbol.includes('.') || !/^(?:US)?\$/.test(written))
}

/**
 * @param ours the figure of the measure, a fraction, price or count
 * @param scale what it is multiplied with to be in the unit that was written
 */
function compared(
  written: WrittenFigure,
  text: string,
  facts: SessionFacts,
  measure: Measure,
  ours: number,
  scale: number,
): Judged {
  const values = { measure, symbol: facts.symbol, session: facts.session, ours }
  const shown = shownOf(measure, ours)
  const lead = clauseBefore(text, written.start)
  const own = Math.abs(ours * scale)
  const { value, decimals } = written
  const [more, less] = [moreThan.test(lead), lessThan.test(lead)]
  if (more && own < value - 1e-9) return { mark: 'wrong', figure: shown, why: why('not_so_much', values) }
  if (less && own > value + 1e-9) return { mark: 'wrong', figure: shown, why: why('not_so_little', values) }
  // "More than 1.5%" of 1.68 % is true; of 7 % it would be true and tell nothing, which is no fault of the figure.
  const isTrue = says(value, decimals, own) || more || /\b(?:less than|kurang dari|below|di bawah)\s*$/i.test(lead)
  if (!isTrue) return { mark: 'wrong', figure: shown, why: why('compared', values) }
  const isExact = !more && !less && (decimals >= 2 || says(value, 2, own))
  return { mark: isExact ? 'right' : 'rounded', figure: isExact ? null : shown, why: why('compared', values) }
}
