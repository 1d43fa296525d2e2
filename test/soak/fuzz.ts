import { openDb } from '../../db/file/open.ts'
import { ingest } from '../../server/ingest/ingest.ts'
import type { IngestKind } from '../../server/ingest/names.ts'
import type { Instant } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { judgeFile } from '../../server/sources/fileFetch.ts'
import { outcomes } from '../../server/sources/outcome.ts'
import { classify } from '../../server/sources/yahoo/classify.ts'
import { readChart } from '../../server/sources/yahoo/read.ts'
import { pragmaOf } from '../db/tamper.ts'
import { NOW } from '../server/backfill/world.ts'
import { fuzzedServer } from '../server/routes/fuzzed.ts'
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

/** Characters of a text with a few of them replaced, left out, doubled or cut off. */
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
    events: 'capitalGain|div|split|earn',
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
    throw named('chart', seed, error)
  }
}

/** Pages that come where a chart or a file was asked for. */
const pages = [
  '<!doctype html>\n<html lang="en"><head><title>Yahoo</title></head><body><form action="https://consent.yahoo.com/v2/collectConsent" method="post"><button name="agree" value="agree">Accept all</button></form></body></html>',
  '<html><head><meta http-equiv="refresh" content="5"></head><body><h1>503 Service Unavailable</h1><p>Our engineers are working on it &amp; will be right back.</p></body></html>',
  '<HTML><BODY><TABLE><TR><TD>date<TD>close<TR><TD>2023-11-17<TD>369.85</TABLE><SCRIPT>var a = {"chart":{"result":[]}}</SCRIPT>',
  '\ufeff<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" ""><html><![CDATA[ date,close\n2023-11-17,369.85 ]]><!-- Too Many Requests --></html>',
]

/** A page in place of an answer or a file: it gets an outcome, and no page is ever a chart. @throws naming the seed */
export function fuzzPage(seed: number): void {
  const next = seeded(seed)
  const page = pick(pages, next)
  const body = garbled(next() < 0.2 ? page.repeat(2000) : page, next)
  const status = pick([200, 200, 200, 302, 400, 401, 404, 429, 500, 503, 999], next)
  const attempt = { kind: 'answer', status, url: '', body, retryAfter: null } as const
  try {
    const verdict = classify(attempt)
    if (!outcomes.includes(verdict.outcome)) throw new Error(`the outcome ${verdict.outcome}`)
    if (verdict.outcome === 'ok' && readChart(verdict.json, question, NOW as Instant).kind !== 'refused')
      throw new Error('a chart out of a page')
    const file = judgeFile(attempt)
    if (file.outcome === 'ok' && /^\s*<(!doctype|html)/i.test(body)) throw new Error('a file out of a page')
  } catch (error) {
    throw named('page', seed, error)
  }
}

const pick = <Value>(values: readonly [Value, ...Value[]] | readonly Value[], next: () => number): Value => {
  const value = values[Math.floor(next() * values.length)]
  if (value === undefined) throw new RangeError('Cannot pick one of nothing')
  return value
}

const named = (fuzzer: string, seed: number, error: unknown): Error =>
  new Error(`Seed ${seed} of the ${fuzzer} fuzzer: ${error instanceof Error ? error.message : error}`)

/** Files of every kind that is read, good before they are garbled. */
const files: readonly (readonly [IngestKind, string])[] = [
  [
    'prices',
    'date,open,high,low,close,volume\n2023-11-15,10,11,9,10.5,100\n2023-11-16,10.5,11,10,10.7,120\n2023-11-17,10.7,10.9,10,10.1,300\n',
  ],
  ['prices', 'Date,Close/Last,Volume\r\n11/17/2023,$369.85,"40,157,000"\r\n11/16/2023,$376.17,"27,182,300"\r\n'],
  [
    'intraday',
    'ts;session;close\n2023-11-24T09:30:00-05:00;regular;2\n2023-11-24 10:30;;3\n2023-11-24T11:30:00-05:00;;4\n',
  ],
  ['actions', 'date,type,value\n2023-11-15,dividend,0.75\n2023-11-16,split,4:1\n'],
  [
    'factors',
    'Remarks\n\n,Mkt-RF,SMB,RF\n20231116, 0.10,-0.87,0.021\n20231117, 0.16,-99.99,0.021\n\n Annual\n,Mkt-RF,SMB,RF\n2023,21.7,-3.2,4.9\n',
  ],
  ['tickers', 'symbol,name,exchange,kind,currency,zone\nMSFT,Microsoft,NasdaqGS,stock,USD,America/New_York\n'],
  [
    'events',
    'event_id,title,public_at,tickers,tags,notes\na,"First, of all",2023-11-17T15:28:00-05:00,MSFT|^GSPC,x|y,\nb,Second,2023-11-15,,,"two\nlines"\n',
  ],
  [
    'events',
    '[{"event_id":"a","title":"First","public_at":"2023-11-17T15:28:00-05:00","tickers":["MSFT"]},{"title":"Second","public_at":"2023-11-15","extra":{"a":[1,{"b":null}]}}]',
  ],
  [
    'events',
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20231117T202800Z\nSUMMARY:First\nEND:VEVENT\nEND:VCALENDAR\n',
  ],
]

