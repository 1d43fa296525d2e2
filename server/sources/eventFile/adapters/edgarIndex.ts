import { type Adapter, proposed, rawEvents } from './adapter.ts'

const header = /^CIK\|Company Name\|Form Type\|Date Filed\|Filename\s*$/i
const newsForms = new Set(['8-K', '8-K/A', '10-Q', '10-K', '6-K'])

/** EDGAR's `master.idx`: filings of a quarter, with their dates only. */
export const edgarIndex: Adapter = {
  name: 'edgar-index',
  read: ({ text, ticker }) => {
    if (!/(^|[\r\n])CIK\|/i.test(text.slice(0, 10_000))) return null
    const lines = text.split(/\r\n|\n|\r/)
    const start = lines.slice(0, 40).findIndex((line) => header.test(line))
    if (start < 0) return null
    return rawEvents(
      lines.slice(start + 1).flatMap((line, at) => {
        const [, company = '', form = '', filed = '', path = ''] = line.split('|')
        if (!newsForms.has(form)) return []
        const accession = /(\d{10}-\d{2}-\d{6})\.txt$/.exec(path.trim())?.[1]
        const cells = {
          event_id: accession === undefined ? undefined : `edgar:${accession}`,
          title: `${company.trim()}: ${form}`,
          public_at: filed.trim(),
          tickers: ticker,
          type: 'disclosure',
          source_type: 'filing',
          source_name: 'SEC EDGAR',
          source_id: accession,
          source_url: `https://www.sec.gov/Archives/${path.trim()}`,
        }
        return [proposed(start + at + 2, cells)]
      }),
    )
  },
}
