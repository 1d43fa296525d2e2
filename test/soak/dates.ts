import { dateLanguages } from '../../server/sources/dates/languages.ts'
import { findDates } from '../../server/sources/dates.ts'
import { type Sentence, sentencesOf } from '../server/sources/dates/sentences.ts'
import { seeded } from '../standin/world.ts'
import { garbled } from './fuzz.ts'

const SIZE = 50_000
const MOST_MS = 100

/** Texts that would cost most where a reader looked twice at what it had read. */
const rows = [
  ...['a', ' ', '=', '<', '.', '1', '(', '\n', '"', "'", '-', '/', '\u0301', '٣', '😀'],
  ...[
    'a ',
    '1 ',
    'on 1/2 ',
    '1/2/',
    '1.2.3.',
    '12:',
    '3:28 p.m. ',
    'three days before the ',
    'on the 17th of ',
    'a day after ',
  ],
  ...[
    'Monday to ',
    'Nov. 1 to ',
    'Nov. 1 and ',
    'the same day ',
    'a week later ',
    'from 2020 to ',
    'fiscal quarter ',
    'will ',
    'said ',
    '; ',
  ],
  ...[
    'tiga hari sebelum ',
    'Senin hingga ',
    '1 Mei dan ',
    'pukul 09.00 ',
    'waktu New ',
    'minggu lalu ',
    'hari ',
    'kuartal III ',
    'sehari kemudian ',
  ],
  ...[
    'the OpenAI dispute ',
    'a day before the OpenAI ',
    'Friday (',
    '(17/11) ',
    'UTC+',
    '2023-11-17T',
    'Jan. Feb. ',
    'twenty-',
    'dua puluh ',
  ],
]

const anchors = [{ id: 'o', label: 'OpenAI dispute', aliases: ['the OpenAI dispute', 'a a a a b'], date: '2023-11-17' }]

/** Milliseconds of CPU that reading 50 kB takes, the better of two. */
function cost(row: string): number {
  const text = row.repeat(Math.ceil(SIZE / row.length)).slice(0, SIZE)
  const once = () => {
    const before = process.cpuUsage()
    for (const language of dateLanguages)
      findDates(text, { language, reference: '2023-11-20T09:00:00Z', zone: 'America/New_York', anchors })
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / dateLanguages.length
  }
  return Math.min(once(), once())
}

/** Spans lie in the text, in order, apart from one another, and days are in order. */
function isWhole({ text, expected: _, ...rules }: Sentence): boolean {
  let last = 0
  return findDates(text, rules).every(({ start, end, from, to, text: span }) => {
    const good = start >= last && end > start && text.slice(start, end) === span && from <= to
    last = end
    return good
  })
}

/** `dates [N] [SEED]`: 50 kB of each costly row, and N garbled sentences (20000). */
export async function soak([count = '20000', seed = '1']: readonly string[]): Promise<boolean> {
  for (const row of rows) cost(row)
  const slow = rows.map((row) => [row, cost(row)] as const).sort(([, a], [, b]) => b - a)
  const [worst = ['', 0]] = slow
  for (const [row, ms] of slow.slice(0, 5)) console.log(JSON.stringify(row), `${Math.round(ms)} ms`)
  const sentences = dateLanguages.flatMap(sentencesOf)
  const next = seeded(Number(seed))
  let bad = 0
  for (let at = 0; at < Number(count); at++) {
    const one = sentences[Math.floor(next() * sentences.length)] as Sentence
    const text = garbled(one.text, next)
    try {
      if (isWhole({ ...one, text })) continue
      console.log(`not whole: ${JSON.stringify(text)}`)
    } catch (error) {
      console.log(`threw at ${JSON.stringify(text)}: ${error instanceof Error ? error.message : error}`)
    }
    bad++
  }
  console.log(
    JSON.stringify({ rows: rows.length, worst: worst[0], cpu_ms: Math.round(worst[1]), sentences: Number(count), bad }),
  )
  return bad === 0 && worst[1] < MOST_MS
}