/**
 * A garbled file, or a page in its place, is taken or refused with a report; the store stays whole, and the same file
 * again changes nothing. @throws naming the seed
 */
export async function fuzzFile(seed: number): Promise<void> {
  const next = seeded(seed)
  const [kind, text] = pick(files, next)
  const bytes = new TextEncoder().encode(garbled(next() < 0.1 ? pick(pages, next) : text, next))
  const { db } = await openDb(':memory:', NOW)
  const mode = next() < 0.5 ? ('strict' as const) : ('skip' as const)
  const take = () => ingest(db, { name: 'FUZZ.csv', bytes }, { now: NOW as Instant, kind, mode })
  try {
    const done = await take()
    const said = done.report.filter(({ severity, message }) => severity === 'error' && message !== '')
    if (!done.accepted && said.length === 0) throw new Error('refused without a reason')
    if (!done.accepted && done.stored) throw new Error('stored what was refused')
    if (!done.stored) return
    const again = (await take()).counts
    if (again.new + again.changed > 0) throw new Error(`new the second time: ${JSON.stringify(again)}`)
    const whole = pragmaOf(db, 'integrity_check')
    if (whole !== 'ok') throw new Error(`a store that is not whole: ${whole}`)
  } catch (error) {
    throw named(`file (${kind}, ${mode})`, seed, error)
  } finally {
    db.close()
  }
}

/** Seconds of processor time that one input may take. */
const LONGEST = 2

/**
 * `fuzz [N] [SEED]`: N inputs (100,000): garbled answers and pages in their place, a third each, requests of every route with garbled
 * paths, questions and bodies, a quarter, the rest files of every kind. None may crash, or take more than two seconds of processor time.
 */
export async function soak([count = '100000', seed = '1']: readonly string[]): Promise<boolean> {
  const server = await fuzzedServer(garbled)
  const done = { answers: 0, pages: 0, requests: 0, files: 0, bad: 0, slow: 0 }
  const statuses = new Map<number, number>()
  let [slowest, slowestInput] = [0, '']
  const kinds = {
    answers: fuzzChart,
    pages: fuzzPage,
    requests: async (at: number) => {
      const { status } = await server.fire(at)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    },
    files: fuzzFile,
  }
  const turns = [
    'answers',
    'pages',
    'requests',
    'answers',
    'pages',
    'requests',
    'answers',
    'pages',
    'requests',
    'answers',
    'pages',
    'files',
  ] as const
  for (let at = 0; at < Number(count); at++) {
    const kind = turns[at % turns.length] ?? 'answers'
    const begun = process.cpuUsage()
    try {
      await kinds[kind](Number(seed) + at)
    } catch (error) {
      done.bad++
      console.log(error instanceof Error ? error.message : String(error))
    }
    const { user, system } = process.cpuUsage(begun)
    const cpu = (user + system) / 1e6
    done[kind]++
    if (cpu > LONGEST) {
      done.slow++
      console.log(`Seed ${Number(seed) + at} of ${kind} takes ${cpu} s`)
    }
    if (cpu > slowest) [slowest, slowestInput] = [cpu, `${kind} ${Number(seed) + at}`]
    if ((at + 1) % 10_000 === 0) console.log(JSON.stringify(done))
  }
  const whole = server.isWhole()
  console.log(
    JSON.stringify({
      ...done,
      slowest_cpu_s: slowest,
      slowest: slowestInput,
      statuses: Object.fromEntries(statuses),
      whole,
    }),
  )
  await server.close()
  return done.bad + done.slow === 0 && whole
}
