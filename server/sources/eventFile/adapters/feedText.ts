/** What may stand before the first element, by how it begins and ends. */
const before: readonly (readonly [begins: string, ends: string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
]

/** The name of the first element of a text, by which feeds are told; null where it begins with none. */
function firstElement(text: string): string | null {
  const head = text.slice(0, 20_000)
  for (let at = 0; at < head.length; ) {
    if (/\s|\uFEFF/.test(head[at] ?? '')) {
      at++
      continue
    }
    const part = before.find(([begins]) => head.startsWith(begins, at))
    if (part === undefined) return /^<([A-Za-z_][\w:.-]{0,60})/.exec(head.slice(at, at + 70))?.[1] ?? null
    const own = head.startsWith('<!DOCTYPE', at) && /^[^>]{0,500}\[/.test(head.slice(at, at + 502)) ? ']>' : part[1]
    const end = head.indexOf(own, at + part[0].length)
    if (end < 0) return null
    at = end + own.length
  }
  return null
}

/** Does a text begin like a feed? */
export const isFeedText = (text: string): boolean => /^(?:\w+:)?(?:rss|rdf|feed)$/i.test(firstElement(text) ?? '')
