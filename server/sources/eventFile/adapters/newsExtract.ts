import { ticker } from '../../../market/ticker.ts'
import type { RawEvents } from '../csvEvents.ts'
import { isObject } from '../jsonEvents.ts'
import { type Adapter, compactText, epochText, type ForeignFile, proposed, rawEvents, textOf } from './adapter.ts'
import { type ForeignRow, foreignRows } from './foreignRows.ts'

/** One vendor's shape: columns that tell it, and where it keeps time, title, symbols and source. */
interface Shape {
  readonly names: readonly string[]
  /** Field of an object answer that holds the list. */
  readonly list: string
  readonly time: (row: ForeignRow) => string
  readonly title: (row: ForeignRow) => string | undefined
  readonly symbols: (row: ForeignRow) => readonly unknown[]
  readonly source: string
  readonly url: string
  /** Begins the source's own id, where that tells who speaks. */
  readonly by?: 'yahoo'
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : (textOf(value) ?? '').split(/[,|;\s]+/)
const cellText = (name: string) => (row: ForeignRow) => textOf(row.cell(name))

const shapes: readonly Shape[] = [
  {
    names: ['timestamp_utc', 'rp_entity_id'],
    list: 'data',
    // The extract writes UTC without saying so.
    time: (row) => `${(textOf(row.cell('timestamp_utc')) ?? '').replace(/Z$/, '')}Z`,
    title: cellText('headline'),
    symbols: (row) => listOf(row.cell('ticker')),
    source: 'source_name',
    url: 'url',
  },
  {
    names: ['published_utc', 'tickers'],
    list: 'results',
    time: (row) => textOf(row.cell('published_utc')) ?? '',
    title: cellText('title'),
    symbols: (row) => listOf(row.cell('tickers')),
    source: 'author',
    url: 'article_url',
  },
  {
    names: ['time_published', 'ticker_sentiment'],
    list: 'feed',
    time: (row) => `${compactText(textOf(row.cell('time_published')) ?? '')}Z`,
    title: cellText('title'),
    symbols: (row) => listOf(row.cell('ticker_sentiment')).map((one) => (isObject(one) ? one.ticker : one)),
    source: 'source',
    url: 'url',
  },
  {
    names: ['datetime', 'headline', 'related'],
    list: 'news',
    time: (row) => epochText(Number(row.cell('datetime')) * 1000) ?? '',
    title: cellText('headline'),
    symbols: (row) => listOf(row.cell('related')),
    source: 'source',
    url: 'url',
  },
  {
    // Yahoo's search: seconds of the epoch, and the symbols that it relates.
    names: ['providerpublishtime', 'publisher'],
    list: 'news',
    time: (row) => epochText(Number(row.cell('providerpublishtime')) * 1000) ?? '',
    title: cellText('title'),
    symbols: (row) => listOf(row.cell('relatedtickers')),
    source: 'publisher',
    url: 'link',
    by: 'yahoo',
  },
]

/** News lists of data vendors: the time is a moment in UTC, and everything is a proposal. */
export const newsExtract: Adapter = {
  name: 'news',
  read: (file) => {
    for (const shape of shapes) {
      const rows = foreignRows(file, shape.names, shape.list)
      if (rows !== null) return eventsOf(rows, shape, file)
    }
    return null
  },
}

const eventsOf = (rows: readonly ForeignRow[], shape: Shape, file: ForeignFile): RawEvents =>
  rawEvents(
    rows.map((row) => {
      const symbols = shape.symbols(row).map((one) => ticker(textOf(one) ?? ''))
      const known = [...new Set(symbols.filter((one) => one !== null))]
      return proposed(row.line, {
        title: shape.title(row)?.trim(),
        public_at: shape.time(row),
        tickers: known.length > 0 ? known.join('|') : file.ticker,
        source_type: 'news',
        source_name: textOf(row.cell(shape.source)),
        source_url: textOf(row.cell(shape.url)),
        source_id: shape.by === undefined ? undefined : `${shape.by}:${textOf(row.cell('uuid')) ?? ''}`,
        time_source: 'feed',
      })
    }),
  )
