import { Parser } from 'htmlparser2'

/** Elements that part what stands before them from what comes after. */
const blocks = new Set(
  'p div article section h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr td th header footer figure figcaption br hr main aside'.split(
    ' ',
  ),
)
const unshown = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'object'])

/** White space and control characters between words are one space. */
export const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

/** The words of a piece of HTML on one line: no element, address, style or script of it is kept. */
export function plainText(html: string): string {
  let text = ''
  let hidden = 0
  const parser = new Parser({
    onopentagname: (name) => {
      if (unshown.has(name)) hidden++
      if (blocks.has(name)) text += ' '
    },
    onclosetag: (name) => {
      if (unshown.has(name)) hidden--
      if (blocks.has(name)) text += ' '
    },
    ontext: (words) => {
      if (hidden === 0) text += words
    },
  })
  parser.end(html)
  return oneLine(text)
}

/** Does a text that may be either hold markup: an end of an element, or a character by its name or number? */
export const isMarkup = (text: string): boolean =>
  /<\/[a-z][a-z0-9]{0,20}\s{0,5}>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,30});/i.test(text)

/** The first words of a text, with an ellipsis where it goes on. @param most characters */
export const firstWords = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .replace(/[\uD800-\uDBFF]$/, '')
        .replace(/\s+\S{0,40}$/, '')}…`
