/** Words that lead to a day of what is told; no dateline begins with one. */
const leads =
  /^(?:on|in|at|by|since|until|after|before|from|between|during|early|late|as|for|the|pada|di|ke|sejak|hingga|sampai|setelah|sebelum|antara|selama|hari|tanggal|per)\b/i
/** What ends a dateline: a dash, or the agency in brackets. */
const close = /\)\s*[-–—:]+\s*|\s[-–—]{1,2}\s+|,?\s\(\p{Lu}[\p{L}\d .&]{1,20}\)\s+/u
const name = /^(?:\p{Lu}[\p{L}.&'’/]*|\d[\d./:]*|[ap]\.?m\.?|of|de|la|dan|and)$/u

/**
 * Where the dateline ends that a paragraph begins with, as in "NEW YORK, Nov. 24, 2023 (Reuters) - " and "JAKARTA, 24 November
 * 2023 – ": place, day and agency of whoever writes, no time of what is told. 0 where there is none.
 */
export function datelineEnd(paragraph: string): number {
  const head = paragraph.slice(0, 120)
  const end = close.exec(head)
  if (end === null) return 0
  // The bracket of an agency may have its dash after it.
  const dash = /^[-–—]{1,2}\s+/.exec(head.slice(end.index + end[0].length))
  const said = head.slice(0, end.index).trim()
  const words = said
    .replaceAll(/[(),–—-]/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
  if (words.length === 0 || words.length > 12 || leads.test(said) || !words.every((word) => name.test(word))) return 0
  return end.index + end[0].length + (dash?.[0].length ?? 0)
}

/** The datelines of a text, each at the head of its paragraph: from the first character to the first one after. */
export function datelinesOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = []
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf('\n', start)
    const end = stop === -1 ? text.length : stop
    const length = datelineEnd(text.slice(start, Math.min(end, start + 120)))
    if (length > 0) found.push({ start, end: start + length })
    start = end + 1
  }
  return found
}
