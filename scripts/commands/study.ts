import { z } from 'zod'
import { Problem } from '../../server/problem.ts'
import { TickerParameter, told } from '../../server/query/parameters.ts'
import { studyTables } from '../../server/query/questions.ts'
import { modelNames } from '../../server/stats/models.ts'
import { command, onlyWord, storeOptions } from '../command.ts'
import { specFile } from '../specFile.ts'

const Options = z.strictObject({
  json: storeOptions.json,
  csv: told(z.boolean().default(false), 'tidy tables: one to standard output, or all of them with --out'),
  table: told(
    z.enum(studyTables).optional(),
    `which table to print: ${studyTables.join(', ')}\n(default windows)`,
    'NAME',
  ),
  out: told(z.string().optional(), 'write every table there as NAME.csv', 'FOLDER'),
  event: told(
    z.array(z.string()).optional(),
    'study one stored event instead of a spec; may be given several times',
    'ID',
  ),
  ticker: told(TickerParameter.optional(), "its ticker (default the event's own)"),
  benchmark: told(
    TickerParameter.optional(),
    "what to compare with (default the event's own, then what fits the market)",
  ),
  model: told(z.enum(modelNames).optional(), `${modelNames.join(', ')} (default market)`),
  robustness: told(
    z.boolean().default(false),
    'also recompute over models, estimation lengths, windows and admissible days',
  ),
  db: storeOptions.db,
})
type Asked = z.output<typeof Options>

await command({
  name: 'study',
  does: 'Study many events at once, or one, from a spec file (docs/study-spec.md).',
  examples: [
    'npm run study -- SPEC.json',
    'npm run -s study -- SPEC.json --json > study.json',
    'npm run study -- SPEC.json --csv --out tables',
    'npm run study -- --event openai-board-2023-11-17 --robustness',
  ],
  words: [['SPEC.json', 'the spec; - reads it from standard input']],
  options: Options,
  notes:
    'The data version of what was used is told on standard error, and in --json.\nExit: 0 done, 1 could not, 2 asked wrongly.',
  run: async (asked, words) => {
    refuseMixed(asked)
    const text = specText(asked, words)
    const { writeStudy } = await import('../studyFiles.ts')
    return writeStudy(text, asked)
  },
})

function refuseMixed({ json, csv, table, out }: Asked): void {
  const refuse = (why: string, option: string): never => {
    throw new Problem(400, 'bad_parameter', why, option)
  }
  if (json && csv) refuse('Cannot print JSON and CSV at once: choose one', 'csv')
  if (out !== undefined && !csv) refuse('Cannot use --out without --csv', 'out')
  if (table !== undefined && !csv) refuse('Cannot use --table without --csv', 'table')
}

function specText({ event, ticker, benchmark, model }: Asked, words: readonly string[]): string {
  const refuse = (why: string): never => {
    throw new Problem(400, 'bad_parameter', why)
  }
  if (event !== undefined) {
    if (words.length > 0) refuse('Cannot study a spec and --event at once: choose one')
    return JSON.stringify({
      ...(model === undefined ? {} : { settings: { model } }),
      ...(ticker === undefined ? {} : { tickers: [ticker] }),
      ...(benchmark === undefined ? {} : { benchmark }),
      events: event,
    })
  }
  if ([ticker, benchmark, model].some((value) => value !== undefined))
    refuse('Cannot use --ticker, --benchmark or --model with a spec: they stand in the spec')
  return specFile(onlyWord(words, `study ${words.length} specs: name one file, or an event with --event ID`))
}
