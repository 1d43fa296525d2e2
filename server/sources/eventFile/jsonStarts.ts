/**
 * Physical lines on which the objects of an array begin: those of the outermost array, or of arrays directly inside
 * the outermost object. One pass, whatever the text.
 */
export function objectLines(text: string): readonly number[] {
  const lines: number[] = []
  const open: string[] = []
  let line = 1
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      const end = stringEnd(text, at)
      at = end
    } else if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) line++
    else if (character === '{' || character === '[') {
      const isEvent = character === '{' && open.at(-1) === '[' && open.length <= 2
      if (isEvent) lines.push(line)
      open.push(character)
    } else if (character === '}' || character === ']') open.pop()
  }
  return lines
}

/** Index of the quote that ends the string which begins at `start`. JSON strings hold no line breaks. */
function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
