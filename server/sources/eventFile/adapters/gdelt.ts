import { type Adapter, compactText, proposed, rawEvents, textOf } from './adapter.ts'
import { foreignRows } from './foreignRows.ts'

const languages: ReadonlyMap<string, string> = new Map([
  ['english', 'en'],
  ['indonesian', 'id'],
  ['german', 'de'],
  ['french', 'fr'],
  ['spanish', 'es'],
  ['portuguese', 'pt'],
  ['italian', 'it'],
  ['dutch', 'nl'],
  ['japanese', 'ja'],
  ['chinese', 'zh'],
  ['korean', 'ko'],
])

/** Article lists of GDELT. Its date is when a crawler saw the article, in steps of a quarter of an hour. */
export const gdelt: Adapter = {
  name: 'gdelt',
  read: (file) => {
    const rows = foreignRows(file, ['seendate', 'sourcecountry'], 'articles')
    if (rows === null) return null
    return rawEvents(
      rows.map(({ line, cell }) =>
        proposed(line, {
          title: textOf(cell('title'))?.trim(),
          public_at: compactText(textOf(cell('seendate')) ?? ''),
          uncertainty: 'PT15M',
          tickers: file.ticker,
          language: languages.get(textOf(cell('language'))?.toLowerCase() ?? ''),
          source_type: 'news',
          source_name: textOf(cell('domain')),
          source_url: textOf(cell('url')),
          time_source: 'seen',
        }),
      ),
    )
  },
}
