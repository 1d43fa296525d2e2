import type { Language } from './language.ts'
import type { Tense } from './meaning.ts'
import type { Token } from './token.ts'

/** Words before a verb among which one may put it in the future. */
const REACH = 3
/** Words of a clause that are looked at: no verb stands further from its date. */
const CLAUSE = 40

/** What the word at a place says of time: null for a word that is no verb. */
function tenseAt(tokens: readonly Token[], at: number, language: Language): Tense | null {
  if (tokens[at]?.kind !== 'word') return null
  const word = tokens[at]?.lower ?? ''
  const before = (back: number) => tokens[at - back]?.lower ?? ''
  const isFuture = (index: number) => language.future.has(tokens[index]?.lower ?? '') && tokens[index]?.text !== 'May'
  // "Should have reported" did not.
  if (word === 'should' && tokens[at + 1]?.lower === 'have') return 'past'
  if (isFuture(at)) {
    for (let back = 1; back <= 2; back++) if (language.undoing.has(before(back))) return 'past'
    if (word === 'set' || word === 'may')
      return /^(is|are|s|re|which)$/.test(before(1)) || word === 'may' ? 'future' : null
    return 'future'
  }
  if (language.present.has(word) && !language.article.test(before(1))) return 'present'
  // "A cut", "another hit" are no verbs.
  const isPast = language.past.has(word) && !/^(a|an|another|further|any)$/.test(before(1))
  if (!isPast && !language.isVerb(word, before(1))) return null
  for (let back = 1; back <= REACH; back++)
    if (isFuture(at - back) && tokens[at - back]?.sentence === tokens[at]?.sentence)
      return tenseAt(tokens, at - back, language)
  if (language.carries.test(before(1))) return null
  return isPast ? 'past' : language.verbTense
}

/** The tense of the verb that a date belongs to: the nearest one before it in the sentence, else the first one after it. */
export function tenseOf(tokens: readonly Token[], from: number, to: number, language: Language): Tense {
  const { sentence } = tokens[from] as Token
  for (let at = from - 1; at >= Math.max(0, from - CLAUSE) && tokens[at]?.sentence === sentence; at--) {
    if (tokens[at]?.text === ';') break
    const tense = tenseAt(tokens, at, language)
    if (tense !== null) return tense
  }
  for (let at = to; at < Math.min(tokens.length, to + CLAUSE) && tokens[at]?.sentence === sentence; at++) {
    if (tokens[at]?.text === ';') break
    const tense = tenseAt(tokens, at, language)
    if (tense !== null) return tense
  }
  return 'present'
}
