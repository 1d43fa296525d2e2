import type { IsoDate } from '../market/day.ts'
import { weekday } from '../market/day.ts'
import { datelineEnd } from '../sources/article/dateline.ts'
import type { DateLanguage } from '../sources/dates/languages.ts'
import { isNegated } from './aside.ts'
import { daysInTurn } from './clauses.ts'
import { daySaid, daysOf, timesOf } from './day.ts'
import type { FactsOrNone, FactsWanted } from './facts.ts'
import { type Judged, judgeFigure, type Mark } from './figure.ts'
import { ownerAt } from './owner.ts'
import type { ReadSentence } from './sentence.ts'
import { causesIn, directionAt, figuresIn } from './speech.ts'
import { type Why, weekdayNames, why } from './why.ts'

export interface Marked extends Judged {
  readonly kind: 'figure' | 'date' | 'cause'
  readonly text: string
  /** Place in the draft, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

type Ask = (wanted: FactsWanted) => Promise<FactsOrNone>

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
    const own = daysOf(sentence)
    const said = daySaid(sentence)
    if (own.length > 0) day = said.kind === 'day' ? said.day : null
    event = sentence.event ?? event
    const ask = async (on: IsoDate | null, whose = bound): Promise<FactsOrNone | null> =>
      whose === null || on === null
        ? null
        : facts({ symbol: whose, day: on, event: event?.day === on ? event.id : null })
    for (const mention of sentence.mentions) marked.push(await markedDate(mention, sentence, ask))
    const turns = daysInTurn(sentence)
    for (const written of figuresIn(sentence.text, language)) {
      const on = turns.get(written.start)?.from ?? dayAt(sentence, own, sentence.start + written.start, day)
      const owner = ownerAt(sentence.text, written.start, written.end, sentence.named)
      const whose = owner.kind === 'ticker' ? owner.symbol : bound
      const found = owner.kind === 'unknown' ? null : await ask(on, whose)
      const { start, end, text } = written
      marked.push({
        kind: 'figure',
        text,
        start: sentence.start + start,
        end: sentence.start + end,
        ...judgeFigure(written, sentence.text, sentence.named, owner, whose, on, found),
      })
    }
    for (const cause of causesIn(sentence.text)) {
      const found = await ask(day)
      const one = markedCause(cause, sentence, found)
      if (one !== null) marked.push(one)
    }
  }
  return marked.sort((a, b) => a.start - b.start || a.end - b.end)
}

/**
 * The day that a figure is said of: that of the date nearest to it, and the day before it where its sentence names no time.
 * None where the nearest words of time are a span, or were not read: they may mean any day.
 *
 * @param own dates of the sentence that are days
 * @param carried the day that an earlier sentence named
 */
function dayAt(
  sentence: ReadSentence,
  own: ReadSentence['mentions'],
  at: number,
  carried: IsoDate | null,
): IsoDate | null {
  const { start, mentions } = sentence
  const told = start + datelineEnd(sentence.text)
  const spans = mentions.filter((one) => !own.includes(one) && one.start >= told)
  const times = [
    ...timesOf(sentence).map((one) => ({ start: start + one.start, day: one.day })),
    ...(own.length === 0 ? spans.map((one) => ({ start: one.start, day: null })) : []),
  ]
  const [best] = times.sort((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at))
  return best === undefined ? carried : best.day
}

/** What carries a sentence on to the share named before. */
const stock = /\b(shares?|stocks?|saham(?:nya)?)\b/i
const share = /\b(shares?|stocks?|saham|clos\w+|ditutup|fell|rose|turun|naik|melemah|menguat)\b/i

/** A date that names a weekday is of that weekday; one that a price is said of is a session. */
async function markedDate(
  { text, start, end, from, precision }: ReadSentence['mentions'][number],
  sentence: ReadSentence,
  ask: (on: IsoDate | null) => Promise<FactsOrNone | null>,
): Promise<Marked> {
  const marked = (mark: Mark, reason: Why, figure: string | null = null): Marked => ({
    kind: 'date',
    text,
    start,
    end,
    mark,
    figure,
    why: reason,
  })
  if (precision !== 'day' && precision !== 'minute') return marked('not ours', why('span'))
  const named = [...text.toLowerCase().matchAll(/\p{L}+/gu)]
    .map(([name]) => weekdays.get(name))
    .find((one) => one !== undefined)
  const own = weekday(from)
  if (named !== undefined && named !== own)
    return marked('wrong', why('weekday', { day: from, weekday: own }), `${weekdayNames[own]} ${from}`)
  // A paper may be written on a day without a session.
  const isDateline = start < sentence.start + datelineEnd(sentence.text)
  const found = share.test(sentence.text) && !isDateline ? await ask(from) : null
  if (found === null) return marked('not ours', why('idle_date'))
  if (found.kind === 'facts') return marked('right', why('session_of', { symbol: found.facts.symbol }))
  return found.missing === 'session'
    ? marked('wrong', why('closed_day', { day: from }), from)
    : marked('not ours', why('unstored'))
}

/** A causal word is ours only where it explains a move: it is right where the day stands out and the move followed the news. */
function markedCause(
  { text, start, end }: ReturnType<typeof causesIn>[number],
  sentence: ReadSentence,
  found: FactsOrNone | null,
): Marked | null {
  if (!share.test(sentence.text) || directionAt(sentence.text, start) === null) return null
  const marked = (mark: Mark, reason: Why, figure: string | null = null): Marked => ({
    kind: 'cause',
    text,
    start: sentence.start + start,
    end: sentence.start + end,
    mark,
    figure,
    why: reason,
  })
  if (isNegated(sentence.text)) return marked('not ours', why('unhappened'))
  if (found === null || found.kind === 'none') return marked('not ours', why('unbound_cause'))
  const { abnormal, split, alpha } = found.facts
  const test = abnormal === null ? {} : { ar: abnormal.ar, t: abnormal.t, p: abnormal.p }
  const part = split?.shareBeforeBarEnd ?? null
  if (part !== null && part > 0.5)
    return marked('wrong', why('before_news', { ...test, share: part }), `${Math.round(part * 100)} %`)
  if (abnormal === null || abnormal.p >= alpha) return marked('not ours', why('normal_day', test))
  return part === null ? marked('not ours', why('unknown_minute', test)) : marked('right', why('after_news', test))
}
