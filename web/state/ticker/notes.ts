import { computed } from '@preact/signals'
import { concerns, type FigureKind, madeOf } from '../../../server/checks/check.ts'
import type { Impact } from '../../api.ts'
import {
  type Note,
  type NotedBar,
  notesOfBar,
  notesOfFindings,
  notesOfStates,
  together,
} from '../../core/ticker/notes.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Viewport } from './viewport.ts'

const none: readonly Note[] = []

/** What is to be known of the data behind each number on screen. */
export function makeNotes({ resource, loadApi, market }: State, { series, columns: shown }: Viewport) {
  /** Did a check find anything on the bars that are loaded? Most series ask nothing more than this. */
  const isNoted = computed(() => {
    const columns = shown.value
    return [columns?.checks, columns?.volumeChecks].some((column) => column?.some((names) => names.length > 0) ?? false)
  })

  const found = resource(
    () => (market.ticker.value === null || !isNoted.value ? null : { ticker: market.ticker.value }),
    async ({ ticker }, signal) => (await loadApi()).openFindings(ticker, signal),
    (before, now) => before.ticker === now.ticker,
  )

  const findings = computed(() => {
    const all = latest(found.state.value)
    const interval = market.interval.value
    return all?.flatMap((each) => (each.interval === interval ? [{ ...each, ticker: each.ticker ?? '' }] : [])) ?? null
  })

  const noteBook = computed(() => {
    const columns = shown.value
    const all = series.value
    const open = findings.value
    const known = new Map<string, readonly Note[]>()
    return (index: number, figures: FigureKind): readonly Note[] => {
      const key = `${index} ${figures}`
      const before = known.get(key)
      if (before !== undefined) return before
      const row = all?.row[index] ?? -1
      const [date, state] = [columns?.date[row], columns?.state[row]]
      if (columns === null || date === undefined || state === undefined) return none
      const bar: NotedBar = {
        ticker: columns.ticker,
        date,
        state,
        checks: columns.checks[row] ?? [],
        volumeChecks: columns.volumeChecks[row] ?? [],
        heldBy: columns.heldBy[row] ?? [],
        correctedBy: columns.correctedBy[row] ?? [],
      }
      const isSilent = state === 'final' && bar.checks.length === 0 && bar.volumeChecks.length === 0
      const notes = isSilent ? none : notesOfBar(bar, open, figures)
      known.set(key, notes)
      return notes
    }
  })

  /** What is to be known of figures of the bar at a place of the axis. A return needs the bar before as well. */
  const notesAt = (index: number, figures: FigureKind): readonly Note[] =>
    figures === 'returns'
      ? together(noteBook.value(index, figures), noteBook.value(index - 1, figures))
      : noteBook.value(index, figures)

  /** What is to be known of any figure at a place of the axis. */
  const notesOfRow = (index: number): readonly Note[] =>
    together(...(Object.keys(madeOf) as FigureKind[]).map((figures) => notesAt(index, figures)))

  /** The checks that hold the bar at a place back; null: its numbers may be shown. */
  function heldAt(index: number): readonly string[] | null {
    const columns = shown.value
    const row = series.value?.row[index] ?? -1
    return columns?.state[row] === 'held' ? (columns.heldBy[row] ?? []) : null
  }

  /** What is to be known of the bars behind figures of an event; those of volume are made of its own bars alone. */
  const notesOfImpact = (
    { checks, data, session, ticker: symbol, settings }: Impact,
    figures: 'returns' | 'volume',
  ): readonly Note[] => {
    const columns = shown.value
    const open = findings.value
    const told = notesOfFindings(
      checks
        // A finding that was accepted a moment ago is no warning any more.
        .filter(
          (each) =>
            (figures === 'returns' || each.ticker === symbol) &&
            (concerns(each.about, figures) || each.holds !== null) &&
            (each.ticker !== symbol ||
              open === null ||
              market.interval.value !== '1d' ||
              each.check === 'BENCH_ALIGN' ||
              open.some(({ check, from, to }) => check === each.check && from === each.from && to === each.to)),
        ),
    )
    const daily = columns?.start === null && columns.ticker === symbol ? columns : null
    const first = data.estimation_from ?? session
    const last = daily === null || session === null ? null : daily.date[daily.date.indexOf(session) + settings.event[1]]
    const states =
      daily === null || first === null ? none : notesOfStates(symbol, daily, first, last ?? daily.date.at(-1) ?? first)
    const causes = told.some(({ kind }) => kind === 'held')
    return together(
      told,
      states.filter(({ kind }) => kind !== 'held' || !causes),
    )
  }

  return { notesAt, notesOfRow, heldAt, notesOfImpact }
}

export type Notes = ReturnType<typeof makeNotes>
