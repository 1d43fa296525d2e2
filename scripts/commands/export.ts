import { z } from 'zod'
import { eventFormats } from '../../server/market/eventFormats.ts'
import { Problem } from '../../server/problem.ts'
import { told } from '../../server/query/parameters.ts'
import { studyTables } from '../../server/query/questions.ts'
import { tableHeadings } from '../../server/verbs/tableHeadings.ts'
import { command, storeOptions } from '../command.ts'
import { type Given, kinds, tableOptions } from '../tableOptions.ts'

const figureFormats = ['svg', 'png', 'html'] as const
type FigureFormat = (typeof figureFormats)[number]
const isOfFigure = (format: string | undefined): format is FigureFormat =>
  figureFormats.some((known) => known === format)

const own = {
  table: told(
    z.enum(studyTables).optional(),
    `study: which table: ${studyTables.join(', ')}\n(default windows)`,
    'NAME',
  ),
  withAlignment: told(z.boolean().optional(), 'events: add event day, session and flags').meta({
    option: 'with-alignment',
  }),
  format: told(
    z.enum([...eventFormats, ...figureFormats, 'parquet']).optional(),
    `every table: parquet (Apache Parquet, with --out or into a pipe)\nevents: ${eventFormats.join(', ')}\nfigure: ${figureFormats.join(', ')} (else by the ending of FILE)`,
  ),
  out: told(z.string().optional(), 'write there instead of to standard output', 'FILE'),
  json: told(storeOptions.json, 'one JSON document instead of CSV; with --out what was written'),
  width: told(z.string().optional(), 'figure: pixels (default 1200; a PNG is twice as fine)', 'PIXELS'),
  height: told(z.string().optional(), 'figure: pixels (default 675)', 'PIXELS'),
  theme: told(z.string().optional(), 'figure: light (default) or dark'),
  db: storeOptions.db,
}
/** What it means when it is left out depends on the table. */
const ticker = told(
  z.string().optional(),
  'whose; prices of every stored one, and the panel of one event on its first with prices, when left out',
  'TICKER',
)

await command({
  name: 'export',
  does: "Take tables away as CSV, the same bytes as the page's buttons and /api/….csv give.",
  examples: [
    'npm run -s export -- events > events.csv',
    'npm run -s export -- prices --ticker MSFT --basis total --from 2023-11-01 --out msft.csv',
    'npm run -s export -- impacts --ticker MSFT',
    'npm run -s export -- prices --ticker MSFT --interval 1m --format parquet --out msft.parquet',
    'npm run -s export -- panel --event openai-20231117-altman-ousted',
    'npm run -s export -- moves --ticker MSFT',
    'npm run -s export -- study SPEC.json --table events',
    'npm run -s export -- figure "/t/MSFT?r=2023-11-01..2023-12-15" --out msft.png',
    'npm run -s export -- figure "/t/MSFT?r=1y" --format html > msft.html',
  ],
  words: [
    ...Object.entries(tableHeadings).map(([kind, { does }]) => [kind, does] as const),
    [
      'figure ADDRESS',
      'The chart at an address of the page: SVG, PNG, or one HTML file with its tables, prices and hash',
    ],
    ['study SPEC', 'One table of a study (docs/study-spec.md); - reads the spec from standard input'],
  ],
  options: z.strictObject({ ...tableOptions, ticker, ...own }),
  notes:
    'The data version of what was used is told on standard error, and in --json.\nColumns and units: docs/csv.md. Exit: 0 done, 1 could not, 2 asked wrongly.',
  run: async (
    { table: name, withAlignment, format, out, json, db, width, height, theme, ...given },
    [first, ...more],
  ) => {
    const size = { width, height, theme }
    if (first === 'figure') {
      refuseStray(
        { ...given, table: name, 'with-alignment': withAlignment, format: isOfFigure(format) ? undefined : format },
        'with a figure: all stands in its address',
      )
      if (more.length > 1) throw new Problem(400, 'bad_parameter', `Cannot draw ${more[1]} too: name one address`)
      const { drawFigure } = await import('../figureFile.ts')
      return drawFigure(more[0], isOfFigure(format) ? format : null, size, { out, json, db })
    }
    refuseStray({ ...size, format: isOfFigure(format) ? format : undefined }, 'but for a figure')
    const kind = kinds.find((known) => known === first)
    if (kind === undefined || more.length > (kind === 'study' ? 1 : 0))
      throw new Problem(
        400,
        'bad_parameter',
        `Cannot export ${first ?? 'nothing'}: name one of ${[...kinds, 'figure'].join(', ')}`,
      )
    const { exportTable } = await import('../exportTable.ts')
    return exportTable(
      kind,
      { name, withAlignment, format: isOfFigure(format) ? undefined : format, spec: more[0] },
      given as Given,
      { out, json, db },
    )
  },
})

/** @throws Problem for the first option that was given */
function refuseStray(options: Readonly<Record<string, unknown>>, why: string): void {
  const [stray] = Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [option]))
  if (stray !== undefined) throw new Problem(400, 'bad_parameter', `Cannot use --${stray} ${why}`, stray)
}
