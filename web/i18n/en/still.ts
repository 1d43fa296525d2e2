/** Words of the page where no script runs; see `page` for the rules. */
export const catalogue = {
  rows: (shown: number, all: number) => `${shown} of ${all} rows; narrow the range to see the others, or take the CSV.`,
  title: 'Without scripts',
  board:
    'Every stored ticker in the range of this address, drawn without scripts. To fetch a ticker of your own, allow them or use the command line.',
  ticker:
    'Everything at this address is drawn here without scripts. To zoom, search and choose on the page itself, allow them; every line below is a link.',
  more: (count: number) => `and ${count} more`,
  unnumbered: (count: number) => `${count} ${count === 1 ? 'place' : 'places'} with events without a number`,
  openPage: 'Open this chart',
  windows: 'Windows',
  keptPrices: 'Prices',
  origin: 'Origin',
  finding: 'Finding',
  files: 'The numbers as CSV',
  figure: 'The chart as a picture',
  ranges: 'Other ranges',
  tickers: 'Stored tickers',
  chart: 'Chart',
  prices: 'prices as CSV',
  study:
    'A study measures many events together and tests the average. Its form needs scripts; the study that this address names is drawn below, and the command line computes any other.',
  studyHow: 'Take the study as a file: save its spec and run',
  events:
    'The stored events that this address asks for. To search, write or import them on the page itself, allow scripts.',
  newest: (shown: string, all: string) => `The newest ${shown} of ${all} events`,
  articles: 'Articles and drafts',
  article:
    'An article or a draft is read here: its date, the events that it tells of, as proposals for you to confirm, and its claims against the stored prices. Reading one needs scripts.',
  articleHow: 'The command line reads a saved page or text without them:',
  data: 'What is stored, what the checks found in it, and the backfills that fetch more. To start a backfill or to judge a finding, allow scripts or use the command line.',
  coverage: 'Coverage, findings and repairs (JSON)',
  backfills: 'Backfills (JSON)',
  imports: 'Imported files (JSON)',
  allEvents: 'All events (CSV)',
}
