import { rankedPs } from '../stats/multiple.ts'
import type { Panel } from '../stats/panel.ts'
import { eventWindow, type Multi } from '../stats/sample.ts'

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
  /** `windows[w].p[i]` belongs to event `ids[i]` of `tickers[i]`. Each window is adjusted when it is asked for. */
  readonly events: {
    readonly ids: readonly string[]
    readonly tickers: readonly string[]
    readonly windows: Iterable<{ readonly from: number; readonly to: number } & AdjustedFamily>
  }
}

/** The headline tests of a sample: BMP with the Kolari-Pynnonen correction, and the generalised rank as its check. */
const headlines = ['pKp', 'grankTP'] as const

/** @param ids of the rows of the panel @see Holm (1979); Benjamini and Hochberg (1995) */
export function adjustedPs(multi: Multi | null, panel: Panel, ids: readonly string[]): AdjustedPs {
  const over = (columns: Multi['days'] | Multi['windows'] | undefined) =>
    headlines.map((field) =>
      family(
        field,
        (columns ?? []).map((column) => (column as Readonly<Record<string, unknown>>)[field] as number | null),
      ),
    )
  return {
    days: over(multi?.days),
    windows: over(multi?.windows),
    events: {
      ids,
      tickers: panel.events.map(({ security }) => security),
      windows: { [Symbol.iterator]: () => eventFamilies(panel) },
    },
  }
}

function* eventFamilies(panel: Panel) {
  if (panel.events.length === 0) return
  for (const [
    w,
    {
      window: [from, to],
    },
  ] of panel.windows.entries())
    yield {
      from,
      to,
      ...family(
        'pExact',
        panel.events.map((_, row) => eventWindow(panel, row, w).pExact),
      ),
    }
}

function family(field: string, p: readonly (number | null)[]): AdjustedFamily {
  const ranked = rankedPs(p)
  return { field, p, holm: ranked.holm(), bh: ranked.benjaminiHochberg() }
}
