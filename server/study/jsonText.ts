/** Elements of an array that are written at once. */
const AT_ONCE = 1024

/** Characters gathered before they are handed on. */
const PIECE = 256 * 1024

/**
 * JSON text piece by piece, the same as JSON.stringify gives in one: fields in their order, undefined ones left out. What can
 * be gone through and is no array is written as one, each of its elements made when its turn comes.
 */
export function* jsonText(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) yield JSON.stringify(value)
  else if (Array.isArray(value)) yield* arrayText(value)
  else if (Symbol.iterator in value) yield* listText(value as Iterable<unknown>)
  else yield* fieldsText(value)
}

function* arrayText(values: readonly unknown[]): Iterable<string> {
  yield '['
  for (let at = 0; at < values.length; at += AT_ONCE)
    yield (at === 0 ? '' : ',') + JSON.stringify(values.slice(at, at + AT_ONCE)).slice(1, -1)
  yield ']'
}

function* listText(elements: Iterable<unknown>): Iterable<string> {
  let before = '['
  for (const element of elements) {
    yield before + JSON.stringify(element)
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

function* fieldsText(fields: object): Iterable<string> {
  let before = '{'
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    yield `${before}${JSON.stringify(name)}:`
    yield* jsonText(value)
    before = ','
  }
  yield before === '{' ? '{}' : '}'
}

/** Text in pieces of about one size. */
export function* gathered(texts: Iterable<string>): Iterable<string> {
  let piece: string[] = []
  let length = 0
  for (const text of texts) {
    piece.push(text)
    length += text.length
    if (length < PIECE) continue
    yield piece.join('')
    piece = []
    length = 0
  }
  if (length > 0) yield piece.join('')
}
