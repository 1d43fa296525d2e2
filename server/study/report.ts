import type { Spread } from '../stats/robustness.ts'
import type { MultiOrReason, MultiWindow } from '../stats/sample.ts'
import type { Window } from '../stats/settings.ts'
import type { Study, StudyFindings } from './study.ts'

/** Events listed in a report; the CSV lists them all. */
const LISTED = 40

/** A study as text for a terminal: what was asked, the tests of the sample, the events, what was left out. */
export function studyReport({ spec, findings, single }: Study): string {
  const { settings } = spec
  const { multi, excluded } = findings
  const level = `${Number((settings.alpha * 100).toPrecision(6))} %`
  const lines = [
    `Model ${settings.model}, ${settings.returnType} returns, estimation ${span(settings.estimation)}, event window ${span(settings.event)}, two-sided level ${level}`,
    `Data ${findings.data_hash}`,
    '',
  ]
  if (multi !== null) lines.push(...sampleLines(multi.N, multi.windows))
  else lines.push(`No test of a sample: it takes 3 events, ${findings.untested?.N ?? 0} could be measured`, '')
  const without = findings.withoutConfounded
  if (without !== null) lines.push(...withoutLines(without))
  for (const group of findings.groups) lines.push(...groupLines(group))
  lines.push(...resampledLines(findings.resampled), ...regressionLines(findings.regression, spec.regression?.window))
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
          all.shareSignificant === null ? '–' : `${Number((all.shareSignificant * 100).toFixed(1))} %`,
          percent(all.minCar),
          percent(all.medianCar),
          percent(all.maxCar),
          verdictOf(all),
        ]),
      ]),
      '',
    )
  }
  return lines.join('\n')
}

const verdictOf = ({ computed, fragile }: Spread): string =>
  computed === 0
    ? 'no combination could be computed'
    : fragile
      ? 'fragile: the conclusion depends on the choice'
      : 'the same conclusion throughout'

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

function groupLines(group: StudyFindings['groups'][number]): readonly string[] {
  if (group.kind === 'untested') return [`Group ${group.group}: ${group.N} measured, too few to test`, '']
  return [`Group ${group.group}`, ...sampleLines(group.multi.N, group.multi.windows)]
}

function resampledLines(resampled: StudyFindings['resampled']): readonly string[] {
  const [first] = resampled
  if (first === undefined) return []
  return [
    `CAAR resampled: ${first.iid.draws} draws from seed ${first.iid.seed}; p of events drawn one by one, of whole dates, and of signs flipped by date`,
    ...table([
      ['window', 'p', 'from', 'to', 'p of dates', 'from', 'to', 'p of signs'],
      ...resampled.map(({ from, to, iid, byDate, signFlip }) => [
        span([from, to]),
        probability(iid.p),
        percent(iid.ciLow),
        percent(iid.ciHigh),
        probability(byDate?.p ?? null),
        percent(byDate?.ciLow ?? null),
        percent(byDate?.ciHigh ?? null),
        probability(signFlip.p),
      ]),
    ]),
    '',
  ]
}

function regressionLines(regression: StudyFindings['regression'], window: Window | undefined): readonly string[] {
  if (regression === null || window === undefined) return []
  const without = regression.withoutCharacteristics
  const left = without.length === 0 ? [] : [`Without CAR or characteristics: ${without.map(short).join(', ')}`]
  if (regression.kind === 'unfit')
    return [`CAR of ${span(window)} on characteristics: not fitted, ${regression.detail}`, ...left, '']
  return [
    `CAR of ${span(window)} on characteristics, ${regression.n} events: HC1 errors, and errors by date over ${regression.clusters} of them`,
    ...table([
      ['', 'change', 'se', 't', 'p', 'se by date', 't', 'p'],
      ...regression.coefficients.map((one) => [
        one.name,
        percent(one.estimate),
        percent(one.se).replace('+', ''),
        statistic(one.t),
        probability(one.p),
        percent(one.seCluster).replace('+', ''),
        statistic(one.tCluster),
        probability(one.pCluster),
      ]),
    ]),
    ...left,
    '',
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
/** What rounds to zero has no sign. */
const twoDecimals = { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false } as const
const signed = new Intl.NumberFormat('en', { ...twoDecimals, signDisplay: 'exceptZero' })
const plain = new Intl.NumberFormat('en', { ...twoDecimals, signDisplay: 'negative' })
const percent = (value: number | null): string =>
  value === null ? '–' : `${signed.format(value * 100)} %`.replace('-', '−')
const statistic = (value: number | null): string => (value === null ? '–' : plain.format(value).replace('-', '−'))
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
