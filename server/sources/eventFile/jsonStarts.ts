/** What a text that begins like JSON is made of, before anything is built from it. */
export interface JsonOutline {
  /** Physical lines on which the objects of an array begin: of the outermost one, or of arrays in the outermost object. */
  readonly lines: readonly number[]
  /** Nested deeper than `MOST_DEEP`; the lines are not complete then. */
  readonly tooDeep: boolean
}

/** Levels of nesting that are read; the format has four. */
const MOST_DEEP = 40

/** One pass, whatever the text; it ends at one object more than `most`. */
export function jsonOutline(text: string, most: number): JsonOutline {
  const lines: number[] = []
  const open: string[] = []
  let line = 1
  for (let at = 0; at < text.length && lines.length <= most; at++) {
    const character = text[at]
    if (character === '"') {
      const end = stringEnd(text, at)
      at = end
    } else if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) line++
    else if (character === '{' || character === '[') {
      const isEvent = character === '{' && open.at(-1) === '[' && open.length <= 2
      if (isEvent) lines.push(line)
      open.push(character)
      if (open.length > MOST_DEEP) return { lines, tooDeep: true }
    } else if (character === '}' || character === ']') open.pop()
  }
  return { lines, tooDeep: false }
}

/** Index of the quote that ends the string which begins at `start`. JSON strings hold no line breaks. */
function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
