import { type Atom, gap, isDate, within } from './atom.ts'
import type { Language } from './language.ts'
import type { Context } from './meaning.ts'
import { later, weekdayFrom } from './previous.ts'
import { moved, type Span, unitAround } from './span.ts'
import type { Token } from './token.ts'

/** Tokens back in which what happened must have been told for "the announcement" to mean it. */
const TOLD = 40

/** "Three days after the announcement", "sehari setelah pengumuman itu": the end of the words for the mention before. */
function happeningAt(tokens: readonly Token[], at: number, { happenings }: Language): number | null {
  const [first, second] = [tokens[at], tokens[at + 1]]
  if (first === undefined) return null
  if (happenings.has(first.lower) && /^(itu|tersebut|ini)$/.test(second?.lower ?? '')) return at + 2
  if (!/^(the|that|this|his|her|its|their)$/.test(first.lower) || !happenings.has(second?.lower ?? '')) return null
  const next = tokens[at + 2]
  if (next !== undefined && next.kind === 'word' && next.capital) return null
  if (/^(of|in|at|by)$/.test(next?.lower ?? '')) return null
  if (first.lower === 'that' || first.lower === 'this') return at + 2
  const stem = (second?.lower ?? '').slice(0, 5)
  for (let back = at - 1; back >= Math.max(0, at - TOLD); back--)
    if (tokens[back]?.lower.startsWith(stem.length < 5 ? stem.slice(0, 4) : stem)) return at + 2
  return null
}

/** "A day before the OpenAI dispute", "three days after November 17"; a count of nothing known says nothing. */
export function offsets(
  atoms: readonly Atom[],
  tokens: readonly Token[],
  language: Language,
): readonly (Atom & { event?: string })[] {
  const joined: (Atom & { event?: string })[] = []
  for (let index = 0; index < atoms.length; index++) {
    const atom = atoms[index] as Atom
    if (atom.meaning.kind !== 'offset') {
      if (atom.meaning.kind !== 'name') joined.push(atom)
      continue
    }
    const { count, unit, whole, alone, weekday } = atom.meaning
    const next = atoms[index + 1]
    const words = next === undefined ? null : gap(tokens, atom.to, next.from, 3)
    if (
      next !== undefined &&
      within(words, language.fillers) &&
      (next.meaning.kind === 'name' || (isDate(next.meaning) && count !== 0))
    ) {
      const away = (span: Span | null) =>
        span && weekday !== undefined
          ? weekdayFrom(weekday, count < 0 ? 'before' : 'after').resolve({ previous: span } as Context)
          : span && (whole && unit !== 'day' ? unitAround(span.from, unit, count) : moved(span, count, unit))
      const { meaning } = next
      if (meaning.kind === 'name') {
        const resolve = () => away(meaning.span)
        joined.push({
          from: atom.from,
          to: next.to,
          meaning: { kind: 'date', counted: 'absolute', resolve },
          event: meaning.id,
        })
      } else if (isDate(meaning)) {
        const resolve = (context: Context) => away(meaning.resolve(context))
        joined.push({ from: atom.from, to: next.to, meaning: { kind: 'date', counted: meaning.counted, resolve } })
      }
      index++
      continue
    }
    const told = alone === null && weekday === undefined && count !== 0 ? later(count, unit) : alone
    const happening = told === null ? null : happeningAt(tokens, atom.to, language)
    if (told !== null && happening !== null) {
      joined.push({ from: atom.from, to: happening, meaning: told })
      continue
    }
    const after = tokens[atom.to]
    const ended =
      after === undefined ||
      (after.kind === 'mark' && !/^["“‘'’]$/.test(after.text)) ||
      after.sentence !== tokens[atom.to - 1]?.sentence
    if (alone !== null && ended) joined.push({ ...atom, meaning: alone })
  }
  return joined
}
