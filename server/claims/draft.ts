import type { IsoDate } from '../market/day.ts'
import { weekday } from '../market/day.ts'
import type { DateLanguage } from '../sources/dates.ts'
import { says } from './claim.ts'
import type { FactsOrNone, FactsWanted, SessionFacts } from './facts.ts'
import type { ReadSentence } from './find.ts'
import { causesIn, directionAt, figuresIn } from './speech.ts'

/** What a figure, date or causal word of a draft is, beside what is stored. */
export const marks = ['right', 'rounded', 'wrong', 'not ours'] as const
export type Mark = (typeof marks)[number]

export interface Marked {
  readonly kind: 'figure' | 'date' | 'cause'
  readonly text: string
  /** Place in the draft, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly mark: Mark
  /** What stands in its place where it is wrong, or what it was rounded from; null otherwise. */
  readonly figure: string | null
  /** Why, in a sentence. */
  readonly why: string
}

type Ask = (wanted: FactsWanted) => Promise<FactsOrNone>

const percent = (value: number): string =>
  `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value * 100).toFixed(2)} %`
const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const weekdays: ReadonlyMap<string, number> = new Map(
  [
    'sunday|minggu|ahad',
    'monday|senin',
    'tuesday|selasa',
    'wednesday|rabu',
    'thursday|kamis',
    'friday|jumat',
    'saturday|sabtu',
  ].flatMap((row, index) => row.split('|').map((name) => [name, index] as const)),
)

/**
 * Marks each figure, date and causal word of a draft. A figure is compared only where a ticker, a day and a unit bind; all else is
 * not ours. A sentence without a date takes the one before it in its paragraph, one without a company the only one named there.
 */
