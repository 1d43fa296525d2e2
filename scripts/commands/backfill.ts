import { z } from 'zod'
import { providerIn } from '../../server/config.ts'
import { type Interval, intervals } from '../../server/market/bar.ts'
import { type Ticker, ticker } from '../../server/market/ticker.ts'
import { Problem } from '../../server/problem.ts'
import { DateParameter, orNull, told, wholeNumber } from '../../server/query/parameters.ts'
import { inOrder } from '../../server/query/range.ts'
import { command, storeOptions } from '../command.ts'

/** One length of bars or several; 60m is what some call 1h. */
const intervalList = z.string().transform((text, context): readonly Interval[] => {
  const known = text.split(',').flatMap((word) => intervals.filter((name) => name === (word === '60m' ? '1h' : word)))
  if (known.length === text.split(',').length) return known
  context.addIssue({ code: 'custom', message: `it takes ${intervals.join(', ')}, or several of them` })
  return z.NEVER
})

const address = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'expected http:// or https://')
  .transform((text) => new URL(text))

await command({
  name: 'backfill',
  does: 'Fetches prices from Yahoo and stores them. Stopped at any moment, it goes on where it was.',
  examples: [
    'npm run backfill -- MSFT ^GSPC --from 2015-01-01',
    'npm run backfill -- MSFT --interval 1h',
    'npm run backfill                      brings everything stored up to date',
  ],
  words: [['TICKER …', 'whose prices (default everything stored)']],
  options: inOrder(
    z.strictObject({
      from: told(
        orNull(DateParameter),
        'first session (default: the first stored one, or ten years back, or as far as the source goes)',
        'DATE',
      ),
      to: told(orNull(DateParameter), 'last session (default: today)', 'DATE'),
      interval: told(
        intervalList.optional(),
        `${intervals.toReversed().join(', ')} (default 1d); comma-separated`,
        'LIST',
      ),
      providerUrl: told(
        address.optional(),
        'ask there instead of Yahoo (default AFTERSHOCK_PROVIDER_URL, where it is set)',
        'URL',
      ).meta({ option: 'provider-url' }),
      spacing: told(
        wholeNumber(0, 99_999).optional(),
        'least time between two requests (default 250; none for a source on this machine)',
        'MS',
      ),
      wait: told(z.boolean().default(false), 'wait for another backfill of this database instead of giving way'),
      db: storeOptions.db,
      json: told(
        storeOptions.json,
        'the result as one JSON document on stdout, progress as JSON lines on stderr: "kind" is begin,\nwindow, series, waiting, pause or stopping',
      ),
    }),
  ),
  notes: `Exit code: 0 complete, 3 partial (sessions are missing or held back), 4 deferred (the source cannot be used now),
1 failed, 2 asked wrongly, 5 another backfill is running.`,
  failed: (message) => ({ outcome: 'failed', exit_code: 1, message }),
  run: async ({ interval = [], providerUrl = providerOfAll(), db: file, json, ...asked }, words) => {
    const request = { ...asked, tickers: tickersOf(words), intervals: interval, providerUrl }
    const [{ runBackfill }, { inStore }] = await Promise.all([import('../runBackfill.ts'), import('../store.ts')])
    return inStore(file, 'make', (db) => runBackfill(db, request, json))
  },
})

/** Where the server asks too, so that nobody else is asked by mistake. */
function providerOfAll(): URL | null {
  const provider = providerIn(process.env)
  if ('url' in provider) return provider.url
  throw new Problem(400, 'bad_parameter', provider.why)
}

function tickersOf(words: readonly string[]): readonly Ticker[] {
  return words
    .flatMap((word) => word.split(','))
    .filter((word) => word !== '')
    .map((word) => {
      const symbol = ticker(word)
      if (symbol !== null) return symbol
      throw new Problem(
        400,
        'bad_parameter',
        `Cannot ask for "${word}" as a ticker is a symbol such as MSFT, BRK-B or ^GSPC`,
        'tickers',
      )
    })
}
