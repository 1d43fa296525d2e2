import { isNegated } from './aside.ts'
import { daysOf } from './day.ts'
import { ownerAt } from './owner.ts'
import type { ReadSentence } from './sentence.ts'
import { directionAt, figuresIn, isPriced, moveVerbs } from './speech.ts'

/** What joins two statements of a sentence, in both languages. */
const joint =
  /;\s|,?\s(?:and|but|while|whereas|then|followed by|before|after|dan|tetapi|tapi|namun|melainkan|sementara|sedangkan|lalu|kemudian|disusul|diikuti|serta|sebelum|setelah|usai)\s|,\s(?!\uE000)/giu

/** Words of a clause that leaves its verb to the one before it: "and another 1.3% on Tuesday". */
const short =
  /^(?:[\s,\uE000]|(?:an?|another|further|additional|some|by|about|around|roughly|nearly|almost|more|then|again|on|in|the|during|over|next|trading|session|gain|rise|loss|fall|drop|decline|slide|jump|advance|kenaikan|penurunan|sebesar|sekitar|hampir|lagi|kemudian|lalu|pada|di|hari|sesi|perdagangan)(?=[\s,]|$))*$/iu

/**
 * The moves that a sentence tells, each with the words of its own clause: "fell 1.7% on Friday and rose 2% on Monday" are two
 * statements of two days, and so are "rose 2% on Monday and 1.3% on Tuesday". A sentence is parted only where each part has a
 * percentage and a day of its own, and a verb of a move or nothing but when and how much; any other stays one.
 */
export function movesOf(sentence: ReadSentence): readonly ReadSentence[] {
  const { text, start } = sentence
  const days = daysOf(sentence).map((one) => ({ start: one.start - start, end: one.end - start }))
  if (days.length < 2) return [sentence]
  const turns = daysInTurn(sentence)
  if (turns.size > 0) return inTurn(sentence, turns)
  const masking = (some: string, { start: at, end }: { readonly start: number; readonly end: number }) =>
    some.slice(0, at) + '\uE000'.repeat(end - at) + some.slice(end)
  // A date's own commas part nothing.
  const masked = days.reduce(masking, text)
  const percents = figuresIn(text, 'en').filter(({ unit }) => unit === 'percent')
  const bare = percents.reduce(masking, masked)
  const verbs = [...masked.matchAll(new RegExp(moveVerbs.source, 'giu'))].map(({ index }) => index)
  const isWhole = (from: number, to: number, isFirst: boolean) => {
    const within = (places: readonly number[]) => places.find((at) => at >= from && at < to)
    const [percent, day] = [within(percents.map((one) => one.start)), within(days.map((one) => one.start))]
    if (percent === undefined || day === undefined) return false
    return within(verbs) !== undefined || (!isFirst && short.test(bare.slice(from, Math.max(percent, day))))
  }
  const parts: ReadSentence[] = []
  let from = 0
  for (const { index, 0: word } of masked.matchAll(joint)) {
    // The rest must be a statement too, or it belongs to the last one.
    const next = index + word.length
    if (!isWhole(from, index, from === 0) || !isWhole(next, text.length, false)) continue
    parts.push(part(sentence, from, index, parts.at(-1)))
    from = next
  }
  if (from === 0) return [sentence]
  const told = [...parts, part(sentence, from, text.length, parts.at(-1))].filter((one) => !isOfAnother(one))
  return told.length === 0 ? [sentence] : told
}

/** "Gained 2.1% and 1.2% on Monday and Tuesday, respectively": the first percentage is of the first day, and so on. */
export function daysInTurn(sentence: ReadSentence): ReadonlyMap<number, ReadSentence['mentions'][number]> {
  const days = daysOf(sentence)
  const percents = figuresIn(sentence.text, 'en').filter(({ unit }) => unit === 'percent')
  const isInTurn = /\b(?:respectively|masing-masing)\b/i.test(sentence.text) && percents.length === days.length
  return new Map(isInTurn ? percents.flatMap(({ start }, at) => days.slice(at, at + 1).map((day) => [start, day])) : [])
}

/** The parts of such a sentence, up to its last percentage, each with its day at its head. */
function inTurn(sentence: ReadSentence, turns: ReturnType<typeof daysInTurn>): readonly ReadSentence[] {
  const parts: ReadSentence[] = []
  let from = 0
  for (const { start, end } of figuresIn(sentence.text, 'en')) {
    const day = turns.get(start)
    if (day === undefined) continue
    const own = part(sentence, from, end, parts.at(-1))
    parts.push({ ...own, mentions: [{ ...day, start: own.start, end: own.start }] })
    from = end + (/^[\s,]*(?:(?:and|but|dan|tetapi|lalu)\s+)?/i.exec(sentence.text.slice(end))?.[0].length ?? 0)
  }
  return parts
}

/** Is the move that of a name that nobody knows, or of an index beside the share? */
function isOfAnother({ text, named, subjects }: ReadSentence): boolean {
  const percent = figuresIn(text, 'en').find(({ unit }) => unit === 'percent')
  if (percent === undefined) return false
  if (ownerAt(text, percent.start, percent.end, named).kind === 'unknown') return true
  const lead = text.slice(0, percent.start)
  return (
    named.length === 0 &&
    !subjects.some((symbol) => symbol.startsWith('^')) &&
    /\b(?:index|indeks|benchmark|market|pasar)\b/i.test(lead)
  )
}

/** A part of a sentence as a sentence of its own; one that names nobody is about whom the sentence has named before. */
function part(sentence: ReadSentence, from: number, to: number, before: ReadSentence | undefined): ReadSentence {
  const [start, end] = [sentence.start + from, sentence.start + to]
  const text = sentence.text.slice(from, to)
  const named = sentence.named
    .filter((one) => one.start >= from && one.end <= to)
    .map((one) => ({ ...one, start: one.start - from, end: one.end - from }))
  const own = [...new Set(named.filter(({ isSubject }) => isSubject).map(({ symbol }) => symbol))]
  const percent = figuresIn(text, 'en').find(({ unit }) => unit === 'percent')
  return {
    ...sentence,
    text,
    start,
    named,
    subjects: own.length > 0 ? own : (before?.subjects ?? []),
    mentions: sentence.mentions.filter((one) => one.start >= start && one.end <= end),
    understood: {
      direction: directionAt(text, percent?.start ?? 0, percent?.end) ?? before?.understood?.direction ?? null,
      // Who says no to "fell 1.7% on Friday and 2% on Monday" says no to both.
      isNegated: isNegated(text) || (!moveVerbs.test(text) && (before?.understood?.isNegated ?? false)),
      isPriced: isPriced(text) || (before?.understood?.isPriced ?? false),
    },
  }
}
