import { z } from 'zod'
import { told, wholeNumber } from './parameters.ts'
import { lengthOfParts } from './parts.ts'

/** Lines of an answer where nobody says how many. */
const LINES = 1000
/** Lines of one answer at most. */
const MOST_LINES = 10_000
/** So long an answer may be where nobody says how many lines it should have, in characters. */
const SIZE = 4_000_000

/** What places a line in its list: the values by which the list is ordered. */
type Place = readonly (string | number)[]

/** Which lines of a list are wanted: at most `limit`, after a place. */
export interface Paging<P extends Place> {
  readonly limit: number
  /** Null: from the first on. */
  readonly after: P | null
  /** Characters of JSON after which a page ends however few its lines are: only who names a number of lines gets more. */
  readonly size: number
}

/** What an answer that is a page says of the whole list. */
export interface Paged {
  /** Lines of all pages together. */
  readonly total: number
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null
}

/**
 * Places of one list as cursors. A cursor names the last line of its page by what orders the list, not by a number, so
 * that lines which come or go before it neither repeat nor skip others.
 */
export interface Cursors<P extends Place> {
  readonly textOf: (place: P) => string
  /** `limit` and `cursor` of a question. */
  readonly shape: () => {
    readonly limit: z.ZodOptional<ReturnType<typeof wholeNumber>>
    readonly cursor: z.ZodPipe<z.ZodOptional<z.ZodString>, z.ZodTransform<P | null, string | undefined>>
  }
}

/** @param list a name that no other list has, so that a cursor of another one is refused */
export function cursorsOf<P extends Place>(list: string, place: z.ZodType<P>): Cursors<P> {
  const read = (text: string): P | null => {
    if (text.length > 400 || !/^[\w-]+$/.test(text)) return null
    try {
      const [name, ...rest]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString())
      return name === list ? (place.safeParse(rest).data ?? null) : null
    } catch {
      return null
    }
  }
  return {
    textOf: (at) => Buffer.from(JSON.stringify([list, ...at])).toString('base64url'),
    shape: () => ({
      limit: told(wholeNumber(1, MOST_LINES).optional(), `lines of the answer at most (default ${LINES})`, 'N'),
      cursor: told(
        z
          .string()
          .meta({ pattern: '^[A-Za-z0-9_-]+$' })
          .optional()
          .transform((text, context): P | null => {
            if (text === undefined) return null
            const at = read(text)
            if (at !== null) return at
            context.addIssue({ code: 'custom', message: 'expected the "next" of the page before, of the same list' })
            return z.NEVER
          }),
        'where to go on: the "next" of the page before',
        'TEXT',
      ),
    }),
  }
}

/** What a question asks for; `lines` where nobody says how many. */
export const pagingOf = <P extends Place>(
  { limit, cursor }: { readonly limit?: number | undefined; readonly cursor: P | null },
  lines = LINES,
): Paging<P> => ({ limit: limit ?? lines, after: cursor, size: limit === undefined ? SIZE : Number.POSITIVE_INFINITY })

/** Everything in one piece, as tables want it. */
export const whole = { limit: Number.POSITIVE_INFINITY, after: null, size: Number.POSITIVE_INFINITY } as const

/** Counts the lines of a page as they are made: may another one join them? */
export function roomFor({ size }: Pick<Paging<never>, 'size'>): (line: object) => boolean {
  let [used, any] = [0, false]
  return (line) => {
    if (size === Number.POSITIVE_INFINITY) return true
    used += lengthOf(line)
    const fits = !any || used <= size
    any = true
    return fits
  }
}

const lengths = new WeakMap<object, number>()

/** Characters of a line as JSON. */
function lengthOf(line: object): number {
  const length = lengths.get(line) ?? lengthOfParts(line) ?? JSON.stringify(line).length
  lengths.set(line, length)
  return length
}

/** The page of a list that is at hand, ordered ascending by its places. */
export function pageOf<Line extends object, P extends Place>(
  lines: readonly Line[],
  paging: Paging<P>,
  placeOf: (line: Line) => P,
  textOf: Cursors<P>['textOf'],
): Paged & { readonly lines: readonly Line[]; readonly from: number } {
  const { limit, after } = paging
  const from = after === null ? 0 : firstAfter(lines, placeOf, after)
  const fits = roomFor(paging)
  const most = lines.slice(from, from + limit)
  const full = most.findIndex((line) => !fits(line))
  const page = full < 0 ? most : most.slice(0, full)
  const last = page.at(-1)
  const isLast = last === undefined || from + page.length >= lines.length
  return { total: lines.length, next: isLast ? null : textOf(placeOf(last)), lines: page, from }
}

/** Index of the first line beyond a place, by halving. */
function firstAfter<Line, P extends Place>(lines: readonly Line[], placeOf: (line: Line) => P, after: P): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (comparePlaces(placeOf(lines[middle] as Line), after) > 0) high = middle
    else low = middle + 1
  }
  return low
}

/** By the first value in which two places differ; texts by their UTF-8 bytes, as the store orders them. */
export function comparePlaces(a: Place, b: Place): number {
  for (const [at, value] of a.entries()) {
    const other = b[at]
    if (value === other || other === undefined) continue
    if (typeof value === 'number' && typeof other === 'number') return value - other
    return Buffer.compare(Buffer.from(String(value)), Buffer.from(String(other)))
  }
  return 0
}
