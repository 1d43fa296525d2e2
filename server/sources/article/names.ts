import type { IsoDate } from '../../market/day.ts'
import type { Role } from '../../market/event.ts'
import { exchangeOfMic, exchangeOfName } from '../../market/exchange/exchanges.ts'
import { holdsOn, type Relation } from '../../market/relation.ts'
import { type Ticker, ticker } from '../../market/ticker.ts'

/** What told a ticker: a symbol as written, the company's own name, or a relation of the table of names within its days. */
export interface ToldBy {
  readonly written: string
  readonly by: 'symbol' | 'name' | 'relation'
  /** What the table says of the relation, in its own words. */
  readonly note: string | null
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  /** Whether the name stands in another sentence of the paragraph. */
  readonly nearby?: boolean
}

/** A name in a text and the ticker it concerns. */
export interface NamedTicker {
  readonly symbol: Ticker
  readonly role: Role
  /** The words of the text, and what they stand for. */
  readonly reason: string
  readonly told: ToldBy
  readonly start: number
  readonly end: number
}

/** Names by their first word, in lower case. */
export type NameTable = ReadonlyMap<string, readonly Entry[]>

interface Entry {
  readonly words: readonly string[]
  readonly relation: Relation
  /** The letters of a stored symbol, which are its name only as they are. */
  readonly isSymbol: boolean
}

/** Words looked at of one name. */
const LONGEST = 8
const word = /[\p{L}\p{N}&]+/gu

const suffix =
  /,?\s+(inc|incorporated|corp|corporation|co|company|ltd|limited|plc|llc|sa|se|nv|ag|holdings?|group|tbk|\(persero\))\.?$/i

/** A company's name as news writes it: without "Inc.", "Corp", "Tbk". */
export function spokenName(name: string): string {
  let short = name.trim().replace(/^PT\.?\s+/, '')
  for (let cut = 0; cut < 3; cut++) short = short.replace(suffix, '')
  return short
}

/** @param symbols stored ones, whose letters name them too: `MSFT`, `BBCA` of BBCA.JK, unless a name is written so */
export function nameTable(relations: readonly Relation[], symbols: readonly Ticker[] = []): NameTable {
  const table = new Map<string, Entry[]>()
  const add = (relation: Relation, isSymbol: boolean) => {
    const words = [...relation.name.matchAll(word)].map(([text]) => text.toLowerCase()).slice(0, LONGEST)
    const [first] = words
    if (first !== undefined) table.set(first, [...(table.get(first) ?? []), { words, relation, isSymbol }])
  }
  for (const relation of relations) add(relation, false)
  const taken = new Set(relations.map(({ name }) => name.toLowerCase()))
  for (const [letters, own] of Map.groupBy(symbols, (symbol) => symbol.split('.')[0] ?? '')) {
    const symbol = own.find((one) => one === letters) ?? (own.length === 1 ? own[0] : undefined)
    if (symbol !== undefined && LETTERS.test(letters) && !taken.has(letters.toLowerCase()))
      add({ name: letters, symbol, role: 'subject', reason: null, from: null, to: null, source: null }, true)
  }
  return table
}

/** Shorter ones are words and abbreviations more often than symbols: IT, AI, ON. */
const LETTERS = /^[A-Z]{3,6}$/

/**
 * Where all letters are capitals, those of a symbol tell nothing: "ALL SHARES FELL NOW". Those of `$MSFT` and `(IDX: BBCA)`
 * are read with what stands before them.
 */
const isByItself = (text: string, start: number, end: number): boolean =>
  /\p{Ll}{2}/u.test(text.slice(Math.max(0, start - 40), end + 40)) &&
  !/(?:[$:.-]|:\s+)$/.test(text.slice(Math.max(0, start - 40), start))

/**
 * The tickers that a text names: by a name of the table with a capital letter, longest first, within the dates of its
 * relation, by the letters of a stored symbol, and by symbols that it writes as such, `(NASDAQ: MSFT)`, `(IDX: BBCA)`,
 * `$MSFT`.
 */
