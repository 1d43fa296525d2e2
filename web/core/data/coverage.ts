/** Sessions by month as columns that begin with `first`, such as `2022-01`. */
export type Months = { readonly first: string } & Readonly<
  Record<'sessions' | 'stored' | 'provisional' | 'revised' | 'repaired' | 'held', readonly number[]>
>

/** How far a month can be used, the worst of what it has. `closed`: the exchange held no session. */
export type MonthLevel = 'full' | 'provisional' | 'held' | 'part' | 'none' | 'closed'

export type MonthCell = {
  /** `2023-11` */
  readonly month: string
  readonly level: MonthLevel
  readonly sessions: number
  readonly stored: number
  readonly missing: number
  readonly provisional: number
  readonly revised: number
  readonly repaired: number
  readonly held: number
}

export type YearRow = { readonly year: number; readonly cells: readonly (MonthCell | null)[] }

/** Months since the year 0. */
const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
const monthName = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`

function cellAt(months: Months, at: number): MonthCell {
  const take = (column: Exclude<keyof Months, 'first'>) => months[column][at] ?? 0
  const [sessions, stored] = [take('sessions'), take('stored')]
  const cell = {
    month: monthName(monthNumber(months.first) + at),
    sessions,
    stored,
    missing: sessions - stored,
    provisional: take('provisional'),
    revised: take('revised'),
    repaired: take('repaired'),
    held: take('held'),
  }
  return { ...cell, level: levelOf(cell) }
}

function levelOf({ sessions, stored, held, provisional }: Omit<MonthCell, 'level'>): MonthLevel {
  if (sessions === 0) return 'closed'
  if (stored === 0) return 'none'
  if (stored < sessions) return 'part'
  if (held > 0) return 'held'
  return provisional > 0 ? 'provisional' : 'full'
}

/** A calendar of years with twelve months each, newest year first; null for months that were not asked for. */
export function yearsOf(months: Months): readonly YearRow[] {
  const start = monthNumber(months.first)
  const end = start + months.sessions.length - 1
  const rows: YearRow[] = []
  for (let year = Math.floor(end / 12); year >= Math.floor(start / 12); year--)
    rows.push({
      year,
      cells: Array.from({ length: 12 }, (_, month) => {
        const at = year * 12 + month - start
        return at < 0 || year * 12 + month > end ? null : cellAt(months, at)
      }),
    })
  return rows
}

/** Neighbouring months that look the same in a strip. `share` is the part of the sessions that is stored. */
export type StripPart = {
  readonly from: number
  readonly length: number
  readonly level: MonthLevel
  readonly share: number
}

/** The first and last month of several series, so that their strips can stand on one axis. */
export function monthsTogether(all: readonly Months[]): { readonly first: number; readonly length: number } {
  const starts = all.filter(({ sessions }) => sessions.length > 0).map(({ first }) => monthNumber(first))
  const ends = all
    .filter(({ sessions }) => sessions.length > 0)
    .map(({ first, sessions }) => monthNumber(first) + sessions.length)
  const first = Math.min(...starts)
  return starts.length === 0 ? { first: 0, length: 1 } : { first, length: Math.max(...ends) - first }
}

/** A series as a strip of months, neighbours of one look joined; places count from `first`. */
export function stripOf(months: Months, first: number): readonly StripPart[] {
  const parts: { from: number; length: number; level: MonthLevel; share: number }[] = []
  for (const at of months.sessions.keys()) {
    const { level, stored, sessions } = cellAt(months, at)
    const share = sessions === 0 ? 0 : stored / sessions
    const from = monthNumber(months.first) + at - first
    const last = parts.at(-1)
    if (last?.level === level && last.share === share) last.length++
    else parts.push({ from, length: 1, level, share })
  }
  return parts
}

const yearSteps = [1, 2, 5, 10, 20, 50, 100]

/** Places of the Januaries on the axis of the strips, with their years; at most `most` of them, at round distances. */
export function yearMarks(
  first: number,
  length: number,
  most: number,
): readonly { readonly at: number; readonly year: number }[] {
  const marks: { at: number; year: number }[] = []
  for (let month = Math.ceil(first / 12) * 12; month < first + length; month += 12)
    marks.push({ at: month - first, year: month / 12 })
  const step = yearSteps.find((years) => marks.length <= years * most) ?? Number.POSITIVE_INFINITY
  return marks.filter(({ year }) => year % step === 0)
}
