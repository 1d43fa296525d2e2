import type { CorporateAction } from '../market/action.ts'
import type { IsoDate } from '../market/day.ts'
import type { Evidence, Finding, Sessions, Severity } from './finding.ts'

/**
 * Where a check looks. `answer`: one delivery of a source by itself; what it found in its window and the next one does not show
 * is resolved. `comparison`: a delivery beside what is stored. `file`: a file that somebody
 * imports. `series`: every session stored of a ticker. `intraday`: every bar within the sessions. `pair`: a security beside its benchmark.
 */
export type Scope = 'answer' | 'comparison' | 'file' | 'series' | 'intraday' | 'pair'

/**
 * What of a bar a check is about, so that only figures made of it carry its sign. `prices`: the close, and with it every
 * return. `range`: open, high and low. `payments`: what total returns add to closes. `adjusted`: the source's own adjusted close.
 */
export const fields = ['prices', 'range', 'volume', 'payments', 'adjusted'] as const
export type Field = (typeof fields)[number]

/** What of a bar each kind of figure is made of. `returns`: those and all that models and tests make of them. */
export const madeOf = {
  returns: ['prices', 'payments'],
  close: ['prices'],
  range: ['range'],
  volume: ['volume'],
} as const satisfies Readonly<Record<string, readonly Field[]>>
export type FigureKind = keyof typeof madeOf

/** Does something about these fields concern figures of that kind? */
export const concerns = (about: readonly Field[], figures: FigureKind): boolean =>
  madeOf[figures].some((field) => about.includes(field))

/** One check, declared once. Its file says all there is to know of it but the words, which are the languages'. */
export interface Check<Name extends string = string, E extends Evidence = Evidence> {
  readonly name: Name
  readonly scope: Scope
  /** What its findings weigh, unless one says that it weighs less. */
  readonly severity: Severity
  /** Which bars an error keeps out of figures. `history`: all before its session. `onward`: those from its session on. */
  readonly holds: 'nothing' | 'session' | 'history' | 'onward'
  readonly about: readonly Field[]
  /**
   * Of findings that an answer showed and the stored series cannot: does this one still stand, given the dates that have
   * an adjusted close?
   */
  stands?(evidence: E, from: IsoDate, adjusted: ReadonlySet<IsoDate>): boolean
  /** The kind of action on its session that figures leave out; whoever accepts the finding has it applied after all. */
  readonly excludes?: CorporateAction['kind']
}

/** What a run of a check gives: its declaration says the rest. */
export interface Found<E extends Evidence = Evidence> extends Sessions {
  readonly evidence: E
  readonly severity?: Severity
  readonly holds?: Sessions
  /** What prices and volumes of the bars it holds are to be multiplied with to be right; null where no one factor would do. */
  readonly factors?: { readonly price: number; readonly volume: number } | null
  /** Actions that figures must not use as they were told. */
  readonly actions?: readonly ActionVerdict[]
}

/** An action that figures leave out, or a dividend that they use less the capital gain of its day. */
export type ActionVerdict = Pick<CorporateAction, 'date' | 'kind'> & { readonly use: 'none' | 'less-gain' }

/** What a check found, by its declaration. */
export const finding = <Name extends string, E extends Evidence>(
  { name, severity }: Check<Name, E>,
  found: Pick<Found<E>, 'from' | 'to' | 'evidence' | 'severity' | 'holds'>,
): Finding<Name, E> => ({
  check: name,
  severity: found.severity ?? severity,
  from: found.from,
  to: found.to,
  evidence: found.evidence,
  holds: found.holds ?? null,
})

/** The sessions of a finding about one. */
export const on = (date: IsoDate): Sessions => ({ from: date, to: date })

/** Is this a finding of that check? Its evidence then has that check's shape. */
export const isOf =
  <Name extends string, E extends Evidence>({ name }: Check<Name, E>) =>
  (found: Finding): found is Finding<Name, E> =>
    found.check === name
