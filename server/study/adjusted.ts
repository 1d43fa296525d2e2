import { benjaminiHochberg, holm } from '../stats/multiple.ts'
import type { EventRow, Multi } from '../stats/sample.ts'

/** p-values of one family of tests, adjusted for their number, in the order of the family. */
export interface AdjustedFamily {
  /** Which p is adjusted: a field of the methods. */
  readonly field: string
  readonly p: readonly (number | null)[]
  readonly holm: readonly (number | null)[]
  readonly bh: readonly (number | null)[]
}

/** Adjusted p beside the raw ones: over the sessions, over the windows, and over the events of each window. */
export interface AdjustedPs {
  readonly days: readonly AdjustedFamily[]
  readonly windows: readonly AdjustedFamily[]
  /** `windows[w].p[i]` belongs to event `ids[i]` of `tickers[i]`. */
  readonly events: {
    readonly ids: readonly string[]
    readonly tickers: readonly string[]
    readonly windows: readonly ({ readonly from: number; readonly to: number } & AdjustedFamily)[]
  }
}

/** The headline tests of a sample: BMP with the Kolari-Pynnonen correction, and the generalised rank as its check. */
const headlines = ['pKp', 'grankTP'] as const

/** @see Holm (1979); Benjamini and Hochberg (1995) */
export function adjustedPs(multi: Multi | null, rows: readonly EventRow[]): AdjustedPs {
  const over = (columns: Multi['days'] | Multi['windows'] | undefined) =>
    headlines.map((field) =>
      family(
        field,
        (columns ?? []).map((column) => (column as Readonly<Record<string, unknown>>)[field] as number | null),
      ),
    )
  const windows = rows[0]?.windows ?? []
  return {
    days: over(multi?.days),
    windows: over(multi?.windows),
    events: {
      ids: rows.map(({ id }) => id),
      tickers: rows.map(({ security }) => security),
      windows: windows.map(({ from, to }, w) => ({
        from,
        to,
        ...family(
          'pExact',
          rows.map((row) => row.windows[w]?.pExact ?? null),
        ),
      })),
    },
  }
}

const family = (field: string, p: readonly (number | null)[]): AdjustedFamily => ({
  field,
  p,
  holm: holm(p),
  bh: benjaminiHochberg(p),
})
