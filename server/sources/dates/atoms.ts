import { type Names, nameAt } from './anchors.ts'
import type { Atom } from './atom.ts'
import { stands } from './classes.ts'
import { isoClockAt } from './clock.ts'
import type { Language } from './language.ts'
import type { Meaning } from './meaning.ts'
import { type NumericRules, numericAt } from './numeric.ts'
import { longest } from './pattern.ts'
import type { Token } from './token.ts'

/** What begins inside a longer word, number or name is no date: `GPT-4`, `3/4`, `$2023`. */
const inside = /^[-/.,$€£¥#@&_+]$/

function begins(tokens: readonly Token[], at: number, language: Language, last: Atom | undefined): boolean {
  const [before, token] = [tokens[at - 1], tokens[at] as Token]
  // The dash of a range: "January-September".
  if (last !== undefined && last.to === at - 1 && before?.text === '-') return true
  if (token.glued && before !== undefined) {
    if (before.kind !== 'mark') return false
    if (inside.test(before.text) && !(before.text === '.' && token.capital)) return false
  }
  // "USA Today": inside a sentence a capital letter makes a name of a word that has none by itself.
  return token.kind !== 'word' || !token.capital || token.first || !language.isName(token.lower)
}

/** What each place of a text can be read as: dates, clocks, counts, and the names of known events. */
export function atomsOf(
  tokens: readonly Token[],
  language: Language,
  names: Names,
  rules: NumericRules,
): readonly Atom[] {
  const atoms: Atom[] = []
  for (let at = 0; at < tokens.length; ) {
    const found = begins(tokens, at, language, atoms.at(-1))
      ? readingAt(tokens, at, language, rules, atoms.at(-1))
      : null
    const name = nameAt(names, tokens, at)
    if (name !== null && (found === null || name.to >= found.to)) {
      atoms.push({ from: at, to: name.to, meaning: { kind: 'name', id: name.id, span: name.span } })
      at = name.to
    } else if (found === null) at++
    else {
      atoms.push({ from: at, ...found })
      at = found.to
      const clock = isoClockAt(tokens, at)
      if (clock === null) continue
      atoms.push({ from: at, to: clock.to, meaning: clock.value as Meaning })
      at = clock.to
    }
  }
  return atoms.flatMap((atom) => listed(atom, tokens, language))
}

/** "14 and 15 November", "November 14 and 15": a day and its neighbours, a mention each. */
function listed(atom: Atom, tokens: readonly Token[], { lists }: Language): readonly Atom[] {
  if (atom.meaning.kind !== 'date' || atom.meaning.sibling === undefined) return [atom]
  const { sibling } = atom.meaning
  const dayOfToken = (at: number): Atom | null => {
    const [token, after] = [tokens[at], tokens[at + 1]]
    if (token?.kind !== 'number' || token.text.length > 2 || token.sentence !== tokens[atom.from]?.sentence) return null
    // "November 6 and 1.1% on November 7" names no 1 November.
    if ((token.glued && tokens[at - 1]?.text !== '(') || !stands(tokens, at)) return null
    const meaning = sibling(Number(token.text))
    const ended =
      after === undefined ||
      after.kind === 'mark' ||
      lists.has(after.lower) ||
      /^(in|at|to|for|with|by|and|were|was|are|will|had|have|di)$/.test(after.lower)
    if (meaning === null || (at > atom.to && !ended)) return null
    return { from: at, to: at + 1, meaning }
  }
  const days: Atom[] = [atom]
  const isJoint = (at: number) => lists.has(tokens[at]?.lower ?? '')
  if (tokens[atom.from]?.kind !== 'number') {
    // "June 13, 14 and 15": a comma joins only where an "and" follows.
    const [first, second] = [dayOfToken(atom.to + 1), dayOfToken(atom.to + 3)]
    if (!isJoint(atom.to) || first === null) return days
    if (tokens[atom.to]?.text !== ',') return [atom, first]
    const isList = isJoint(atom.to + 2) && tokens[atom.to + 2]?.text !== ',' && second !== null
    return isList ? [atom, first, second] : days
  }
  for (let at = atom.from; days.length < 6; at -= 2) {
    const joint = tokens[at - 1]
    // Before the first "and" stands the next to last day, before it commas.
    if (!lists.has(joint?.lower ?? '') || (joint?.text === ',') !== days.length > 1) break
    const before = dayOfToken(at - 2)
    if (before === null) break
    days.unshift(before)
  }
  return days
}

/** The longest reading that begins at a token: of the grammar, of digits, or of a clock. */
function readingAt(
  tokens: readonly Token[],
  at: number,
  language: Language,
  rules: NumericRules,
  last: Atom | undefined,
): { readonly to: number; readonly meaning: Meaning } | null {
  const word = longest(language.grammar, tokens, at)
  const spoken = word !== null && !isFiscal(tokens, at, word.to, language) ? { to: word.to, meaning: word.made } : null
  const clock = language.clock(tokens, at)
  const told = clock === null ? null : { to: clock.to, meaning: clock.value as Meaning }
  const digits = numericAt(tokens, at, language, rules)
  const dated =
    digits !== null && (!digits.loose || isLed(tokens, at, digits.to, language, last))
      ? { to: digits.to, meaning: digits.made }
      : null
  return [spoken, told, dated].reduce(
    (best, one) => (one !== null && (best === null || one.to > best.to) ? one : best),
    null,
  )
}

/** `17/11` is a date after "on" or a weekday and in brackets after one; 24/7, 3/4 and 9/11 are none. */
function isLed(
  tokens: readonly Token[],
  at: number,
  to: number,
  { numericAfter }: Language,
  last: Atom | undefined,
): boolean {
  const text = tokens
    .slice(at, to)
    .map((token) => token.text)
    .join('')
  const [before, before2] = [tokens[at - 1], tokens[at - 2]]
  if (text === '9/11' || before === undefined) return false
  if (before.text === '(') return (before2?.kind === 'word' && before2.capital) || last?.to === at - 1
  const ofWhat = tokens[to]?.lower
  if (ofWhat === 'of' || ofWhat === 'inch') return false
  if (before.text === ',') return before2?.kind === 'word' && before2.capital
  return numericAfter.has(before.lower) || (before.kind === 'word' && before.capital && !before.first)
}

const quarters = /^(quarter|half|q|h|kuartal|triwulan|semester|paruh|tahun|year|tw)$/
const marks = /^[,;:.()]$/

/** A quarter, half or year beside "fiscal" is of a calendar that the text does not state. */
function isFiscal(tokens: readonly Token[], from: number, to: number, { fiscal }: Language): boolean {
  const own = tokens.slice(from, to)
  if (!own.some(({ lower }) => quarters.test(lower)) && !(own.length === 1 && own[0]?.kind === 'number')) return false
  for (let at = from - 1; at >= from - 3 && at >= 0; at--) {
    if (fiscal.has(tokens[at]?.lower ?? '')) return true
    if (marks.test(tokens[at]?.text ?? '')) break
  }
  for (let at = to; at < to + 3 && at < tokens.length; at++) {
    if (fiscal.has(tokens[at]?.lower ?? '')) return true
    if (marks.test(tokens[at]?.text ?? '')) break
  }
  return false
}
