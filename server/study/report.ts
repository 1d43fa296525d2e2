import type { MultiOrReason, MultiWindow } from '../stats/sample.ts'
import type { Study } from './study.ts'

/** Events listed in a report; the CSV lists them all. */
const LISTED = 40

/** A study as text for a terminal: what was asked, the tests of the sample, the events, what was left out. */
export function studyReport({ spec, findings, single }: Study): string {
  const { settings } = spec
  const { multi, excluded } = findings
  const level = `${shorter(settings.alpha * 100)} %`
  const lines = [
    `Model ${settings.model}, ${settings.returnType} returns, estimation ${span(settings.estimation)}, event window ${span(settings.event)}, two-sided level ${level}`,
    `Data ${findings.data_hash}`,
    '',
  ]
  if (multi !== null) lines.push(...sampleLines(multi.N, multi.windows))
  else lines.push(`No test of a sample: it takes 3 events, ${findings.untested?.N ?? 0} could be measured`, '')
  const without = findings.withoutConfounded
  if (without !== null) lines.push(...withoutLines(without))
  for (const { text } of findings.warnings) lines.push(`Note: ${text}.`)
  if (findings.warnings.length > 0) lines.push('')
  lines.push(...eventLines(single, level))
  if (excluded.length > 0) {
    lines.push(`Left out: ${excluded.length}`)
    lines.push(
      ...table([
        ['event', 'ticker', 'reason', 'detail'],
        ...excluded.map(({ id, ticker, reason, detail }) => [short(id), ticker, reason, detail]),
      ]),
      '',
    )
  }
  const { robustness } = findings
  if (robustness !== null) {
    lines.push('Over models, estimation lengths, windows and admissible days')
    const spreads = [
      ...(robustness.sample === null ? [] : [['all events', robustness.sample.all] as const]),
      ...robustness.events.map(({ id, ticker, all }) => [`${short(id)} ${ticker}`, all] as const),
    ]
    lines.push(
      ...table([
        ['', 'computed', 'significant', 'lowest', 'median', 'highest', 'verdict'],
        ...spreads.map(([name, all]) => [
          name,
          `${all.computed}`,
          all.shareSignificant === null ? '–' : `${shorter(all.shareSignificant * 100)} %`,
          percent(all.minCar),
          percent(all.medianCar),
          percent(all.maxCar),
          all.fragile ? 'fragile: the conclusion depends on the choice' : 'the same conclusion throughout',
        ]),
      ]),
      '',
    )
  }
  return lines.join('\n')
}

function sampleLines(N: number, windows: readonly MultiWindow[]): readonly string[] {
  return [
    `${N} events. CAAR with the headline test (BMP after Kolari-Pynnonen), the generalised rank beside it, and what readers expect`,
    ...table([
      ['window', 'n', 'CAAR', 't KP', 'p', 't GRANK', 'p', 'positive', 't', 'p', 'z Patell', 'p', 'r'],
      ...windows.map((column) => [
        span([column.from, column.to]),
        `${column.n}`,
        percent(column.mean),
        statistic(column.tKp),
        probability(column.pKp),
        statistic(column.grankT),
        probability(column.grankTP),
        `${column.positive}`,
        statistic(column.tCross),
        probability(column.pCross),
        statistic(column.zPatell),
        probability(column.pPatell),
        statistic(column.rbar),
      ]),
    ]),
    '',
  ]
}

function withoutLines(without: MultiOrReason): readonly string[] {
  if (without.kind === 'untested')
    return [`Without events that share their window: ${without.N} left, too few to test`, '']
  return [
    'Without events that share their window with other news',
    ...sampleLines(without.multi.N, without.multi.windows),
  ]
}

function eventLines(single: Study['single'], level: string): readonly string[] {
  const rows: string[][] = []
  let count = 0
  for (const event of single('light')) {
    count++
    if (count > LISTED) continue
    for (const [i, { from, to, car, seExact, tExact, pExact }] of event.windows.entries())
      rows.push([
        ...(i === 0 ? [event.day0, event.ticker, short(event.id)] : ['', '', '']),
        span([from, to]),
        percent(car),
        percent(seExact).replace('+', ''),
        statistic(tExact),
        probability(pExact),
      ])
  }
  if (rows.length === 0) return []
  const more = count > LISTED ? [`… and ${count - LISTED} more: see --csv`] : []
  return [
    `Events: CAR, its exact standard error, t and p (a p below ${level} is distinguishable from ordinary days)`,
    ...table([['day 0', 'ticker', 'event', 'window', 'CAR', 'se', 't', 'p'], ...rows]),
    ...more,
    '',
  ]
}

const span = ([from, to]: readonly [number, number]): string => `[${from}, ${to}]`
const short = (id: string): string => (id.length > 44 ? `${id.slice(0, 43)}…` : id)
const shorter = (value: number): string => String(Number(value.toFixed(1)))
const percent = (value: number | null): string =>
  value === null ? '–' : `${value > 0 ? '+' : ''}${(value * 100).toFixed(2)} %`.replace('-', '−')
const statistic = (value: number | null): string => (value === null ? '–' : value.toFixed(2).replace('-', '−'))
const probability = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3))

/** Columns set side by side: the first left, numbers right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const isNumber = (cell: string) => /^[+−<\d–]/.test(cell) && !/^\d{4}-/.test(cell)
  return rows.map((row, r) =>
    row
      .map((cell, column) => {
        const right = isNumber(rows[r === 0 ? Math.min(1, rows.length - 1) : r]?.[column] ?? '')
        return right ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
      })
      .join('  ')
      .trimEnd(),
  )
}
