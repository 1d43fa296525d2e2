import { z } from 'zod'
import { conflictRules, ingestKinds } from '../../server/ingest/names.ts'
import { isZone } from '../../server/market/zone.ts'
import { Problem } from '../../server/problem.ts'
import { IntervalParameter, TickerParameter, told, wholeNumber } from '../../server/query/parameters.ts'
import { dateLanguages } from '../../server/sources/dates/languages.ts'
import { eventReaders } from '../../server/sources/eventFile/readerNames.ts'
import { dateOrders } from '../../server/sources/eventFile/time.ts'
import { closesKinds } from '../../server/sources/priceFile/closesRules.ts'
import { decimals } from '../../server/sources/priceFile/priceNumber.ts'
import { command, onlyWord, storeOptions } from '../command.ts'

const bySight = 'told by the shape of the file'

await command({
  name: 'ingest',
  does: 'Take a file into the store. The same file a second time changes nothing.',
  examples: [
    'npm run ingest -- events.csv',
    'npm run ingest -- MSFT.csv --as prices --dry-run',
    'cat events.json | npm run -s ingest -- - --as events --mode skip --json',
    'npm run ingest -- feed.xml --ticker MSFT',
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
      const { aboutRuns } = await import('../ingestRuns.ts')
      return aboutRuns(store, { undo, json, dryRun: rules.dryRun })
    }
    const file = onlyWord(words, `take ${words.length} files at once: name one, or - for standard input`)
    if (asked === 'article') {
      const given = { reader, ticker, interval, decimal, closes }
      const idle = Object.entries(given).find(([, value]) => value !== undefined)
      if (idle !== undefined) throw new Problem(400, 'bad_parameter', `Cannot use --${idle[0]} for an article`)
      const told = { published, language, zone: timezone, dateOrder }
      const { ingestArticle } = await import('../ingestArticle.ts')
      return ingestArticle(store, file, told, { fetch, dryRun: rules.dryRun, json })
    }
    for (const [name, value] of Object.entries({ published, language, fetch: fetch || undefined }))
      if (value !== undefined) throw new Problem(400, 'bad_parameter', `Cannot use --${name} without --as article`)
    const { ingestFile } = await import('../ingestFile.ts')
    const options = {
      ...rules,
      kind: asked,
      reader: reader ?? null,
      ticker: ticker ?? null,
      interval: interval ?? null,
      dateOrder: dateOrder ?? null,
      decimal: decimal ?? null,
      closes: closes ?? null,
      defaultTimezone: timezone ?? null,
    }
    return ingestFile(store, file, options, json)
  },
})
