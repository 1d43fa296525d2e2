import { backfillRunner } from '../server/backfill/runner.ts'
import { pngOf } from '../server/figures/png.ts'
import { Problem } from '../server/problem.ts'
import { FigureQuestion, StudyFigureQuestion, TickerSubject } from '../server/query/questions.ts'
import { read } from '../server/query/read.ts'
import { verbContext } from '../server/routes/context.ts'
import { figureOf, pageOf, studyFigureOf } from '../server/routes/figures.ts'
import { ownAnswers } from '../server/routes/ownAnswers.ts'
import { makeQueues } from '../server/routes/queued.ts'
import { writeText } from '../server/store/outputFile.ts'
import { upkeepRunner } from '../server/upkeep/runner.ts'
import type { Destination } from './exportTable.ts'
import { type Store, withStore } from './store.ts'
import { print, say } from './terminal.ts'

/** What says how large a figure is and in which colours, as text. */
type FigureOptions = Readonly<Record<'width' | 'height' | 'theme', string | undefined>>

interface FigureFile {
  readonly bytes: Uint8Array
  readonly version: string
}

type FigureType = 'svg' | 'png' | 'html'

/** What a file is by its ending; SVG where there is none. @throws Problem for another ending */
function typeOf(file: string | null): FigureType {
  const type = file === null ? 'svg' : /\.(svg|png|html)$/.exec(file.toLowerCase())?.[1]
  if (type === 'svg' || type === 'png' || type === 'html') return type
  throw new Problem(
    400,
    'bad_parameter',
    `Cannot tell how to draw ${file}: expected a name ending in .svg, .png or .html, or --format`,
    'out',
  )
}

/** Draws a chart and writes it. @returns the exit code */
export async function drawFigure(
  address: string | undefined,
  format: FigureType | null,
  size: FigureOptions,
  { out, json, db }: Destination,
): Promise<number> {
  if (out === undefined && format === 'png')
    throw new Problem(400, 'bad_parameter', 'Cannot write a picture to standard output: name a file with --out', 'out')
  const { bytes, version } = await withStore(db, 'read', (open) =>
    figureFile(address, format ?? typeOf(out ?? null), size, open),
  )
  if (out === undefined) await print([new TextDecoder().decode(bytes)])
  else {
    const file = await writeText(out, db, [bytes])
    const told = { kind: 'figure', file: out, ...file, data_version: version }
    if (json) {
      process.stdout.write(`${JSON.stringify(told)}\n`)
      return 0
    }
    say(`Wrote ${file.bytes} bytes to ${out}`)
  }
  say(`Data version ${version}`)
  return 0
}

/**
 * A chart as a file.
 *
 * @param address of the page, with its server or without: `/t/MSFT?r=2023-11-01..2023-12-15`
 * @throws Problem for an address that is not understood, and where the page would be refused
 */
async function figureFile(
  address: string | undefined,
  type: FigureType,
  options: FigureOptions,
  open: () => Promise<Store>,
): Promise<FigureFile> {
  const url = URL.parse(address ?? '', 'http://page.invalid')
  const [, symbol] = /^\/t\/([^/]+)$/.exec(url?.pathname ?? '') ?? []
  const isStudy = url?.pathname === '/study'
  if (url === null || (symbol === undefined && !isStudy))
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot draw ${address ?? 'nothing'}: expected the address of a chart or a study, as in "/t/MSFT?r=2023-11-01..2023-12-15"`,
    )
  if (isStudy && type === 'html')
    throw new Problem(400, 'bad_parameter', 'Cannot write a study as html: expected svg or png', 'format')
  const keys = [...url.searchParams.keys()]
  const twice = keys.find((key, at) => keys.indexOf(key) !== at)
  if (twice !== undefined)
    throw new Problem(400, 'bad_parameter', `Cannot draw an address that names ${twice} twice`, twice)
  const given = {
    ...Object.fromEntries(url.searchParams),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  }
  const asked = isStudy
    ? { study: read(StudyFigureQuestion, given) }
    : { ...read(TickerSubject, { ticker: decodeURIComponent(symbol ?? '') }), chart: read(FigureQuestion, given) }
  const db = await open()
  const backfills = backfillRunner(db, { now: Date.now, providerUrl: null, report: console.error })
  const upkeep = upkeepRunner(db, { now: Date.now, report: console.error })
  const ask = ownAnswers(verbContext({ db, now: Date.now, backfills, upkeep }), makeQueues())
  const inBytes = (text: string) => new TextEncoder().encode(text)
  if (type === 'html' && !('study' in asked)) {
    const { html, version } = await pageOf(ask, asked.ticker, asked.chart)
    return { bytes: inBytes(html), version }
  }
  const { svg, version, scale } = await ('study' in asked
    ? studyFigureOf(ask, asked.study)
    : figureOf(ask, asked.ticker, asked.chart))
  return { bytes: type === 'svg' ? inBytes(svg) : await pngOf(svg, scale), version }
}
