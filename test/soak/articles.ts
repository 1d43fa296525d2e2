import { readFileSync } from 'node:fs'
import { typeOfSentence } from '../../server/articles/eventWords.ts'
import { spokenOf } from '../../server/claims/speech.ts'
import { cleaned, paragraphsOf } from '../../server/sources/article/clean.ts'
import { readHtml } from '../../server/sources/article/html.ts'
import { languageOf } from '../../server/sources/article/language.ts'
import { sentencesOf } from '../../server/sources/article/sentence.ts'
import { feed } from '../../server/sources/eventFile/adapters/feed.ts'
import { plainText } from '../../server/sources/plainText.ts'
import { seeded } from '../standin/world.ts'
import { garbled } from './fuzz.ts'

const SIZE = 50_000
const MOST_MS = 100

const rows = [
  ...[
    '<',
    '<div>',
    '<p>a',
    '<b>',
    '<a href="',
    '&amp;',
    '&',
    '&#x41;',
    '<!--',
    '<script>',
    '</div>',
    '<1',
    '< ',
    '<br>',
    '="',
  ],
  ...[
    '<p>a, b</p>',
    '<i>a</i>',
    '<li>a',
    '<table><tr><td>',
    '<time datetime="2023-01-01">',
    '<script type="application/ld+json">[[[[',
  ],
  ...[
    'a',
    'a ',
    '. ',
    '"',
    '\n',
    '1.7 % ',
    '$1 ',
    'fell ',
    'shares shares ',
    'because ',
    'CEO ',
    'not CEO ',
    'denied report ',
    'report a, b ',
    'saham turun ',
    'sepanjang ',
  ],
]

const full = (row: string) => row.repeat(Math.ceil(SIZE / row.length)).slice(0, SIZE)

/** What is done with a page, and with words. */
const page = (text: string) => void readHtml(`<!doctype html><html><body>${text}`, null)
function words(text: string): void {
  const { paragraphs } = cleaned(paragraphsOf(text))
  languageOf(text)
  for (const sentence of sentencesOf(paragraphs.join('\n\n'))) {
    spokenOf(sentence.text, 'en')
    typeOfSentence(sentence.text)
  }
}

/** The same in the words of an item of a feed, and as the markup of it. */
const feedRows = [
  '<item>',
  '<item><title>a</title></item>',
  '<![CDATA[',
  '&amp;amp;',
  '<a xmlns:b="c">',
  ' xmlns:a="b"',
  '<?xml ?>',
  '<!DOCTYPE a>',
  '<!-- -->',
  '<category>a</category>',
  '1 Jan 2023 ',
  '\u00e9',
]
const item = (text: string) =>
  `<rss><channel><item><title>${text}</title><description>${text}</description><pubDate>${text}`
const fed = (text: string): void => {
  for (const file of [
    item(text),
    `<rss><channel>${text}`,
    `<rss ${text}`,
    `${text}<rss>`,
    `<rss><channel>${text.slice(0, 12_500)}</channel></rss>`,
  ])
    void feed.read({ text: file.slice(0, SIZE), json: undefined, lines: [], ticker: null, zone: null, most: 50_000 })
  plainText(text.slice(0, 10_000))
}

/** Refusals are answers; anything else that is thrown is a fault. */
function outcome(read: (text: string) => void, text: string): 'read' | 'refused' {
  try {
    read(text)
    return 'read'
  } catch (error) {
    if (error instanceof Error && error.name === 'Unreadable') return 'refused'
    throw error
  }
}

function cost(read: (text: string) => void, row: string): number {
  const once = () => {
    const before = process.cpuUsage()
    outcome(read, full(row))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  return Math.min(once(), once(), once())
}

/** `articles [N] [SEED]`: 50 kB of each costly row as a page, as words and in a feed, and N garbled articles and feeds (2000). */
export async function soak([count = '2000', seed = '1']: readonly string[]): Promise<boolean> {
  const costly = [
    ...rows.flatMap((row) => [['page', page, row] as const, ['words', words, row] as const]),
    ...[...rows, ...feedRows].map((row) => ['feed', fed, row] as const),
  ]
  const slow = costly
    .map(([kind, read, row]) => [kind, row, cost(read, row)] as const)
    .sort(([, , a], [, , b]) => b - a)
  for (const [kind, row, ms] of slow.slice(0, 5)) console.log(kind, JSON.stringify(row), `${Math.round(ms)} ms`)
  const html = readFileSync('test/fixtures/articles/hire.html', 'utf8')
  const text = readFileSync('test/fixtures/articles/twice.txt', 'utf8')
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>a</id><title type="html">A &amp;lt; b</title><link href="https://f.test/"/><published>2023-11-20T07:55:00Z</published><summary>&lt;p>Words</summary></entry></feed>`
  const next = seeded(Number(seed))
  let [bad, refused] = [0, 0]
  for (let at = 0; at < Number(count); at++)
    for (const [read, original] of [
      [(some: string) => void readHtml(some, null), html] as const,
      [words, text] as const,
      [fed, atom] as const,
    ]) {
      const made = garbled(original, next)
      try {
        if (outcome(read, made) === 'refused') refused++
      } catch (error) {
        bad++
        console.log(`threw: ${error instanceof Error ? error.stack : error}`)
      }
    }
  const worst = Math.round(slow[0]?.[2] ?? 0)
  console.log(JSON.stringify({ rows: slow.length, cpu_ms: worst, garbled: 3 * Number(count), refused, bad }))
  return bad === 0 && worst < MOST_MS
}
