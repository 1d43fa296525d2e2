import { backfillRunner } from '../server/backfill/runner.ts'
import { pngOf } from '../server/figures/png.ts'
import { ingestQueue } from '../server/ingest/queue.ts'
import { Problem } from '../server/problem.ts'
import { FigureQuestion, TickerSubject } from '../server/query/questions.ts'
import { read } from '../server/query/read.ts'
import { figureOf } from '../server/routes/figures.ts'
import { studyQueue } from '../server/study/queue.ts'
import type { Store } from './store.ts'

/** What says how large a figure is and in which colours, as text. */
export type FigureOptions = Readonly<Record<'width' | 'height' | 'theme', string | undefined>>

export interface FigureFile {
  readonly bytes: Uint8Array
  readonly version: string
}

/**
 * A chart as a file.
 *
 * @param address of the page, with its server or without: `/t/MSFT?r=2023-11-01..2023-12-15`
 * @param file decides by its ending whether it is SVG or PNG; null: SVG
 * @throws Problem for an address or an ending that is not understood, and where the page would be refused
 */
export async function figureFile(
  address: string | undefined,
  file: string | null,
  options: FigureOptions,
  open: () => Promise<Store>,
): Promise<FigureFile> {
  const type = file === null ? 'svg' : file.toLowerCase().match(/\.(svg|png)$/)?.[1]
  if (type === undefined)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot tell how to draw ${file}: expected a name ending in .svg or .png`,
      'out',
    )
  const url = URL.parse(address ?? '', 'http://page.invalid')
  const [, symbol] = /^\/t\/([^/]+)$/.exec(url?.pathname ?? '') ?? []
  if (url === null || symbol === undefined)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot draw ${address ?? 'nothing'}: expected the address of a chart, as in "/t/MSFT?r=2023-11-01..2023-12-15"`,
    )
  const keys = [...url.searchParams.keys()]
  const twice = keys.find((key, at) => keys.indexOf(key) !== at)
  if (twice !== undefined)
    throw new Problem(400, 'bad_parameter', `Cannot draw an address that names ${twice} twice`, twice)
  const { ticker } = read(TickerSubject, { ticker: decodeURIComponent(symbol) })
  const question = read(FigureQuestion, {
    ...Object.fromEntries(url.searchParams),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  })
  const db = await open()
  const context = {
    db,
    now: Date.now,
    backfills: backfillRunner(db, { now: Date.now, providerUrl: null, report: console.error }),
    ingests: ingestQueue(db),
    studies: studyQueue(db),
  }
  const { svg, version } = await figureOf(context, ticker, question)
  return { bytes: type === 'svg' ? new TextEncoder().encode(svg) : await pngOf(svg), version }
}
