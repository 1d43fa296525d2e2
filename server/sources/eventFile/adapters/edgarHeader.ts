import { type IsoDate, isoDate } from '../../../market/day.ts'
import { utcText } from '../../../market/instant.ts'
import { instantsOf, zonedText } from '../../../market/zone.ts'
import { type Adapter, proposed, rawEvents } from './adapter.ts'
import { shownAt } from './edgarClock.ts'

const NEW_YORK = 'America/New_York'
/** Characters of a filing in which its header stands. */
const HEAD = 20_000

/** Names that EDGAR's headers give the items of form 8-K, as far as they are put to types. */
const items: ReadonlyMap<string, string> = new Map([
  ['results of operations and financial condition', '2.02'],
  ['entry into a material definitive agreement', '1.01'],
  ['termination of a material definitive agreement', '1.02'],
  ['bankruptcy or receivership', '1.03'],
  ['material cybersecurity incidents', '1.05'],
  ['completion of acquisition or disposition of assets', '2.01'],
  ['regulation fd disclosure', '7.01'],
  ['other events', '8.01'],
  ['financial statements and exhibits', '9.01'],
  ['submission of matters to a vote of security holders', '5.07'],
])

const dashed = (digits: string): string => `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`

/**
 * The header of one filing of EDGAR, as its text or its header page has it. It writes when the filing was accepted on New
 * York's clock, always: what it says is surer than the lists. A filing that is stored keeps its title, type and status.
 */
export const edgarHeader: Adapter = {
  name: 'edgar-header',
  read: ({ text, ticker }) => {
    const head = text.slice(0, HEAD).replaceAll(/&lt;/g, '<').replaceAll(/&gt;/g, '>')
    const accepted = /<ACCEPTANCE-DATETIME>\s{0,20}(\d{14})\b/.exec(head)?.[1]
    const accession = /ACCESSION NUMBER:[ \t]{0,40}(\d{10}-\d{2}-\d{6})\b/.exec(head)?.[1]
    if (accepted === undefined || accession === undefined) return null
    const line = (name: string) =>
      new RegExp(`(?:^|[\\r\\n])[ \\t]{0,20}${name}:[ \\t]{0,40}([^\\r\\n]{1,200})`).exec(head)?.[1]?.trim() ?? null
    const date = isoDate(dashed(accepted))
    const [hour, minute, second] = [accepted.slice(8, 10), accepted.slice(10, 12), accepted.slice(12, 14)].map(Number)
    const clock = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0)
    const at = date === null || clock >= 86_400 ? undefined : instantsOf(date, clock, NEW_YORK)[0]
    const filed = isoDate(dashed(line('FILED AS OF DATE') ?? '')) ?? date
    const form = line('CONFORMED SUBMISSION TYPE') ?? ''
    const shown =
      at === undefined || filed === null ? null : shownAt({ form, filed: filed as IsoDate, accepted: '' }, at)
    const told = [...head.matchAll(/ITEM INFORMATION:[ \t]{0,40}([^\r\n]{1,200})/g)].flatMap(
      ([, name = '']) => items.get(name.trim().toLowerCase()) ?? [],
    )
    const cells = {
      event_id: `edgar:${accession}`,
      title: `${line('COMPANY CONFORMED NAME') ?? 'Filing'}: ${form}${told.length === 0 ? '' : `, items ${told.join(', ')}`}`,
      occurred_at: isoDate(dashed(line('CONFORMED PERIOD OF REPORT') ?? '')) ?? undefined,
      public_at: shown === null ? (filed ?? dashed(accepted)) : utcText(shown),
      timezone: NEW_YORK,
      precision: shown === null ? 'day' : 'second',
      tickers: ticker,
      type: told.length === 0 ? 'disclosure' : undefined,
      sec_items: told.length === 0 ? undefined : told.join('|'),
      source_type: 'filing',
      source_name: 'SEC EDGAR',
      source_id: accession,
      time_source: 'sgml_header',
      time_note: at === undefined ? undefined : `Accepted ${zonedText(at, NEW_YORK)}, by the header of the filing`,
    }
    return rawEvents([proposed(null, cells, ['title', 'tickers', 'type', 'sec_items', 'timezone'])])
  },
}
