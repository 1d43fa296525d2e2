import { lookup } from 'node:dns/promises'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type ArticleRules, readArticle } from '../server/articles/article.ts'
import { takeArticle } from '../server/articles/take.ts'
import { type ImportTold, importList } from '../server/ingest/imports.ts'
import { type Ingested, type IngestInput, ingest, mostBytes } from '../server/ingest/ingest.ts'
import { type IngestKind, ingestKinds } from '../server/ingest/kind.ts'
import { conflictRules } from '../server/ingest/prepareEvents.ts'
import { undoImport } from '../server/ingest/undo.ts'
import type { Instant } from '../server/market/instant.ts'
import { isZone } from '../server/market/zone.ts'
import { Problem } from '../server/problem.ts'
import { IntervalParameter, TickerParameter, told, wholeNumber } from '../server/query/parameters.ts'
import { MOST_ARTICLE } from '../server/sources/article/page.ts'
import { dateLanguages } from '../server/sources/dates.ts'
import { eventReaders } from '../server/sources/eventFile/readEvents.ts'
import { dateOrders } from '../server/sources/eventFile/time.ts'
import { fetchFile, isAddress, whyNotFetch } from '../server/sources/fileFetch.ts'
import { fileText } from '../server/sources/fileText.ts'
import { type Found, guardedFetch } from '../server/sources/guardedFetch.ts'
import { closesKinds } from '../server/sources/priceFile/closesRules.ts'
import { decimals } from '../server/sources/priceFile/priceNumber.ts'
import { isPublicAddress } from '../server/sources/publicAddress.ts'
import { articleWords } from './articleWords.ts'
import { progressLine } from './bar.ts'
import { command, onlyWord, storeOptions } from './command.ts'
import { stopSignal } from './stop.ts'
import { inStore, type Store } from './store.ts'
import { print, tell } from './terminal.ts'

const bySight = 'told by the shape of the file'

