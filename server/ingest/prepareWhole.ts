import { createHash } from 'node:crypto'
import type { Db } from '../../db/file/db.ts'
import type { IsoDate } from '../market/day.ts'
import { type NameTable, namesIn } from '../sources/article/names.ts'
import { readEvents } from '../sources/eventFile/readEvents.ts'
import { fileText } from '../sources/fileText.ts'
import { report } from '../sources/report.ts'
import { wholeText } from '../sources/textSource.ts'
import { isZip, type Unzipped, unzip } from '../sources/zipFile.ts'
import { eventRules } from './eventRules.ts'
import { type Ingested, type IngestInput, type IngestOptions, rejected } from './ingested.ts'
import { kindOf, lackOf, shownHead } from './kind.ts'
import { knownNames } from './knownNames.ts'
import { mostBytes } from './mostBytes.ts'
import type { IngestKind } from './names.ts'
import { prepareCalendar } from './prepareCalendar.ts'
import type { Prepared } from './prepared.ts'
import { prepareEvents } from './prepareEvents.ts'
import { prepareFactors } from './prepareFactors.ts'
import { prepareIntraday } from './prepareIntraday.ts'
import { prepareActions, prepareDaily } from './preparePrices.ts'
import { prepareRelations } from './prepareRelations.ts'
import { prepareTickers } from './prepareTickers.ts'
import { lastPart, type PricesAround, priceOptions, pricesAround } from './priceOptions.ts'
import { idleOption, type Ready, readyOr } from './ready.ts'

/** What the store knows before a file is read. */
export interface Around extends PricesAround {
  /** Names of companies, by which entries of feeds get their tickers. */
  readonly names: NameTable
}

export const aroundOf = async (db: Db): Promise<Around> => ({
  ...(await pricesAround(db)),
  names: await knownNames(db),
})

/** The file itself, or the one inside: published factors come packed, and nobody needs an archive of anything else. */
export async function opened(input: IngestInput, { kind = null }: IngestOptions): Promise<Unzipped> {
  if (kind !== 'factors' || !isZip(input.bytes)) return { kind: 'file', ...input }
  const file = await unzip(input.bytes)
  return file.kind === 'refused' ? file : { ...file, name: `${input.name}/${lastPart(file.name)}` }
}

/** Reads and checks a file. @returns what to store, or why nothing will be */
export function prepare(input: IngestInput, options: IngestOptions, around: Around): Ready | Ingested {
  const text = fileText(
    input.bytes,
    options.isOfAnySize === true ? Number.POSITIVE_INFINITY : mostBytes(options.kind ?? null),
  )
  if (text.kind === 'refused') return rejected(options.kind ?? null, null, options, 0, [text.entry])
  const kind = options.kind ?? kindOf(text.text)
  if (kind === null) {
    const head = shownHead(text.text)
    const message = `Cannot tell what the file holds by its first line, "${head}": ${lackOf(text.text)}`
    return rejected(null, null, options, 0, [report('E_REQUIRED', message, { line: 1 }, head)])
  }
  const idle = idleOption(kind, options)
  if (idle !== null) return rejected(kind, null, options, 0, [idle])
  const prepared = preparedAs(kind, text.text, input, options, around)
  const contentHash = () => createHash('sha256').update(input.bytes).digest('hex')
  return readyOr(prepared, options, () => ({ name: input.name, contentHash: contentHash(), prepared }))
}

function preparedAs(
  kind: IngestKind,
  text: string,
  { name }: IngestInput,
  options: IngestOptions,
  around: Around,
): Prepared {
  const { known, names } = around
  const prices = priceOptions(name, options, around)
  switch (kind) {
    case 'events': {
      const rules = {
        ...eventRules(name, options, around),
        named: (title: string, on: IsoDate | null) => namesIn(title, names, on),
      }
      return prepareEvents(readEvents(text, rules), options)
    }
    case 'prices':
      return prepareDaily(wholeText(text), prices, known)
    case 'intraday':
      return prepareIntraday(wholeText(text), prices, known, options.interval ?? null)
    case 'actions':
      return prepareActions(text, prices, known)
    case 'factors':
      return prepareFactors(text, lastPart(name).replace(/\.[A-Za-z]+$/, ''), options.unit ?? 'percent')
    case 'tickers':
      return prepareTickers(text, known)
    case 'calendar':
      return prepareCalendar(text)
    case 'relations':
      return prepareRelations(text)
  }
}
