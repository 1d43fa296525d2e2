/** How wide a text is in pixels. */
type Width = (text: string) => number

/** A text in lines that are no wider than allowed; the last of as many as there may be ends with an ellipsis. */
export function linesOf(text: string, width: Width, room: number, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || width(longer) <= room) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  const kept = lines.slice(0, most)
  return kept.map((kept, at) => shortened(at === most - 1 && lines.length > most ? `${kept} …` : kept, width, room))
}

/** A text that fits, cut off with an ellipsis where it does not. */
export function shortened(text: string, width: Width, room: number): string {
  if (width(text) <= room) return text
  const letters = [...text]
  let [low, high] = [0, letters.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (width(`${letters.slice(0, middle).join('').trimEnd()}…`) <= room) low = middle
    else high = middle - 1
  }
  return `${letters.slice(0, low).join('').trimEnd()}…`
}
