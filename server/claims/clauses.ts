import { daysOf } from './day.ts'
import { ownerAt } from './owner.ts'
import type { ReadSentence } from './sentence.ts'
import { figuresIn, moveVerbs } from './speech.ts'

/** What joins two statements of a sentence, in both languages. */
const joint =
  /;\s|,?\s(?:and|but|while|whereas|then|before|after|dan|tetapi|namun|sementara|sedangkan|lalu|kemudian|sebelum|setelah|usai)\s|,\s(?!\uE000)/giu

/**
 * The moves that a sentence tells, each with the words of its own clause: "fell 1.7% on Friday and rose 2% on Monday" are two
 * statements of two days. A sentence is parted only where each part has a verb of a move, a percentage and a day of its own;
 * any other stays one.
 */
export function movesOf(sentence: ReadSentence): readonly ReadSentence[] {
  const { text, start } = sentence
  const days = daysOf(sentence).map((one) => ({ start: one.start - start, end: one.end - start }))
  if (days.length < 2) return [sentence]
  // A date's own commas part nothing.
  const masked = days.reduce(
    (some, day) => some.slice(0, day.start) + '\uE000'.repeat(day.end - day.start) + some.slice(day.end),
    text,
  )
  const verbs = [...masked.matchAll(new RegExp(moveVerbs.source, 'giu'))].map(({ index }) => index)
  const percents = figuresIn(text, 'en').filter(({ unit }) => unit === 'percent')
  const isWhole = (from: number, to: number) =>
    [verbs, percents.map((one) => one.start), days.map((one) => one.start)].every((places) =>
      places.some((at) => at >= from && at < to),
    )
  const parts: ReadSentence[] = []
  let from = 0
  for (const { index, 0: word } of masked.matchAll(joint)) {
    // The rest must be a statement too, or it belongs to the last one.
    if (!isWhole(from, index) || !isWhole(index, text.length)) continue
    parts.push(part(sentence, from, index))
    from = index + word.length
  }
  if (from === 0) return [sentence]
  const told = [...parts, part(sentence, from, text.length)].filter((one) => !isOfAnother(one))
  return told.length === 0 ? [sentence] : told
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

/** A part of a sentence as a sentence of its own; one that names nobody is about whom the sentence is about. */
function part(sentence: ReadSentence, from: number, to: number): ReadSentence {
  const [start, end] = [sentence.start + from, sentence.start + to]
  const named = sentence.named
    .filter((one) => one.start >= from && one.end <= to)
    .map((one) => ({ ...one, start: one.start - from, end: one.end - from }))
  const own = [...new Set(named.filter(({ isSubject }) => isSubject).map(({ symbol }) => symbol))]
  return {
    ...sentence,
    text: sentence.text.slice(from, to),
    start,
    named,
    subjects: own.length > 0 ? own : sentence.subjects,
    mentions: sentence.mentions.filter((one) => one.start >= start && one.end <= end),
  }
}