export async function checkDraft(
  sentences: readonly ReadSentence[],
  language: DateLanguage,
  facts: Ask,
): Promise<readonly Marked[]> {
  const marked: Marked[] = []
  let [symbol, day, event, paragraph] = [
    null as string | null,
    null as IsoDate | null,
    null as ReadSentence['event'],
    -1,
  ]
  for (const sentence of sentences) {
    if (sentence.paragraph !== paragraph) [symbol, day, event, paragraph] = [null, null, null, sentence.paragraph]
    // An index beside a share is what it is compared with; alone it binds its own sentence only.
    const shares = sentence.subjects.filter((one) => !one.startsWith('^'))
    symbol = shares.length > 1 ? null : (shares[0] ?? symbol)
    const [index] = sentence.subjects
    const bound = shares.length === 0 && index !== undefined && !stock.test(sentence.text) ? index : symbol
    const own = sentence.mentions.filter(({ precision }) => precision === 'day' || precision === 'minute')
    day = own[0]?.from ?? day
    event = sentence.event ?? event
    const ask = async (on: IsoDate | null): Promise<FactsOrNone | null> =>
      bound === null || on === null
        ? null
        : facts({ symbol: bound, day: on, event: event?.day === on ? event.id : null })
    for (const mention of sentence.mentions) marked.push(await markedDate(mention, sentence, ask))
    for (const written of figuresIn(sentence.text, language)) {
      const near = nearest(own, sentence.start + written.start)
      marked.push(markedFigure(written, sentence, await ask(near ?? day), bound, near ?? day))
    }
    for (const cause of causesIn(sentence.text)) {
      const found = await ask(day)
      const one = markedCause(cause, sentence, found)
      if (one !== null) marked.push(one)
    }
  }
  return marked.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** The date that stands nearest to a place. */
function nearest(mentions: ReadSentence['mentions'], at: number): IsoDate | null {
  const [best] = [...mentions].sort((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at))
  return best?.from ?? null
}

/** What carries a sentence on to the share named before. */
const stock = /\b(shares?|stocks?|saham(?:nya)?)\b/i
const priceWord = /\babnormal\b/i
const marketWord = /\b(S&P|index|benchmark|indeks|patokan|market)\b/i
const share = /\b(shares?|stocks?|saham|clos\w+|ditutup|fell|rose|turun|naik|melemah|menguat)\b/i

function markedFigure(
  { text, start, end, unit, value, decimals }: ReturnType<typeof figuresIn>[number],
  sentence: ReadSentence,
  found: FactsOrNone | null,
  symbol: string | null,
  day: IsoDate | null,
): Marked {
  const at = { kind: 'figure' as const, text, start: sentence.start + start, end: sentence.start + end }
  const notOurs = (why: string): Marked => ({ ...at, mark: 'not ours', figure: null, why })
  if (unit === 'large') return notOurs('an amount that is no price of a share')
  if (found === null) return notOurs(symbol === null ? 'no one ticker binds it' : 'no day binds it')
  if (found.kind === 'none')
    return notOurs(
      `there is no ${found.missing === 'session' ? `session of ${symbol} on ${day}` : `price of ${symbol}`}`,
    )
  const { facts } = found
  const lead = sentence.text.slice(Math.max(0, start - 60), start)
  if (unit === 'money') {
    if (!/\b(clos\w*|at|to|ditutup|ke|di|pada|level)\b[^.]{0,20}$/i.test(lead) || !share.test(sentence.text))
      return notOurs('no price of a close')
    return compared(at, {
      written: value,
      decimals,
      ours: facts.close,
      full: 2,
      shown: facts.close.toFixed(2),
      what: `the close of ${facts.symbol} on ${facts.session}`,
    })
  }
  if (priceWord.test(lead))
    return facts.abnormal === null
      ? notOurs('the abnormal return could not be estimated')
      : compared(
          at,
          ofReturn(value, decimals, facts.abnormal.ar, `the abnormal return of ${facts.symbol} on ${facts.session}`),
        )
  const direction = directionAt(sentence.text, start)
  if (marketWord.test(lead) && facts.market !== null)
    return compared(
      at,
      ofReturn(value, decimals, facts.market.r, `the return of ${facts.market.symbol} on ${facts.session}`),
    )
  if (direction === null) return notOurs('no verb says what changed by so much')
  const what = `the return of ${facts.symbol} on ${facts.session}`
  if (direction === 'down' ? facts.r >= 0 : facts.r <= 0)
    return { ...at, mark: 'wrong', figure: percent(facts.r), why: `${what} has the other sign` }
  return compared(at, ofReturn(value, decimals, facts.r, what))
}

const ofReturn = (written: number, decimals: number, r: number, what: string) => ({
  written,
  decimals,
  ours: r * 100,
  full: 2,
  shown: percent(r),
  what,
})

/** @param full decimals that a figure is given with here: with fewer it is rounded */
function compared(
  at: Pick<Marked, 'kind' | 'text' | 'start' | 'end'>,
  {
    written,
    decimals,
    ours,
    full,
    shown,
    what,
  }: { written: number; decimals: number; ours: number; full: number; shown: string; what: string },
): Marked {
  if (!says(written, decimals, ours)) return { ...at, mark: 'wrong', figure: shown, why: `${what} is ${shown}` }
  const isExact = decimals >= full || says(written, full, ours)
  return { ...at, mark: isExact ? 'right' : 'rounded', figure: isExact ? null : shown, why: what }
}

async function markedDate(
  { text, start, end, from, precision }: ReadSentence['mentions'][number],
  sentence: ReadSentence,
  ask: (on: IsoDate | null) => Promise<FactsOrNone | null>,
): Promise<Marked> {
  const at = { kind: 'date' as const, text, start, end }
  if (precision !== 'day' && precision !== 'minute')
    return { ...at, mark: 'not ours', figure: null, why: 'no single day' }
  const named = [...text.toLowerCase().matchAll(/\p{L}+/gu)]
    .map(([name]) => weekdays.get(name))
    .find((one) => one !== undefined)
  if (named !== undefined && named !== weekday(from))
    return {
      ...at,
      mark: 'wrong',
      figure: `${names[weekday(from)]} ${from}`,
      why: `${from} is a ${names[weekday(from)]}`,
    }
  const found = share.test(sentence.text) ? await ask(from) : null
  if (found === null) return { ...at, mark: 'not ours', figure: null, why: 'nothing of prices hangs on it' }
  if (found.kind === 'facts') return { ...at, mark: 'right', figure: null, why: `a session of ${found.facts.symbol}` }
  if (found.missing === 'session')
    return { ...at, mark: 'wrong', figure: from, why: 'no session with a price on that day' }
  return { ...at, mark: 'not ours', figure: null, why: 'no stored prices' }
}

/** A causal word is ours only where it explains a move: it is right where the day stands out and the move followed the news. */
function markedCause(
  { text, start, end }: ReturnType<typeof causesIn>[number],
  sentence: ReadSentence,
  found: FactsOrNone | null,
): Marked | null {
  if (!share.test(sentence.text) || directionAt(sentence.text, start) === null) return null
  const at = { kind: 'cause' as const, text, start: sentence.start + start, end: sentence.start + end }
  if (found === null || found.kind === 'none')
    return { ...at, mark: 'not ours', figure: null, why: 'no ticker and day bind it' }
  const { facts } = found
  const test = testOf(facts)
  const part = facts.split?.shareBeforeBarEnd ?? null
  if (part !== null && part > 0.5)
    return {
      ...at,
      mark: 'wrong',
      figure: `${Math.round(part * 100)} %`,
      why: `${Math.round(part * 100)} % of the move came before the news or in its bar${test}`,
    }
  const { abnormal } = facts
  if (abnormal === null || abnormal.p >= facts.alpha)
    return { ...at, mark: 'not ours', figure: null, why: `the session is not told from a normal one${test}` }
  return part === null
    ? {
        ...at,
        mark: 'not ours',
        figure: null,
        why: `the session stands out${test}; what moved it prices do not say without the minute of the news`,
      }
    : { ...at, mark: 'right', figure: null, why: `the session stands out${test}, and the move followed the news` }
}

const testOf = ({ abnormal }: SessionFacts): string =>
  abnormal === null
    ? ''
    : ` (abnormal return ${percent(abnormal.ar)}, t = ${abnormal.t.toFixed(2)}, p = ${abnormal.p.toFixed(3)})`