await command({
  name: 'ingest',
  does: 'Take a file into the store. The same file a second time changes nothing.',
  examples: [
    'npm run ingest -- events.csv',
    'npm run ingest -- MSFT.csv --as prices --dry-run',
    'cat events.json | npm run -s ingest -- - --as events --mode skip --json',
    'npm run ingest -- story.html --as article --dry-run --json',
    'npm run ingest -- F-F_Research_Data_5_Factors_2x3_daily_CSV.zip --as factors',
    '',
    'npm run ingest -- --runs                      imports so far',
    'npm run ingest -- --undo 12 --dry-run         what taking one of them back would do',
  ],
  words: [['FILE', 'what to take: a file, an address (https, or http of this machine), or - for standard input']],
  options: z.strictObject({
    as: told(
      z.enum([...ingestKinds, 'article']).optional(),
      `${ingestKinds.join(', ')} (default: ${bySight}); article: events that a saved page or text speaks of, as proposals`,
      'KIND',
    ),
    published: told(
      z.string().max(40).optional(),
      'articles: when it was published, a date or a moment with its offset (default: told by the page)',
      'TIME',
    ),
    fetch: told(
      z.boolean().default(false),
      'articles: fetch the page of an address, from hosts of the public internet only',
    ),
    language: told(z.enum(dateLanguages).optional(), 'articles: en or id (default: told by its words)', 'L'),
    mode: told(
      z.enum(['strict', 'skip']).default('strict'),
      'strict: one error and nothing is stored (default); skip: bad records are left out',
    ),
    dryRun: told(z.boolean().default(false), 'say what would happen, store nothing').meta({ option: 'dry-run' }),
    reader: told(z.enum(eventReaders).optional(), `events: ${eventReaders.join(', ')} (default: ${bySight})`),
    onConflict: told(
      z.enum(conflictRules).default('update'),
      'events stored already: update (default), keep or fail',
      'R',
    ).meta({ option: 'on-conflict' }),
    ticker: told(
      TickerParameter.optional(),
      'whose prices, actions or events, where the file names none (default for prices: the name of the file)',
    ),
    interval: told(IntervalParameter.optional(), 'length of intraday bars (default: told by their starts)'),
    dateOrder: told(z.enum(dateOrders).optional(), 'order of dates such as 10/02/2023: MDY, DMY or YMD').meta({
      option: 'date-order',
    }),
    decimal: told(
      z.enum(decimals).optional(),
      'prices: the decimal mark, dot or comma (default: told by all numbers of the file)',
    ),
    closes: told(
      z.enum(closesKinds).optional(),
      'prices: closes are adjusted (for splits and dividends), split (for splits alone) or raw (default: told)',
    ),
    timezone: told(
      z.string().refine(isZone, 'expected an IANA time zone').optional(),
      'zone of clock times whose ticker tells none, such as Asia/Jakarta',
      'ZONE',
    ),
    runs: told(z.boolean().default(false), 'list the last hundred imports instead'),
    undo: told(wholeNumber(1, 1e12).optional(), 'take an import back instead: every row as it was before', 'RUN'),
    unit: told(z.enum(['percent', 'fraction']).default('percent'), 'factors: percent (default) or fraction'),
    ...storeOptions,
  }),
  notes:
    'Formats: docs/event-format.md, docs/csv.md, docs/price-files.md, docs/articles.md. Exit: 0 done, 1 could not or rejected, 2 asked wrongly.',
  run: async (
    {
      as: asked = null,
      json,
      db: store,
      reader,
      ticker,
      interval,
      dateOrder,
      decimal,
      closes,
      timezone,
      runs,
      undo,
      published,
      language,
      fetch,
      ...rules
    },
    words,
  ) => {
    if (runs || undo !== undefined) {
      const others = { asked, reader, ticker, interval, dateOrder, decimal, closes, timezone, published, language }
      const isOfAFile =
        words.length > 0 ||
        Object.values(others).some((value) => value != null) ||
        rules.mode !== 'strict' ||
        rules.onConflict !== 'update' ||
        rules.unit !== 'percent'
      if (isOfAFile || (runs && (undo !== undefined || rules.dryRun)))
        throw new Problem(400, 'bad_parameter', 'Cannot do several things at once: name a file, --runs or --undo RUN')
      return aboutRuns(store, { undo, json, dryRun: rules.dryRun })
    }
    const file = onlyWord(words, `take ${words.length} files at once: name one, or - for standard input`)
    if (asked === 'article') {
      const given = { reader, ticker, interval, decimal, closes }
      const idle = Object.entries(given).find(([, value]) => value !== undefined)
      if (idle !== undefined) throw new Problem(400, 'bad_parameter', `Cannot use --${idle[0]} for an article`)
      const told = { published, language, zone: timezone, dateOrder }
      const input = isAddress(file) ? await fetchedArticle(file, fetch) : { ...local(file, null), address: null }
      return inStore(store, 'make', (db) =>
        article(db, input, { ...told, address: input.address }, { dryRun: rules.dryRun, json }),
      )
    }
    for (const [name, value] of Object.entries({ published, language, fetch: fetch || undefined }))
      if (value !== undefined) throw new Problem(400, 'bad_parameter', `Cannot use --${name} without --as article`)
    const kind = asked
    const input = isAddress(file) ? await fetched(file) : local(file, kind)
    const now = Date.now() as Instant
    const options = {
      ...rules,
      kind,
      reader: reader ?? null,
      ticker: ticker ?? null,
      interval: interval ?? null,
      dateOrder: dateOrder ?? null,
      decimal: decimal ?? null,
      closes: closes ?? null,
      defaultTimezone: timezone ?? null,
      now,
    }
    return inStore(store, 'make', async (db) => {
      const line = progressLine()
      const steps = { reading: 1, storing: 2 } as const
      const done = await ingest(db, input, options, (step) => line.draw(steps[step], 3, `${step} ${input.name}`))
      line.clear()
      await (json ? print([`${JSON.stringify(done)}\n`]) : tell(spoken(done)))
      return done.accepted ? 0 : 1
    })
  },
})

interface AboutRuns {
  readonly undo: number | undefined
  readonly json: boolean
  readonly dryRun: boolean
}

/** Lists imports, or takes one back. */
function aboutRuns(file: string, { undo, json, dryRun }: AboutRuns): Promise<number> {
  return inStore(file, 'read', async (db) => {
    if (undo === undefined) {
      const imports = await importList(db, 100)
      await (json ? print([`${JSON.stringify({ imports })}\n`]) : tell(imports.map(importLine)))
    } else {
      const done = await undoImport(db, undo, dryRun, Date.now())
      const rows = Object.entries(done.rows).map(([table, count]) => `${count} of ${table}`)
      const what = rows.length === 0 ? 'nothing had changed' : `as before: ${rows.join(', ')}`
      const end = dryRun ? '; nothing stored, as asked' : `; run ${done.by} did so`
      await print([json ? `${JSON.stringify(done)}\n` : `import ${undo}: ${what}${end}\n`])
    }
    return 0
  })
}

function importLine({ id, verb, name, kind, started_at, outcome, result }: ImportTold): string {
  const counts: Readonly<Record<string, unknown>> = { ...result }
  const sums =
    verb === 'undo' ? `took back import ${counts.run}` : `${kind}: ${counts.new} new, ${counts.changed} changed`
  return `${id} · ${started_at} · ${name} · ${sums}${outcome === 'complete' ? '' : ` · ${outcome}`}\n`
}

