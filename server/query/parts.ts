import { textOfRows } from './cuts.ts'

/** Where an object keeps its parts, unseen: a weak map would hold those of every line until the whole heap is looked through. */
const PARTS = Symbol('parts')
const partsOf = (whole: object): readonly object[] | undefined => (whole as { [PARTS]?: readonly object[] })[PARTS]
const encoder = new TextEncoder()
const kept = new WeakMap<object, Buffer | null>()

/** From now on the JSON of an object that nobody changes is kept with it: for what answer after answer tells. */
export function keepJson<Part extends object>(part: Part): Part {
  if (!kept.has(part)) kept.set(part, null)
  return part
}

/** Fields of an object as JSON, without the brackets around them. */
function fieldsOf(part: object): string | Buffer {
  const known = kept.get(part)
  if (known != null) return known
  const text = JSON.stringify(part).slice(1, -1)
  if (known === undefined) return text
  // Bytes of its own: a piece of Node's pool of 64 kB would keep all of that for as long as the object lives.
  const bytes = Buffer.from(encoder.encode(text).buffer)
  kept.set(part, bytes)
  return bytes
}

/**
 * Remembers of which objects another one was put together: one after the other has its fields, in their order, and each of
 * them has some.
 */
export function putTogether<Whole extends object>(whole: Whole, parts: readonly object[]): Whole {
  return Object.defineProperty(whole, PARTS, { value: parts })
}

/** Length of such an object as JSON, in characters or, of what is kept, bytes; null for any other. */
export function lengthOfParts(whole: object): number | null {
  return partsOf(whole)?.reduce((sum, part) => sum + fieldsOf(part).length + 1, 1) ?? null
}

/** What `JSON.stringify` makes of an answer, as bytes; in its lists those of parts, and of rows of columns, that are kept are taken as they are. */
export function answerBytes(answer: object): Buffer<ArrayBuffer> {
  const fields = Object.entries(answer).map(
    ([name, value]) => [name, value as unknown, Array.isArray(value) ? textOfRows(value) : null] as const,
  )
  if (!fields.some(([, value, rows]) => rows !== null || isOfParts(value))) return Buffer.from(JSON.stringify(answer))
  const pieces: Buffer[] = []
  let text = ''
  const add = (piece: string | Buffer) => {
    if (typeof piece === 'string') text += piece
    else {
      pieces.push(Buffer.from(text), piece)
      text = ''
    }
  }
  let before = '{'
  for (const [name, value, rows] of fields) {
    if (value === undefined) continue
    add(`${before}${JSON.stringify(name)}:`)
    before = ','
    if (rows !== null) add(`[${rows}]`)
    else if (isOfParts(value)) addList(value, add)
    else add(JSON.stringify(value))
  }
  const last = Buffer.from(`${text}}`)
  return pieces.length === 0 ? last : Buffer.concat([...pieces, last])
}

const isOfParts = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => item != null && partsOf(item) !== undefined)

function addList(list: readonly object[], add: (piece: string | Buffer) => void): void {
  let bracket = '[{'
  for (const whole of list) {
    add(bracket)
    bracket = '},{'
    for (const [at, part] of (partsOf(whole) ?? []).entries()) {
      if (at > 0) add(',')
      add(fieldsOf(part))
    }
  }
  add('}]')
}
