/** A word, a run of digits or any other character of a text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark'
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
  /** Nothing stands between it and the token before. */
  readonly glued: boolean
  /** Begins with a capital letter. */
  readonly capital: boolean
  /** Number of the sentence it stands in. */
  readonly sentence: number
  /** First of its sentence, quotation or line, where every word has a capital letter. */
  readonly first: boolean
}

const piece = /\p{L}[\p{L}\p{M}]*|\d+|\S/gu
/** Words whose full stop ends no sentence. */
const short = new Set(
  `jan feb mar apr jun jul aug sep sept oct nov dec agu agt ags okt nop des mon tue tues wed thu thur thurs fri sat sun
   mr mrs ms dr st no inc corp co ltd vs tbk pt cv a p m s d e g i u jl`.split(/\s+/),
)
const openers = new Set(['"', '“', '‘', '«', '(', '[', ':', '•', '*', '—', '–'])

/** Cuts a text into tokens, in time proportional to its length. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let [sentence, first] = [0, true]
  for (const match of text.matchAll(piece)) {
    const [found] = match
    const start = match.index
    const last = tokens.at(-1)
    const glued = last !== undefined && last.end === start
    const capital = /^\p{Lu}/u.test(found)
    if (last !== undefined && ends(tokens, capital || /^["“‘(\d]/.test(found), glued, text.slice(last.end, start))) {
      sentence++
      first = true
    }
    const kind = /^\p{L}/u.test(found) ? 'word' : /^\d/.test(found) ? 'number' : 'mark'
    tokens.push({
      kind,
      text: found,
      lower: found.toLowerCase(),
      start,
      end: start + found.length,
      glued,
      capital,
      sentence,
      first,
    })
    first = openers.has(found) || (first && kind === 'mark')
  }
  return tokens
}

/** Does a sentence end before the next token? */
function ends(tokens: readonly Token[], begins: boolean, glued: boolean, gap: string): boolean {
  const last = tokens.at(-1)
  if (last === undefined || glued) return false
  const lines = gap.split('\n').length - 1
  if (lines > 1 || (lines === 1 && begins)) return true
  if (last.text === '!' || last.text === '?') return begins
  const stop = /^["”’)]$/.test(last.text) ? tokens.at(-2) : last
  if (stop?.text !== '.' || !begins) return false
  const word = tokens[tokens.indexOf(stop, tokens.length - 3) - 1]
  return word === undefined || word.kind !== 'word' || !short.has(word.lower)
}
