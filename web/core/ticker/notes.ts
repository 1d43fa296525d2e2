import { concerns, type Field, type FigureKind } from '../../../server/checks/check.ts'
import type { Evidence } from '../../../server/checks/finding.ts'
import { type BarState, leastTrustedFirst } from '../../../server/market/bar.ts'

/** Why a number needs a mark beside it: a state of its bars, or a check that found something. */
export type NoteKind = Exclude<BarState, 'final'> | 'checked'

/** The gravest first: what a check found keeps less from figures than `held` does, and is known where a state only may be. */
export const noteKinds: readonly NoteKind[] = leastTrustedFirst.flatMap((state) =>
  state === 'final' ? [] : state === 'held' ? [state, 'checked' as const] : [state],
)

/** The mark of each kind: a sign of text, so that it can be read, copied and printed. */
export const noteSigns: Readonly<Record<NoteKind, string>> = {
  held: '⊘',
  checked: '!',
  provisional: '~',
  repaired: '†',
  revised: '‡',
}

/** What a check found, as far as notes go; the API's answers have more. */
export type NotedFinding = {
  readonly check: string
  /** What of a bar it is about. */
  readonly about: readonly Field[]
  readonly severity: 'info' | 'warn' | 'error'
  readonly status: 'open' | 'accepted' | 'resolved'
  readonly ticker: string
  readonly from: string | null
  readonly to: string | null
  readonly holds: { readonly from: string; readonly to: string } | null
  readonly evidence: Evidence | null
  readonly observed: string
  readonly expected: string | null
}

/** One line of what is to be known of bars behind a number. */
export type Note = {
  readonly kind: NoteKind
  /** The check that found something; null where the state of the bars says it all. */
  readonly check: string | null
  readonly ticker: string
  readonly from: string | null
  readonly to: string | null
  /** With its evidence, where that is known. */
  readonly finding: NotedFinding | null
}

export type NotedBar = {
  readonly ticker: string
  readonly date: string
  readonly state: BarState
  readonly checks: readonly string[]
  readonly volumeChecks: readonly string[]
  readonly heldBy: readonly string[]
  readonly correctedBy: readonly string[]
}

type Named = Pick<NotedBar, 'checks' | 'volumeChecks' | 'heldBy' | 'correctedBy'>

const kindOf = (check: string, { heldBy, correctedBy }: Pick<Named, 'heldBy' | 'correctedBy'>): NoteKind =>
  heldBy.includes(check) ? 'held' : correctedBy.includes(check) ? 'repaired' : 'checked'

/** The gravest mark of a bar; null for one that is final and that no check names. */
export function gravestOf({ state, ...named }: Pick<NotedBar, 'state'> & Named): NoteKind | null {
  const kinds: readonly NoteKind[] = [
    ...(state === 'final' ? [] : [state]),
    ...[...named.checks, ...named.volumeChecks].map((check) => kindOf(check, named)),
  ]
  return noteKinds.find((kind) => kinds.includes(kind)) ?? null
}

const reaches = (range: { readonly from: string | null; readonly to: string | null } | null, date: string): boolean =>
  range !== null && range.from !== null && range.from <= date && (range.to ?? range.from) >= date

/**
 * What is to be known of figures of one bar.
 *
 * @param findings open findings of the series that are more than remarks; null while they are not known
 * @param figures which of its figures: a finding about volume says nothing of prices
 */
export function notesOfBar(
  bar: NotedBar,
  findings: readonly NotedFinding[] | null,
  figures: FigureKind,
): readonly Note[] {
  const { ticker, date, state, checks, volumeChecks, heldBy, correctedBy } = bar
  const here = { ticker, from: date, to: date, finding: null }
  const known =
    findings?.filter(
      (finding) =>
        (reaches(finding, date) || reaches(finding.holds, date)) &&
        (concerns(finding.about, figures) || heldBy.includes(finding.check)),
    ) ?? []
  const told = known.map((finding): Note => {
    const { check, from, to } = finding
    return { kind: kindOf(check, bar), check, ticker: finding.ticker, from, to, finding }
  })
  // What holds or corrects the bar is told without evidence where its finding is not at hand: it may be accepted.
  const names = findings !== null ? [...heldBy, ...correctedBy] : figures === 'volume' ? volumeChecks : checks
  const untold = names.filter((check) => !known.some((finding) => finding.check === check))
  const named = untold.map((check): Note => ({ ...here, kind: kindOf(check, bar), check }))
  const isNamed = (kind: NoteKind) => [...told, ...named].some((note) => note.kind === kind)
  const own: readonly Note[] = state === 'final' || isNamed(state) ? [] : [{ ...here, kind: state, check: null }]
  return together(own, named, told)
}

/** The kinds among notes, the gravest first. */
export const kindsOf = (notes: readonly Note[]): readonly NoteKind[] =>
  noteKinds.filter((kind) => notes.some((note) => note.kind === kind))

/** Notes of several bars as one list without repetition, the gravest first. */
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
  return [...seen].map(([kind, range]) => ({ kind, check: null, ticker, ...range, finding: null }))
}

/** What a line about an event says of the bars behind it. */
export type NotedLine = {
  readonly session: string | null
  readonly state: BarState | null
  readonly checks: readonly string[]
}

/** Notes of a line, without the evidence: the card of the event has that. */
export const notesOfLine = (ticker: string, { state, checks, session }: NotedLine): readonly Note[] => [
  ...(state === null || state === 'final'
    ? []
    : [{ kind: state, check: null, ticker, from: session, to: session, finding: null }]),
  // A finding somewhere in the windows: its sessions are not known here.
  ...checks.map((check): Note => ({ kind: 'checked', check, ticker, from: null, to: null, finding: null })),
]

/** Findings behind figures as notes: an open error holds bars back, an accepted one has them corrected, a warning is open. */
export const notesOfFindings = (findings: readonly NotedFinding[]): readonly Note[] =>
  findings.map((finding) => {
    const { check, ticker, from, to, status, severity } = finding
    const kind = status === 'accepted' ? 'repaired' : severity === 'error' ? 'held' : 'checked'
    return { kind, check, ticker, from, to, finding }
  })
