/** What is left of a text when its repetitions and furniture are gone. */
export interface Cleaned {
  readonly title: string | null
  /** Where the title was found. */
  readonly titleFrom: 'repeat' | 'first line' | null
  readonly paragraphs: readonly string[]
  /** Paragraphs that stood there before, and lines of the site. */
  readonly repeated: number
  readonly furniture: number
}

/** Lines that belong to a site and not to an article. */
const furniture: readonly RegExp[] = [
  /^(lihat asli|view original|baca juga|read (more|also|next)|advertisement|iklan|scroll to continue|share|bagikan|komentar|comments?|sign (in|up)|log in|subscribe|berlangganan|newsletter|related (articles|stories)|berita terkait|artikel terkait|tags?|topik)\b.{0,80}$/i,
  /^(halaman ini|this (page|content|article|material)|konten ini|artikel ini|informasi (ini|di|yang)|the (information|content|views) )\b.{0,200}\b(pihak ketiga|third[- ]party|informasi saja|informational purposes|nasihat|advice|tanggung jawab|liab|endorse|opinions? (are|of))/i,
  /\b(lihat penafian|see disclaimer|disclaimer|penafian|not (financial|investment) advice|bukan (saran|nasihat|ajakan|rekomendasi)|all rights reserved|hak cipta|cookie policy|kebijakan privasi|privacy policy|terms of (use|service))\b/i,
  /^(©|\(c\) |copyright )/i,
]

/** Furniture is short, or a paragraph of a known form; an article may speak of a disclaimer at length. */
const isFurniture = (line: string): boolean =>
  line.length <= 400 && furniture.some((form) => form.test(line.slice(0, 400)))

const key = (line: string): string =>
  line
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim()

/** A line that could be a heading: short, without the end of a sentence. */
const isHeading = (line: string): boolean => line.length >= 12 && line.length <= 200 && !/[.!?:;,"”]$/.test(line)

/** Lines of a plain text as paragraphs: hard-wrapped ones are joined where blank lines part them. */
export function paragraphsOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replaceAll(/[\t\u00a0 ]+/g, ' ').trim())
  const full = lines.filter((line) => line !== '')
  const wrapped = full.length > 4 && lines.some((line) => line === '') && full.every((line) => line.length <= 100)
  if (!wrapped) return full
  const joined: string[] = []
  for (let open = false, at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') open = false
    else if (open) joined[joined.length - 1] += ` ${line}`
    else {
      joined.push(line)
      open = true
    }
  }
  return joined
}

/**
 * Drops furniture and paragraphs that stood there before. A heading before a repetition of the opening is the title: a
 * page that was copied twice has it in its middle.
 */
export function cleaned(lines: readonly string[]): Cleaned {
  const seen = new Set<string>()
  const kept: string[] = []
  let [title, repeated, dropped] = [null as string | null, 0, 0]
  const opening = key(lines.find((line) => line.length > 80) ?? lines[0] ?? '')
  for (const [index, line] of lines.entries()) {
    if (isFurniture(line)) {
      dropped++
      continue
    }
    const own = key(line)
    if (own === '') continue
    if (seen.has(own)) {
      repeated++
      if (own === opening && title === null) {
        const before = lines[index - 1] ?? ''
        if (isHeading(before) && kept.at(-1) === before) {
          title = before
          kept.pop()
        }
      }
      continue
    }
    seen.add(own)
    kept.push(line)
  }
  if (title !== null) return { title, titleFrom: 'repeat', paragraphs: kept, repeated, furniture: dropped }
  const [first = ''] = kept
  const named = kept.length > 1 && isHeading(first) && (kept[1] ?? '').length > first.length / 2
  return {
    title: named ? first : null,
    titleFrom: named ? 'first line' : null,
    paragraphs: named ? kept.slice(1) : kept,
    repeated,
    furniture: dropped,
  }
}