/** Reads an article and stores what it proposes, or shows both. */
async function article(
  db: Store,
  input: IngestInput,
  rules: ArticleRules,
  { dryRun, json }: { readonly dryRun: boolean; readonly json: boolean },
): Promise<number> {
  const text = fileText(input.bytes, MOST_ARTICLE)
  if (text.kind === 'refused') throw new Problem(422, text.entry.code, text.entry.message)
  const reading = await readArticle(db, text.text, rules)
  if (!json) await tell(articleWords(reading))
  if (dryRun) {
    if (json) await print([`${JSON.stringify(reading)}\n`])
    return 0
  }
  const { done, unsaid } = await takeArticle((file, options) => ingest(db, file, options), reading, input.name, {
    now: Date.now() as Instant,
  })
  if (!json) await tell(unsaid.map(({ quote }) => `not stored, as no single week, month, quarter or year: ${quote}\n`))
  await (json ? print([`${JSON.stringify(done)}\n`]) : tell(spoken(done)))
  return done.accepted ? 0 : 1
}

/** The page behind an address, only where that was asked for by name. @throws Problem when it is blocked, fails or is no text */
async function fetchedArticle(address: string, isAsked: boolean): Promise<IngestInput & { readonly address: string }> {
  if (!isAsked)
    throw new Problem(
      400,
      'bad_parameter',
      'Cannot take an article from an address without --fetch: or save the page and name the file',
    )
  const found = await guardedFetch(address, {
    lookup: async (host) => (await lookup(host, { all: true })) as readonly Found[],
    isAllowed: isPublicAddress,
    signal: stopSignal(() => {}),
  })
  if (found.kind === 'blocked') throw new Problem(422, found.code, found.message)
  if (found.kind === 'failure') throw new Problem(503, 'fetch_failed', `Cannot fetch ${address}: ${found.message}`)
  if (found.status !== 200 || !/^text\/(html|plain)|^application\/xhtml\+xml/i.test(found.type))
    throw new Problem(
      503,
      'fetch_failed',
      `Cannot fetch ${address}: answer ${found.status} of type ${found.type.slice(0, 60) || 'unknown'}`,
    )
  return { name: new URL(found.url).hostname, bytes: found.bytes, address: found.url }
}

/** A failed fetch is an error, not an empty file: nothing is opened or written then. */
async function fetched(address: string): Promise<IngestInput> {
  const why = whyNotFetch(address)
  if (why !== null) throw new Problem(400, 'bad_parameter', why)
  const line = progressLine()
  const signal = stopSignal(() => line.note('Stopping'))
  const file = await fetchFile(new URL(address), {
    fetch: globalThis.fetch,
    sleep: async (ms, until) => void (await sleep(ms, undefined, { signal: until })),
    now: Date.now,
    random: Math.random,
    signal,
    progress: (received, total) => line.draw(received, total ?? received, 'bytes fetched'),
  })
  line.clear()
  if (file.kind === 'file') return file
  throw new Problem(503, 'fetch_failed', `Cannot fetch ${address}: ${file.outcome}, ${file.message}`)
}

function local(file: string, kind: IngestKind | null): IngestInput {
  const most = mostBytes(kind)
  try {
    if (file !== '-' && statSync(file).size > most)
      throw new Problem(
        413,
        'too_large',
        `Cannot read ${file} as it may hold ${most} bytes (${most / 1024 / 1024} MiB)`,
      )
    return { name: file === '-' ? 'standard input' : basename(file), bytes: readFileSync(file === '-' ? 0 : file) }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(404, 'no_such_file', `Cannot read ${file}: ${error instanceof Error ? error.message : error}`)
  }
}

function* spoken({ kind, reader, dry_run, accepted, counts, report }: Ingested): Generator<string> {
  for (const { line, event_id, field, code, severity, message, value } of report) {
    const place = [line === null ? null : `line ${line}`, event_id, field].filter((part) => part !== null).join(', ')
    yield `${severity} ${code}${place === '' ? '' : ` (${place})`}: ${message}${value === null || message.includes(value) ? '' : ` ${JSON.stringify(value)}`}\n`
  }
  const what = `${kind ?? 'file'}${reader === null || reader === 'csv' ? '' : ` (${reader})`}`
  const sums = `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.rejected} rejected`
  if (accepted) yield `${what}: ${sums}${dry_run ? '; nothing stored, as asked' : ''}\n`
  else {
    const records = counts.rejected === 0 ? '' : `: none of its ${counts.rejected} records was stored`
    yield `${what} refused for what is said above${records}\n`
  }
}