export function namesIn(text: string, table: NameTable, on: IsoDate | null): readonly NamedTicker[] {
  const found: NamedTicker[] = [...writtenSymbols(text)]
  const words = [...text.matchAll(word)]
  for (let at = 0; at < words.length; ) {
    const first = words[at]
    const start = first?.index ?? 0
    const capital = /^[\p{Lu}\d]/u.test(first?.[0] ?? '')
    const fits = (table.get(first?.[0].toLowerCase() ?? '') ?? [])
      .filter(({ words: name, relation, isSymbol }) =>
        isSymbol
          ? first?.[0] === relation.name && isByItself(text, start, start + relation.name.length)
          : capital && name.every((part, index) => words[at + index]?.[0].toLowerCase() === part),
      )
      .sort((a, b) => b.words.length - a.words.length)
    const [longest] = fits
    if (longest === undefined) {
      at++
      continue
    }
    const last = words[at + longest.words.length - 1]
    const end = (last?.index ?? start) + (last?.[0].length ?? 0)
    for (const { words: name, relation, isSymbol } of fits)
      if (name.length === longest.words.length && holdsOn(relation, on))
        found.push({
          symbol: relation.symbol,
          role: relation.role,
          reason: isSymbol ? `written as ${relation.name}` : reasonOf(text.slice(start, end), relation),
          told: {
            written: text.slice(start, end),
            by: isSymbol ? 'symbol' : relation.role === 'subject' ? 'name' : 'relation',
            note: relation.reason,
            from: relation.from,
            to: relation.to,
          },
          start,
          end,
        })
    at += longest.words.length
  }
  return found.sort((a, b) => a.start - b.start)
}

function reasonOf(written: string, { symbol, role, reason, from, to }: Relation): string {
  if (role === 'subject') return `"${written}" is ${symbol}`
  const span = from === null && to === null ? '' : ` (${from ?? '…'} to ${to ?? 'today'})`
  return `"${written}": ${reason ?? `${symbol} is its ${role}`}${span}`
}

function* writtenSymbols(text: string): Generator<NamedTicker> {
  for (const match of text.matchAll(
    /\(\s*([A-Za-z]{2,12})\s*:\s*([A-Z0-9][A-Z0-9.-]{0,9})\s*\)|(?<![\w$])\$([A-Z]{1,6})(?![\w.])/g,
  )) {
    const [whole, place, local, dollar] = match
    const exchange = place === undefined ? null : (exchangeOfName(place) ?? exchangeOfMic(`X${place.toUpperCase()}`))
    const ending = place === undefined ? '' : exchange === null ? null : (exchange.yahoo[0] ?? '')
    const symbol = ending === null ? null : ticker(`${local ?? dollar ?? ''}${ending === '' ? '' : `.${ending}`}`)
    if (symbol !== null)
      yield {
        symbol,
        role: 'subject',
        reason: `written as ${whole}`,
        told: { written: whole, by: 'symbol', note: null, from: null, to: null },
        start: match.index,
        end: match.index + whole.length,
      }
  }
}

/** Each ticker once: the first subject wins over another role. */
export function distinctTickers(named: readonly NamedTicker[]): readonly NamedTicker[] {
  const bySymbol = new Map<Ticker, NamedTicker>()
  for (const one of named) {
    const known = bySymbol.get(one.symbol)
    if (known === undefined || (known.role !== 'subject' && one.role === 'subject')) bySymbol.set(one.symbol, one)
  }
  return [...bySymbol.values()]
}

/** Why tickers are concerned whose own name is not written; null where all are the subject. */
export function relationNote(tickers: readonly Pick<NamedTicker, 'role' | 'reason'>[]): string | null {
  const reasons = tickers.filter(({ role }) => role !== 'subject').map(({ reason }) => reason)
  return reasons.length === 0 ? null : reasons.join('; ')
}
