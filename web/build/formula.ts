import type { MathNode } from '../core/document.ts'

/**
 * A formula in the part of TeX that our documents use, as MathML Core: letters and numbers, `^`, `_`, `\frac`, `\sqrt`,
 * `\bar`, `\hat`, `\text`, sums and products with their bounds, Greek letters and signs.
 *
 * @throws Error for anything else: a formula that the page cannot show is not built
 */
export function formulaOf(tex: string): readonly MathNode[] {
  const tokens = tex.match(/\\[a-zA-Z]+|\\.|\d+(?:[.,]\d+)?|\s+|./gu) ?? []
  const reader = { tokens: tokens.filter((token) => token.trim() !== '' || token === '\\ '), at: 0, tex }
  const nodes = rowOf(reader, null)
  if (reader.at < reader.tokens.length) throw unknown(reader, reader.tokens[reader.at] ?? '')
  return nodes
}

type Reader = { readonly tokens: readonly string[]; at: number; readonly tex: string }

const unknown = ({ tex }: Reader, token: string) => new Error(`Cannot show ${token} in the formula ${tex}`)

const node = (tag: string, children: MathNode['children'], attributes?: MathNode['attributes']): MathNode =>
  attributes === undefined ? { tag, children } : { tag, attributes, children }

/** One node for what stands together. */
const joined = (nodes: readonly MathNode[]): MathNode => {
  const [only, more] = nodes
  return only !== undefined && more === undefined ? only : node('mrow', nodes)
}

/** What stands up to a closing sign. @param end null: up to the end of the formula */
function rowOf(reader: Reader, end: string | null): readonly MathNode[] {
  const row: MathNode[] = []
  for (;;) {
    const token = reader.tokens[reader.at]
    if (token === undefined) {
      if (end === null) return row
      throw new Error(`Cannot show the formula ${reader.tex}: ${end} is missing`)
    }
    if (token === end) {
      reader.at++
      return row
    }
    row.push(scripted(reader, pieceOf(reader)))
  }
}

/** A piece with what stands at its foot and its shoulder. */
function scripted(reader: Reader, base: MathNode): MathNode {
  let [low, high]: [MathNode | null, MathNode | null] = [null, null]
  for (;;) {
    const token = reader.tokens[reader.at]
    if (token === '_' && low === null) {
      reader.at++
      low = pieceOf(reader)
    } else if (token === '^' && high === null) {
      reader.at++
      high = pieceOf(reader)
    } else if (token === "'" && high === null) {
      reader.at++
      high = node('mo', ['′'])
    } else break
  }
  const isLarge = base.tag === 'mo' && large.has(String(base.children[0]))
  if (low !== null && high !== null) return node(isLarge ? 'munderover' : 'msubsup', [base, low, high])
  if (low !== null) return node(isLarge ? 'munder' : 'msub', [base, low])
  if (high !== null) return node(isLarge ? 'mover' : 'msup', [base, high])
  return base
}

/** The next sign, command or group. */
function pieceOf(reader: Reader): MathNode {
  const token = reader.tokens[reader.at++]
  if (token === undefined) throw new Error(`Cannot show the formula ${reader.tex}: it ends too early`)
  if (token === '{') return joined(rowOf(reader, '}'))
  if (/^\d/.test(token)) return node('mn', [token])
  if (/^\p{L}$/u.test(token)) return node('mi', [token])
  const sign = signs[token]
  if (sign !== undefined) return node('mo', [sign])
  const letter = letters[token]
  if (letter !== undefined) return node('mi', [letter])
  const name = names[token]
  // A name of several letters is upright by itself.
  if (name !== undefined) return node('mi', [name])
  switch (token) {
    case '\\frac':
      return node('mfrac', [pieceOf(reader), pieceOf(reader)])
    case '\\sqrt':
      return node('msqrt', [pieceOf(reader)])
    case '\\bar':
      return node('mover', [pieceOf(reader), node('mo', ['‾'], { stretchy: 'true' })])
    case '\\hat':
      return node('mover', [pieceOf(reader), node('mo', ['ˆ'], { stretchy: 'false' })])
    case '\\text':
      return node('mtext', [written(reader)])
    case '\\mathrm': {
      const text = written(reader)
      return text.length === 1 ? node('mi', [text], { mathvariant: 'normal' }) : node('mi', [text])
    }
    case '\\operatorname':
      return node('mi', [written(reader)])
    case '\\left':
    case '\\right':
      // Brackets grow with what they hold by themselves.
      return pieceOf(reader)
    case '\\lvert':
      return node('mo', ['|'], { form: 'prefix', stretchy: 'true' })
    case '\\rvert':
      return node('mo', ['|'], { form: 'postfix', stretchy: 'true' })
    case '\\quad':
      return node('mspace', [], { width: '1em' })
    case '\\,':
    case '\\ ':
      return node('mspace', [], { width: '0.17em' })
    default:
      throw unknown(reader, token)
  }
}

/** Letters between braces, as they stand. */
function written(reader: Reader): string {
  const from = reader.tex
  if (reader.tokens[reader.at] !== '{') throw new Error(`Cannot show the formula ${from}: { is missing`)
  reader.at++
  const parts: string[] = []
  for (let token = reader.tokens[reader.at++]; token !== '}'; token = reader.tokens[reader.at++]) {
    if (token === undefined) throw new Error(`Cannot show the formula ${from}: } is missing`)
    parts.push(token === '\\ ' ? ' ' : token)
  }
  return parts.join('')
}

const large: ReadonlySet<string> = new Set(['∑', '∏'])

const signs: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'+=<>,()[]/!:;#%'].map((sign) => [sign, sign])),
  '-': '−',
  '*': '∗',
  '\\#': '#',
  '\\%': '%',
  '\\{': '{',
  '\\}': '}',
  '\\sum': '∑',
  '\\prod': '∏',
  '\\le': '≤',
  '\\ge': '≥',
  '\\ne': '≠',
  '\\cdot': '⋅',
  '\\times': '×',
  '\\pm': '±',
  '\\ldots': '…',
  '\\in': '∈',
  '\\lfloor': '⌊',
  '\\rfloor': '⌋',
}
const letters: Readonly<Record<string, string>> = {
  '\\alpha': 'α',
  '\\beta': 'β',
  '\\rho': 'ρ',
  '\\sigma': 'σ',
}
const names: Readonly<Record<string, string>> = Object.fromEntries(
  ['ln', 'exp', 'min', 'max'].map((name) => [`\\${name}`, name]),
)
