import { blankEvent, type MarketEvent } from '../../market/event.ts'
import type { Statement } from '../../market/witness.ts'
import { barSpool, type RowForm, type Spill } from '../priceFile/barSpool.ts'
import { textSpool } from '../textSpool.ts'
import type { ParsedEvent } from './parsedEvent.ts'

/** Events of a file, to be had again in its order once for each id, whatever their number. */
export interface EventSpool {
  readonly add: (parsed: ParsedEvent) => void
  /** Events whose id an earlier one has, with that one, in the order of the file. */
  readonly repeated: () => Iterable<{ readonly parsed: ParsedEvent; readonly before: ParsedEvent }>
  /** The first event of each id. */
  readonly firsts: () => Iterable<ParsedEvent>
}

/** A number of 32 bits for an id (FNV-1a); ids of one number are told apart by their texts. */
function keyOf(id: string): number {
  let key = 0x811c9dc5
  for (let at = 0; at < id.length; at++) key = Math.imul(key ^ id.charCodeAt(at), 0x01000193)
  return key >>> 0
}

/** Rows of numbers by a key, then by which event of the file it is. */
const ordered: RowForm = { width: 4, unit: 1, tickers: 'as seen' }
const [BY, NUMBER, PLACE] = [1, 2, 3]

/** The same of a file that is in memory anyway. */
export function heldEvents(): EventSpool {
  const firsts = new Map<string, ParsedEvent>()
  const repeated: { readonly parsed: ParsedEvent; readonly before: ParsedEvent }[] = []
  return {
    add: (parsed) => {
      const before = firsts.getOrInsert(parsed.event.event_id, parsed)
      if (before !== parsed) repeated.push({ parsed, before })
    },
    repeated: () => repeated,
    firsts: () => firsts.values(),
  }
}

/** @param open where goes what is too much for memory */
export function eventSpool(open: () => Spill): EventSpool {
  const texts = textSpool(open())
  const rows = () => barSpool(open(), ordered)
  const ids = rows()
  const { textOf, parsedOf } = eventTexts()
  let count = 0
  const eventAt = (place: number): ParsedEvent => parsedOf(texts.at(place))

  /** Each event whose id an earlier one has, in the order of the file: which it is, and the places of both. */
  const repeated = (): Iterable<readonly [number: number, place: number, before: number]> => {
    let found: ReturnType<typeof rows> | null = null
    let [key, first, places] = [-1, 0, null as Map<string, number> | null]
    for (const [by, number, place] of rowsIn(ids)) {
      if (by !== key) {
        ;[key, first, places] = [by, place, null]
        continue
      }
      places ??= new Map([[eventAt(first).event.event_id, first]])
      const { event_id } = eventAt(place).event
      const before = places.get(event_id)
      if (before === undefined) places.set(event_id, place)
      else {
        found ??= rows()
        found.cells().set([0, number, place, before], found.place())
        found.added()
      }
    }
    return found === null ? [] : rowsIn(found)
  }
  let settled: ReturnType<typeof repeated> | null = null
  const all = () => {
    settled ??= repeated()
    return settled
  }
  return {
    add: (parsed) => {
      ids.cells().set([0, keyOf(parsed.event.event_id), count++, texts.add(textOf(parsed))], ids.place())
      ids.added()
    },
    repeated: function* () {
      for (const [, place, before] of all()) yield { parsed: eventAt(place), before: eventAt(before) }
    },
    firsts: function* () {
      const others = all()[Symbol.iterator]()
      let next = others.next()
      let number = 0
      for (const text of texts.all()) {
        if (next.done !== true && next.value[0] === number) next = others.next()
        else yield parsedOf(text)
        number++
      }
    },
  }
}

/** The numbers of each row behind the first, in order. */
const rowsIn = (spool: ReturnType<typeof barSpool>): Iterable<readonly [number, number, number]> => ({
  *[Symbol.iterator]() {
    for (const { cells, count } of spool.ordered())
      for (let at = 0; at < count * spool.width; at += spool.width)
        yield [cells[at + BY] as number, cells[at + NUMBER] as number, cells[at + PLACE] as number]
  },
})

const names = Object.keys(blankEvent) as readonly (keyof MarketEvent)[]

type Written = readonly [
  line: number | null,
  given: number,
  idMade: boolean,
  exchangeClock: string | null,
  witnesses: readonly Statement[],
  values: readonly unknown[],
]

/** Events as text and back. Which fields were given is nearly always the same: sets of them are kept, each once. */
function eventTexts() {
  const sets: ReadonlySet<string>[] = []
  const numbers = new Map<string, number>()
  return {
    textOf: ({ line, given, idMade, exchangeClock, event, witnesses }: ParsedEvent): string => {
      const set = numbers.getOrInsertComputed([...given].join('\n'), () => sets.push(given) - 1)
      const values = names.map((name) => event[name])
      return JSON.stringify([line, set, idMade, exchangeClock, witnesses, values] satisfies Written)
    },
    parsedOf: (text: string): ParsedEvent => {
      const [line, set, idMade, exchangeClock, witnesses, values] = JSON.parse(text) as Written
      const event: Record<string, unknown> = { ...blankEvent }
      for (const [at, name] of names.entries()) event[name] = values[at]
      const given = sets[set] ?? new Set()
      return { line, given, idMade, exchangeClock, witnesses, event: event as unknown as MarketEvent }
    },
  }
}
