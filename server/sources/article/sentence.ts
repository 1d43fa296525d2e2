/** A sentence of a text and where it begins. */
export interface Sentence {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Number of the paragraph it stands in. */
  readonly paragraph: number
}

/** Words whose full stop ends no sentence. */
const short =
  /(?:^|[\s("“])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Inc|Corp|Co|Ltd|vs|Tbk|PT|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Okt|Des|[ap]\.m|U\.S)$/
const marks = new Set(['.', '!', '?'])

/** The sentences of paragraphs that blank lines part. */
export function sentencesOf(text: string): readonly Sentence[] {
  const found: Sentence[] = []
  let [start, paragraph] = [0, 0]
  const close = (end: number) => {
    const raw = text.slice(start, end)
    const lead = raw.length - raw.trimStart().length
    const body = raw.trim()
    if (/[\p{L}\d]/u.test(body))
      found.push({ text: body, start: start + lead, end: start + lead + body.length, paragraph })
    start = end
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\n') {
      close(at)
      if (text[at + 1] === '\n') paragraph++
      continue
    }
    if (!marks.has(character)) continue
    let end = at + 1
    while (end < text.length && end < at + 4 && /["”’)»]/.test(text[end] ?? '')) end++
    const next = text[end] ?? '\n'
    if (!/\s/.test(next) || (character === '.' && short.test(text.slice(Math.max(0, at - 12), at)))) continue
    const following = /^\s+(\S)/.exec(text.slice(end, end + 8))?.[1] ?? 'A'
    if (/[\p{Ll}]/u.test(following)) continue
    close(end)
    at = end - 1
  }
  close(text.length)
  return found
}
