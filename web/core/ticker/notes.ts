import { holdersOf } from '../../../server/checks/holders.ts'
import type { BarState } from '../../../server/market/bar.ts'

/** Why a number needs a mark beside it; the gravest first. */
export const noteKinds = ['held', 'checked', 'provisional', 'repaired', 'revised'] as const
export type NoteKind = (typeof noteKinds)[number]

/** The mark of each kind: a sign of text, so that it can be read, copied and printed. */
export const noteSigns: Readonly<Record<NoteKind, string>> = {
  held: '⊘',
  checked: '!',
  provisional: '~',
  repaired: '†',
  revised: '‡',
}

/** One line of what is to be known of bars behind a number. */
export type Note = {
  readonly kind: NoteKind
  /** The check that found something; null where the state of the bars says it all. */
  readonly check: string | null
  readonly ticker: string
  readonly from: string | null
  readonly to: string | null
  readonly observed: string | null
  readonly expected: string | null
}

/** A finding as far as notes go; the API's answers have more. */
export type NotedFinding = Omit<Note, 'kind'> & {
  readonly check: string
  readonly severity: 'info' | 'warn' | 'error'
  readonly status?: string
}

export type NotedBar = {
  readonly ticker: string
  readonly date: string
  readonly state: BarState
  readonly checks: readonly string[]
}

/**
 * What is to be known of one bar.
 *
 * @param findings open findings of the series that are more than remarks; null while they are not known
 */
export function notesOfBar(
  { ticker, date, state, checks }: NotedBar,
  findings: readonly NotedFinding[] | null,
): readonly Note[] {
  const here = { ticker, from: date, to: date, observed: null, expected: null }
  const found: readonly Note[] =
    findings === null
      ? checks.map((check) => ({ ...here, kind: 'checked', check }))
      : findings
          .filter(({ from, to }) => from !== null && from <= date && (to ?? from) >= date)
          .map((finding) => ({ ...finding, kind: 'checked' as const }))
  switch (state) {
    case 'final':
      return found
    case 'provisional':
    case 'revised':
      return [{ ...here, kind: state, check: null }, ...found]
    case 'held':
    case 'repaired': {
      const why = holdersOf(checks)
      const known = found.filter(({ check }) => check !== null && why.includes(check))
      const causes = known.length > 0 ? known : why.map((check): Note => ({ ...here, kind: state, check }))
      const others = found.filter((note) => !known.includes(note))
      const named = causes.length > 0 ? causes : [{ ...here, check: null }]
      return [...named.map((note) => ({ ...note, kind: state })), ...others]
    }
  }
}

/** The kinds among notes, the gravest first. */
export const kindsOf = (notes: readonly Note[]): readonly NoteKind[] =>
  noteKinds.filter((kind) => notes.some((note) => note.kind === kind))

/** Notes of several bars as one list without repetition. */
export function together(...lists: readonly (readonly Note[])[]): readonly Note[] {
  const known = new Map<string, Note>()
  for (const note of lists.flat()) {
    const key = `${note.kind} ${note.check} ${note.ticker} ${note.from} ${note.to}`
    if (!known.has(key)) known.set(key, note)
  }
  return [...known.values()].sort((a, b) => noteKinds.indexOf(a.kind) - noteKinds.indexOf(b.kind))
}

/** Bars of a stretch whose state says that a number from them may not last, one note a state. */
export function notesOfStates(
  ticker: string,
  { date, state }: { readonly date: readonly string[]; readonly state: readonly BarState[] },
  from: string,
  to: string,
): readonly Note[] {
  const seen = new Map<Exclude<BarState, 'final'>, { from: string; to: string }>()
  for (const [row, day] of date.entries()) {
    const kind = state[row]
    if (day < from || day > to || kind === undefined || kind === 'final') continue
    const known = seen.get(kind)
    if (known === undefined) seen.set(kind, { from: day, to: day })
    else known.to = day
  }
  return [...seen].map(([kind, range]) => ({ kind, check: null, ticker, ...range, observed: null, expected: null }))
}

/** What a line about an event says of the bars behind it. */
export type NotedLine = {
  readonly session: string | null
  readonly state: BarState | null
  readonly checks: readonly string[]
}

/** Notes of a line, without the evidence: the card of the event has that. */
export const notesOfLine = (ticker: string, { state, checks, session }: NotedLine): readonly Note[] => {
  const here = { ticker, from: session, to: session, observed: null, expected: null }
  return [
    ...(state === null || state === 'final' ? [] : [{ ...here, kind: state, check: null }]),
    // A finding somewhere in the windows: its sessions are not known here.
    ...checks.map((check): Note => ({ ...here, from: null, to: null, kind: 'checked', check })),
  ]
}

/** The checks that hold the session of a line back; null: its figures may be shown. */
export const heldLine = ({ state, checks }: NotedLine): readonly string[] | null =>
  state === 'held' ? holdersOf(checks) : null

/** Findings behind figures as notes: an open error holds bars back, an accepted one has them corrected, a warning is open. */
export const notesOfFindings = (findings: readonly NotedFinding[]): readonly Note[] =>
  findings.map((finding) => ({
    ...finding,
    kind: finding.status === 'accepted' ? 'repaired' : finding.severity === 'error' ? 'held' : 'checked',
  }))
