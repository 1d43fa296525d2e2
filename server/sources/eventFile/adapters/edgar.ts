import { isoDate } from '../../../market/day.ts'
import { utcText } from '../../../market/instant.ts'
import { ticker } from '../../../market/ticker.ts'
import { zonedText } from '../../../market/zone.ts'
import { isObject } from '../jsonEvents.ts'
import type { RawRecord } from '../rawRecord.ts'
import { type Adapter, proposed, rawEvents, textOf } from './adapter.ts'
import { acceptedAt, type ClockReading, carriesTime, type Filing, judgeClock, shownAt } from './edgarClock.ts'

/** Forms that tell news; the others of a filer's list are left out. */
const newsForms = new Set(['8-K', '8-K/A', '10-Q', '10-K', '6-K'])

interface Listed extends Filing {
  readonly accession: string
  readonly reported: string
  readonly items: readonly string[]
}

/** EDGAR's submissions JSON, and the older pages whose arrays stand at its top level. */
export const edgar: Adapter = {
  name: 'edgar',
  read: ({ json, ticker: given }) => {
    if (!isObject(json)) return null
    const recent = isObject(json.filings) && isObject(json.filings.recent) ? json.filings.recent : json
    if (!Array.isArray(recent.accessionNumber)) return null
    const filings = filingsOf(recent)
    const reading = judgeClock(filings)
    const own = Array.isArray(json.tickers) ? json.tickers.map((one) => ticker(String(one))) : []
    const filer = {
      name: textOf(json.name) ?? '',
      cik: /^\d{1,10}$/.test(textOf(json.cik) ?? '') ? Number(json.cik) : null,
      // A filer has several symbols where it has several classes of shares.
      ticker: own.find((one) => one !== null && one === given) ?? own.find((one) => one !== null) ?? given ?? undefined,
    }
    return rawEvents(
      filings.filter(({ form }) => newsForms.has(form)).map((filing) => recordOf(filing, reading, filer)),
    )
  },
}

/** Columns of equal length become filings; a row without a filing date is none. */
function filingsOf(columns: Readonly<Record<string, unknown>>): readonly Listed[] {
  const column = (name: string): readonly unknown[] => (Array.isArray(columns[name]) ? columns[name] : [])
  const cell = (name: string, row: number) => textOf(column(name)[row]) ?? ''
  return column('accessionNumber').flatMap((accession, row): readonly Listed[] => {
    const filed = isoDate(cell('filingDate', row))
    if (filed === null || typeof accession !== 'string' || !/^[\d-]{10,25}$/.test(accession)) return []
    return [
      {
        accession,
        filed,
        form: cell('form', row),
        accepted: cell('acceptanceDateTime', row),
        reported: cell('reportDate', row),
        items: cell('items', row)
          .split(',')
          .map((item) => item.trim())
          .filter((item) => /^\d\.\d{2}$/.test(item)),
      },
    ]
  })
}

function recordOf(
  filing: Listed,
  reading: ClockReading,
  {
    name,
    cik,
    ticker: symbol,
  }: { readonly name: string; readonly cik: number | null; readonly ticker: string | undefined },
): RawRecord {
  const { accession, form, items, reported } = filing
  const accepted = reading === 'ambiguous' || !carriesTime(filing) ? null : acceptedAt(filing, reading)
  const shown = accepted === null ? null : shownAt(filing, accepted)
  return proposed(null, {
    event_id: `edgar:${accession}`,
    title: `${name === '' ? 'Filing' : `${name}:`} ${form}${items.length === 0 ? '' : `, items ${items.join(', ')}`}`,
    occurred_at: isoDate(reported) ?? undefined,
    public_at: shown === null ? filing.filed : utcText(shown),
    timezone: 'America/New_York',
    precision: shown === null ? 'day' : 'second',
    tickers: symbol,
    type: items.length === 0 ? 'disclosure' : undefined,
    sec_items: items.join('|'),
    source_type: 'filing',
    source_name: 'SEC EDGAR',
    source_id: accession,
    source_url:
      cik === null
        ? undefined
        : `https://www.sec.gov/Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}/${accession}-index.html`,
    time_source: 'edgar_json',
    time_note: noteOf(filing, reading, accepted === null ? null : zonedText(accepted, 'America/New_York')),
  })
}

function noteOf(filing: Filing, reading: ClockReading, accepted: string | null): string {
  if (accepted === null)
    return reading === 'ambiguous' && carriesTime(filing)
      ? `The list says accepted ${filing.accepted}, on a clock that cannot be told: the filing date counts`
      : 'The list gives no time of acceptance: the filing date counts'
  return `Accepted ${accepted}; the list was read as ${reading === 'utc' ? 'UTC' : 'New York time in spite of its Z'}`
}
