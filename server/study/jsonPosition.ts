/** One token of JSON text with the blanks before it: a string, a mark, or a run of anything else. */
const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/y
const literal = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]|"[\s\S]*")$/

export interface Place {
  /** From 1. */
  readonly line: number
  readonly column: number
}

/** A step into JSON: a key of an object or an index of an array. */
export type JsonPath = readonly PropertyKey[]

/** Line and column of an offset in a text. */
export function placeOf(text: string, offset: number): Place {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}

/** Offset of the first thing in a text that is no JSON: NaN, a bare word, a broken string; null when every token is JSON. */
export function firstStrangeToken(text: string): { readonly offset: number; readonly found: string } | null {
  token.lastIndex = 0
  for (;;) {
    const from = token.lastIndex
    const match = token.exec(text)
    if (match === null) {
      const rest = text.slice(from).trimStart()
      return rest === '' ? null : { offset: text.length - rest.length, found: rest.slice(0, 20) }
    }
    const found = match[1] ?? ''
    if (!literal.test(found)) return { offset: token.lastIndex - found.length, found: found.slice(0, 20) }
  }
}

/**
 * Where the value at `path` begins in JSON text.
 *
 * @returns null when the text has nothing at that path
 */
export function offsetOf(text: string, path: JsonPath): number | null {
  const scan = scanner(text)
  for (const step of path) {
    const opening = scan.next()
    if (opening === '{') {
      if (!enterKey(scan, String(step))) return null
    } else if (opening === '[') {
      if (!enterIndex(scan, Number(step))) return null
    } else return null
  }
  return scan.ahead()
}

interface Scanner {
  readonly next: () => string | null
  readonly peek: () => string | null
  /** Offset of the next token; null at the end. */
  readonly ahead: () => number | null
}

function scanner(text: string): Scanner {
  let at = 0
  const look = () => {
    token.lastIndex = at
    const match = token.exec(text)
    return match === null ? null : { word: match[1] ?? '', end: token.lastIndex }
  }
  return {
    next: () => {
      const found = look()
      if (found === null) return null
      at = found.end
      return found.word
    },
    peek: () => look()?.word ?? null,
    ahead: () => {
      const found = look()
      return found === null ? null : found.end - found.word.length
    },
  }
}

function skipValue(scan: Scanner): void {
  let depth = 0
  do {
    const word = scan.next()
    if (word === null) return
    if (word === '{' || word === '[') depth++
    else if (word === '}' || word === ']') depth--
  } while (depth > 0)
}

function enterKey(scan: Scanner, key: string): boolean {
  for (let word = scan.next(); word !== null && word !== '}'; word = scan.next()) {
    if (word === ',') continue
    const name: unknown = word.startsWith('"') ? JSON.parse(word) : word
    scan.next()
    if (name === key) return true
    skipValue(scan)
  }
  return false
}

function enterIndex(scan: Scanner, index: number): boolean {
  for (let i = 0; scan.peek() !== null && scan.peek() !== ']'; i++) {
    if (i === index) return true
    skipValue(scan)
    if (scan.peek() === ',') scan.next()
  }
  return false
}
