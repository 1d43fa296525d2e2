import { findEvent } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { primaryTickerOrNone } from '../events/primaryTicker.ts'
import { measureImpact } from '../impact/impact.ts'
import { tickerList } from '../prices/tickers.ts'
import { type TickerPlace, tickerCursors } from '../query/cursors.ts'
import { type Paged, type Paging, pageOf } from '../query/page.ts'
import { type BoardFigures, boardFigures, type Range } from './figures.ts'

type TickerLine = Awaited<ReturnType<typeof tickerList>>[number]

/** A stored ticker as the board shows it. */
export interface BoardLine
  extends BoardFigures,
    Pick<
      TickerLine,
      'ticker' | 'name' | 'exchange' | 'kind' | 'currency' | 'bars' | 'next_close' | 'source' | 'retrieved_at'
    > {
  readonly basis: 'split'
}

/** A measured event in its sentence, to begin with. */
export interface BoardFinding {
  readonly event_id: string
  readonly ticker: string
  readonly title: string
  readonly session: string
  readonly sentence: { readonly en: string; readonly id: string }
}

export interface Board extends Paged, Range {
  readonly finding: BoardFinding | null
  readonly tickers: readonly BoardLine[]
}

/** The event of the story that the bundled data tell: where it is stored, the board begins with it. */
const STORY = 'openai-20231117-altman-ousted'

/** What moved in a range, ticker by ticker, and one finished finding; a page of tickers by their symbols. */
export async function boardOf(db: Db, range: Range, page: Paging<TickerPlace>): Promise<Board> {
  const listed = pageOf(await tickerList(db), page, ({ ticker }): TickerPlace => [ticker], tickerCursors.textOf)
  const tickers: BoardLine[] = []
  // One after another: each is a moment of the serving thread.
  for (const { ticker, name, exchange, kind, currency, bars, next_close, source, retrieved_at } of listed.lines) {
    const head = {
      ticker,
      name,
      exchange,
      kind,
      currency,
      basis: 'split',
      bars,
      next_close,
      source,
      retrieved_at,
    } as const
    tickers.push({ ...head, ...(await boardFigures(db, ticker, range)) })
  }
  return { ...range, total: listed.total, next: listed.next, finding: await findingOf(db, tickers), tickers }
}

/** That of the story, else of the newest event of the page that has one. */
async function findingOf(db: Db, lines: readonly BoardLine[]): Promise<BoardFinding | null> {
  const story = await findEvent(db, STORY)
  if (story !== null && (await primaryTickerOrNone(db, story)) !== null) return sentenceOn(db, STORY)
  const newest = lines
    .flatMap(({ events }) => events.latest.filter(({ kind }) => kind === 'measured'))
    .sort((a, b) => ((a.session ?? '') < (b.session ?? '') ? 1 : -1))
  return newest[0] === undefined ? null : sentenceOn(db, newest[0].event_id)
}

async function sentenceOn(db: Db, event: string): Promise<BoardFinding | null> {
  const impact = await measureImpact(db, event, { ticker: null, benchmark: null, settings: {} })
  if (impact.kind === 'excluded' || impact.session === null) return null
  const { ticker, session, finding } = impact
  return { event_id: event, ticker, title: impact.event.title, session, sentence: finding }
}
