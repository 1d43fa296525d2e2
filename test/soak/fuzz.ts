import { openDb } from '../../db/open.ts'
import { ingest } from '../../server/ingest.ts'
import type { Instant } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { classify } from '../../server/sources/yahoo/classify.ts'
import { readChart } from '../../server/sources/yahoo/read.ts'
import { NOW } from '../backfill/world.ts'
import { sampleSeries } from '../standin/series.ts'
import { chartAnswer } from '../standin/wire.ts'
import { seeded } from '../standin/world.ts'

const day = (text: string) => Date.parse(text) as Instant
const question = {
  ticker: mustBeTicker('MSFT'),
  interval: '1d' as const,
  from: day('2023-11-01'),
  until: day('2023-12-01'),
}

/** Bytes of a text with a few of them replaced, left out, doubled or cut off. */
export function garbled(text: string, next: () => number): string {
  const places = 1 + Math.floor(next() * 4)
  let made = text
  for (let n = 0; n < places; n++) {
    const at = Math.floor(next() * made.length)
    const bit = strange[Math.floor(next() * strange.length)] ?? ''
    const kind = next()
    if (kind < 0.4) made = made.slice(0, at) + bit + made.slice(at + 1)
    else if (kind < 0.6) made = made.slice(0, at) + made.slice(at + 1 + Math.floor(next() * 20))
    else if (kind < 0.8) made = made.slice(0, at) + bit + made.slice(at)
    else if (kind < 0.9) made = made.slice(0, at)
    else made = made + made.slice(at)
  }
  return made
}
const strange = [
  '"',
  ',',
  '\n',
  '\r',
  '\u0000',
  '\ufeff',
  '1e999',
  '-',
  'NaN',
  '{',
  ']',
  ';',
  '\u202e',
  '٣',
  '=1+1',
  'null',
  '9'.repeat(30),
  '<script>',
]

/** What must never happen with a garbled answer: an exception, or a bar that is none. @throws naming the seed */
export function fuzzChart(seed: number): void {
  const [msft] = sampleSeries()
  if (msft === undefined) throw new Error('The sample is empty')
  const answer = chartAnswer(msft, {
    symbol: 'MSFT',
    interval: '1d',
    period1: question.from / 1000,
    period2: question.until / 1000,
    includePrePost: false,
  })
  const body = garbled(JSON.stringify(answer), seeded(seed))
  const verdict = classify({ kind: 'answer', status: 200, url: '', body, retryAfter: null })
  if (verdict.outcome !== 'ok') return
  try {
    const reading = readChart(verdict.json, question, NOW as Instant)
    if (reading.kind === 'refused') return
    for (const { open, high, low, close } of reading.bars)
      if (![open, high, low, close].every(Number.isFinite)) throw new Error('a bar without four prices')
  } catch (error) {
    throw new Error(`Seed ${seed} of the chart fuzzer: ${error instanceof Error ? error.message : error}`)
  }
}

/** The same for a file of prices: it is taken or refused with a report, and the store stays whole. */
export async function fuzzFile(seed: number): Promise<void> {
  const next = seeded(seed)
  const rows = [
    'date,open,high,low,close,volume',
    '2023-11-15,10,11,9,10.5,100',
    '2023-11-16,10.5,11,10,10.7,120',
    '2023-11-17,10.7,10.9,10,10.1,300',
  ]
  const bytes = new TextEncoder().encode(garbled(`${rows.join('\n')}\n`, next))
  const { db } = await openDb(':memory:', NOW)
  try {
    await ingest(
      db,
      { name: 'FUZZ.csv', bytes },
      { now: NOW as Instant, kind: 'prices', mode: next() < 0.5 ? 'strict' : 'skip' },
    )
  } catch (error) {
    throw new Error(`Seed ${seed} of the file fuzzer: ${error instanceof Error ? error.message : error}`)
  } finally {
    db.close()
  }
}

/** `fuzz [N] [SEED]`: N garbled answers and a tenth as many garbled files (20000). */
export async function soak([count = '20000', seed = '1']: readonly string[]): Promise<boolean> {
  let bad = 0
  const tell = (error: unknown) => {
    bad++
    console.log(error instanceof Error ? error.message : String(error))
  }
  for (let at = 0; at < Number(count); at++) {
    try {
      fuzzChart(Number(seed) + at)
    } catch (error) {
      tell(error)
    }
    if (at % 10 === 0) await fuzzFile(Number(seed) + at).catch(tell)
  }
  console.log(JSON.stringify({ answers: Number(count), files: Math.ceil(Number(count) / 10), bad }))
  return bad === 0
}
